import { accountAnswer } from './account-answers.ts';
import { detailInChinese } from './detail-in-chinese.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';

/** What the API of the operator answers when it does not do what was asked, and what an account on AWS does not allow. */
const answers: readonly (readonly [english: RegExp, chinese: string])[] = [
  [
    /^no such event; of one that was done at once say the source too, as (\S+)$/,
    '没有这个事件；一次就完成的事件，还要写明来源，如 $1',
  ],
  [/^no such event/, '没有这个事件'],
  [/^the CDP shows no customer (\d+)$/, 'CDP 中没有客户 $1'],
  [/^there is no customer and no case ("[^"]*")$/, '没有 $1 这个客户或待处理事项'],
  [/^the case names no customer who is known here: say the customer$/, '这个事项没有指明已知的客户：请写明客户'],
  [/^the case is about (\d+) customers, so they are two already: (.+)$/, '这个事项涉及 $1 个客户，本来就是分开的：$2'],
  [/^the case was decided already: (\S+), by (.+)$/, '这个事项已经判定过：$1，判定者 $2'],
  [
    /^nothing would stay with customer (\d+): choose with keep what is theirs$/,
    '客户 $1 什么也不会留下：请用 --keep 指明属于它的',
  ],
  [
    /^several customers have become part of (\d+): say with from whom to separate, (.+)$/,
    '有多个客户并入了 $1：请用 --from 指明分出哪一个，$2',
  ],
  [/^("[^"]*") is the key of no identity of theirs: there are (.+)$/, '没有键为 $1 的身份：有 $2'],
  [/^(\S+) cannot move and be kept$/, '$1 不能既分出又留下'],
  [/^delivery could not carry the decision out: (.+)$/, '投递未能执行判定：$1'],
  [
    /^delivery has not come to the decision yet \(event (\S+)\): .*$/,
    '投递还没有处理到这个判定（事件 $1）：是否已暂停？没有做其他任何事；请再次执行同一步',
  ],
  [/^identity (\S+) \((\S+)\) is still with customer (\d+): .*$/, '身份 $1（$2）仍在客户 $3 名下：请先在 CDP 中移除'],
  [
    /^journal\.off: what becomes of an event is written down nowhere, but in the log$/,
    'journal.off：事件的结果除了日志之外没有记录',
  ],
  [
    /^not with npm start -- --bundles: a stage keeps no requests, it counts what it rejects$/,
    'npm start -- --bundles 没有这个：阶段不保存请求，只统计拒收的数量',
  ],
  [
    /^not with npm start -- --bundles: a stage counts no discarded values, each event tells its own$/,
    'npm start -- --bundles 没有这个：阶段不统计弃用的值，每个事件各自写明',
  ],
  [
    /^not with npm start -- --bundles: a stage has no snapshots of a sandbox$/,
    'npm start -- --bundles 没有这个：阶段没有沙箱的快照',
  ],
  [/^no such dead letter/, '没有这条死信'],
  [/^no such quarantined request/, '隔离区没有这个请求'],
  [/^no such connection/, '没有这个连接'],
  [/^no receipt/, '没有回执'],
  [
    /^events of (\d+) sources have this id: say which one is meant, as (.+)$/,
    '$1 个来源都有这个 ID 的事件：请指明来源，如 $2',
  ],
  [/^nothing is known about (.+)$/, '查不到 $1'],
  [/^nothing is held of this person/, '没有此人的任何信息'],
  [/^the CDP has no such customer/, 'CDP 中没有这个客户'],
  [/^there is no (plan|case|job) ("[^"]*")/, '没有 $2 这个 $1'],
  [/^the job (\S+) is (\S+); only one that is (.+) can be (\S+)$/, '作业 $1 的状态是 $2；只有 $3 的作业可以变为 $4'],
  [/^it was decided already: (\S+), by (.+)$/, '已经判定过：$1，判定者 $2'],
  [/^(\S+) is no answer to this case: (.+) are$/, '$1 不适用于这个事项；可以是 $2'],
  [/^customers are named by their ids in the CDP$/, '客户用 CDP 中的 ID 指明'],
  [/^say .*, with --customer: it is about (.+)$/, '请用 --customer 指明是哪些客户：这个事项涉及 $1'],
  [
    /^nobody is known by this (\S+): nothing was erased, and nobody is blocked\. Check the spelling; to block it all the same, (?:ask with "unknown"|say --unknown)$/,
    '没有客户使用这个 $1：没有删除，也没有屏蔽任何人。请检查写法；仍要屏蔽它，加 --unknown',
  ],
  [
    /^an identity is kind:value or kind:scope:value, of a kind that is configured; did you mean (.+)\?$/,
    '身份的写法是 类型:值 或 类型:范围:值，类型须在配置中；是不是 $1？',
  ],
  [
    /^an identity is kind:value or kind:scope:value, of a kind that is configured, as (.+)$/,
    '身份的写法是 类型:值 或 类型:范围:值，类型须在配置中，如 $1',
  ],
  [
    /^the value can be no (\S+) \(not a value that the CDP takes\): (.+)$/,
    '这个值不可能是 $1（CDP 不接受）：没有执行任何操作',
  ],
  [/^the value can be no (\S+) \((.+?)\): (.+)$/, '这个值不可能是 $1（$2）：没有执行任何操作'],
  [/^no connection of the source brand-events is configured/, '配置中没有来源为 brand-events 的连接'],
  [/^no connection of the configuration has the source (\S+)$/, '配置中没有来源为 $1 的连接'],
  [/^no connection of (\S+) is called (\S+): (.+)$/, '$1 没有名为 $2 的连接：$3'],
  [/^whose file is it\? Say connection, one of (.+)$/, '文件属于哪个连接？用 --connection 指明：$1'],
  [/^(.+) is no file$/, '$1 不是文件'],
  [/^(.+) is not there, or cannot be read$/, '$1 不存在，或无法读取'],
  [/^the options of (\S+) are not what (\S+) needs$/, '$1 的选项不符合 $2 的要求'],
  [/^(.+) cannot be read$/, '无法读取 $1'],
  [/^no encoding is called ("[^"]*"): (.+)$/, '没有名为 $1 的编码：$2'],
  [/^(.+) is not (utf-8|gb18030|utf-16le|\S+)(?:: it may be (\S+).*)?$/, '$1 不是 $2 编码'],
  [
    /^(.+) is not there, or cannot be read: say with --file where it is now$/,
    '$1 不存在，或无法读取：用 --file 指明它现在的位置',
  ],
  [
    /^(.+) is not the file that was planned: bring that one, or make a new plan$/,
    '$1 不是做计划时的文件：请换成那个文件，或重新生成计划',
  ],
  [/^somebody else has moved the job (\S+) meanwhile: look at it again$/, '作业 $1 刚被别人改动：请再查看一次'],
  [
    /^(\S+) works on the job (\S+) now: wait for it, or pause it first: (.+)$/,
    '$1 正在执行作业 $2：请等待，或先暂停：$3',
  ],
  [/^the file has changed since it was planned: make a new plan$/, '计划之后文件被改动过：请重新生成计划'],
  [
    /^the state cannot be written: (.+)\. It was not done; mend that, and try again$/,
    '无法写入状态：$1。没有执行；请排除该问题后重试',
  ],
  [/^something failed that Guiyi did not expect: please report it$/, '发生了归一没有预料到的错误：请报告'],
  [/^a line is longer than 8 MB.*$/, '有一行超过 8 MB：逐行 JSON 每行一个对象'],
  [/^the head names the column (".*") twice: .*$/, '表头中列 $1 出现了两次：删除其中一列，或改名'],
  [/^from line (\d+) on it is no CSV: .*$/, '从第 $1 行起不是 CSV：引号没有闭合，或一行超过 8 MB'],
  [/^why is missing: a discard is recorded with its reason$/, '缺少原因：丢弃会连同原因记录下来'],
  [
    /^(\d+) of (\d+) dead letters? (?:was|were) not exported, the first is (\S+): export them first, what is discarded is gone$/,
    '$2 条死信中有 $1 条没有导出过，第一条是 $3：请先导出，丢弃之后无法找回',
  ],
  [/^(.+) cannot be edited: it would be another event$/, '不能修改 $1：那会变成另一个事件'],
  [/^every step of the plan was carried out$/, '计划的每一步都已执行'],
  [/^a step of the plan is being carried out$/, '计划的一步正在执行'],
  [/^(.+)\. Plan it step by step \(--step-by-step\)$/, '$1。请逐步计划（--step-by-step）'],
  [/^the CDP says that they are customer (\S+) still: plan anew$/, 'CDP 表示仍是客户 $1：请重新计划'],
  [/^the other person is no customer yet$/, '另一个人还不是客户'],
  [/^(.+): (.+)\. Run the plan (\S+) again to go on$/, '$1：$2。要继续，请再次执行计划 $3'],
  [
    /^somebody else is moving messages of this stage: try again when they are done$/,
    '有人正在移动这个阶段的消息：等其完成后再试',
  ],
  [/^(\S+) takes no changes until somebody unlocks it for a time: (.+)$/, '$1 平时不允许修改，先在一段时间内解锁：$2'],
  [/^pages of a stage lead on by after, and not back by before$/, '阶段的列表只能用 after 向后翻页，不能用 before'],
  [/^(after|before) must be the position of an event$/, '$1 应为事件的位置，见上一页的提示'],
  [/^limit must be a number from 1 to 500$/, 'limit 应为 1 到 500 的数字'],
  [/^(\S+) must be a time with its offset, as (.+)$/, '$1 应为带时区的时间，如 $2'],
  [/^(\S+) must not be empty$/, '$1 不能为空'],
  [/^(\S+) is too long, or has too many members$/, '$1 太长，或项数太多'],
  [/^(\S+) must be an? (\S+)$/, '$1 应为 $2'],
  [/^("[^"]*") is no name that is known here: did you mean (.+)\?$/, '没有 $1；是不是 $2？'],
  [/^the CDP declined the call: nothing was done\. Try again later$/, 'CDP 拒绝了调用：没有执行任何操作，请稍后再试'],
  [
    /^the CDP cannot be asked \((\S+)\): nothing was done\. Try again later$/,
    '无法访问 CDP（$1）：没有执行任何操作，请稍后再试',
  ],
  [
    /^this key may look, and neither change anything nor see values in clear$/,
    '这个密钥只能查看，不能修改，也不能看明文',
  ],
  [/^the token is missing or of another start: (.+)$/, '缺少令牌，或令牌属于另一次启动：使用 address.json 中的令牌'],
  // The example of a case: kind, masked value, field.
  [/^([\w-]+) (\S+) at (\S+)$/, '$1 $2（字段 $3）'],
  [/^the body is not JSON$/, '请求体不是 JSON'],
  [/^the mapping has not ended within ten seconds$/, '映射十秒内没有结束'],
  [/^the mapping has ended without an answer$/, '映射结束了，没有给出结果'],
  [/^nothing answers at this address$/, '这个地址没有应答'],
  [/^the answer of (\S*) has another form than this page knows: (.*)$/, '$1 的应答与本页面的版本不符：$2'],

  [/^there is no stage (\S+) in this account and region: (.+)$/, '这个账号和区域中没有阶段 $1：$2'],
  [/^the parameter (\S+) is of another version: .*$/, '参数 $1 属于另一个版本：请使用部署时的版本'],
  [/^customers of a stage are shown by the CDP itself: (.+)$/, '阶段的客户由 CDP 显示：$1'],
  [/^the journal holds a letter of another version$/, '事件记录中有另一个版本的死信'],
  [/^the secret "(.+)" is not JSON$/, '密钥 "$1" 不是 JSON'],
  [/^the secret "(.+)" cannot be read$/, '无法读取密钥 "$1"'],
  [/^the secret "(.+)" is an empty list$/, '密钥 "$1" 是空列表'],
  [/^the secret "(.+)" has missing or wrong fields: (.+)$/, '密钥 "$1" 的字段缺失或有误：$2'],
  [/^the secret "cdp" needs the fields appKey and secret$/, '密钥 "cdp" 需要字段 appKey 和 secret'],
  [/^there is no secret "(.+)"$/, '没有密钥 "$1"'],
  [/^there is no secret (\S+), and without it .*$/, '没有密钥 $1'],
  [/^(\S+) cannot be read with these credentials, and without it .*$/, '这些凭据无权读取 $1'],
];

/** What an API, an account or a step of delivery has said, in both languages; what nobody has translated stays in English. */
export function answered(english: string): Localized {
  const found = answers.find(([pattern]) => pattern.test(english));
  if (found !== undefined) return { en: english, zh: english.replace(...found) };
  return { en: english, zh: accountAnswer(english) ?? detailInChinese(english) ?? english };
}
