import type { DetailTable } from './detail-table.ts';

/** What inlet, delivery and the receipts of an erase write down. */
export const deliveryDetails: DetailTable = [
  ['the ledger holds its id', '台账中已有它的 ID'],
  ['another event about the same person is being delivered', '正在投递同一个人的另一个事件'],
  ['an event about the same person is being delivered', '正在投递同一个人的一个事件'],
  [
    'the CDP has given an identity of the event to a customer who was there before; the next try decides with them',
    'CDP 已把事件的一个身份交给原有的客户；下一次投递时一并判定',
  ],
  ['the person must be forgotten', '此人已要求删除个人信息'],
  ['every identity was refused', '所有身份都被舍弃'],
  [
    'cdp.identityTypes has no code for {}, or every value is too long',
    'cdp.identityTypes 中没有 {1} 的代码，或值都太长',
  ],
  ['the tenant cannot be told {}; {+}', '不能写入租户：{1}；{2}'],
  ['see value and scope of the kind in cdp.identityTypes', '见 cdp.identityTypes 中该类型的 value 和 scope'],
  [
    'the only identity is a contact that another customer has; cdp.identityTypes has no code for guiyi-subject, or the event has no subject',
    '唯一的身份是另一个客户的联系方式；cdp.identityTypes 中没有 guiyi-subject 的代码，或事件没有主体',
  ],
  ['no such connection, or of another source', '没有这个连接，或它属于另一个来源'],
  ['the ledger did not take the count of attempts', '台账没有记下尝试次数'],
  ['given up after {} days: {+}', '{1} 天后放弃：{2}'],
  ['delivery gave no answer to the probe', '投递没有应答探测'],
  ['somebody has proved the contact that the record has', '记录中的联系方式已有人证明属于自己'],
  ['the customer also has identities of type {}', '客户还有类型为 {1} 的身份'],
  [
    'privacy.onAuthorisationCancelled says that a person decides',
    'privacy.onAuthorisationCancelled 的设置要求由人工决定',
  ],
  ['a newer state of the platform’s record says that the person is there', '平台记录的较新状态表明此人仍在'],
  ['all that says who the person is held characters that are none', '说明此人是谁的字段都含有无效字符'],
  // A decision about a case.
  ['the decision cannot be read', '无法读取判定'],
  ['the two are one customer by now: undo the merge first', '两者已是同一个客户：请先撤销合并'],
  ['it takes two customers', '需要两个客户'],
  ['it names no customer', '没有指明客户'],
  ['it names no customer, or more than two', '没有指明客户，或多于两个'],
  ['it names no identity of the other person', '没有指明另一个人的身份'],
  ['the CDP does not show customer {}, or no identity of theirs', 'CDP 中没有客户 {1}，或没有它的身份'],
  [
    'the CDP did not make them one: they differ in an identity of which a customer has one',
    'CDP 没有把它们合并：每个客户只能有一个的身份，两者不同',
  ],
  // The CDP and the platforms' APIs.
  ['the time of this try has ended', '本次投递的时间已用完'],
  ['the answer is not {code, msg, data}', '应答不是 {code, msg, data}'],
  ['the CDP says that there is no such thing', 'CDP 表示没有这一项'],
  ['the answer holds no token', '应答中没有 token'],
  ['the answer is no JSON object', '应答不是 JSON 对象'],
  ['the answer is over {} MiB', '应答超过 {1} MiB'],
  ['a folder that was just created is not in the tree yet', '刚建立的文件夹还不在目录树中'],
  ['another instance is creating the {}', '另一个实例正在建立{1}'],
  ['the secret of the connection has no {}', '连接的密钥中没有 {1}'],
  ['the platform refuses the {} of the connection’s secret', '平台不接受连接密钥中的 {1}'],
  // The inlet.
  ['the attribute headers is not a JSON object', '属性 headers 不是 JSON 对象'],
  ['the attribute names no connection', '属性中没有写明连接'],
  ['the rules of {} fit', '符合多个连接的规则：{1}'],
  [
    'a topic asks whether the queue takes its messages: confirm the subscription in SNS',
    '主题询问队列是否接收其消息：请在 SNS 中确认订阅',
  ],
  ['no envelope, no attribute, and no rule fits', '不是信封，没有属性，也不符合任何规则'],
  ['source and connection of the envelope name no configured connection', '信封的来源和连接不是已配置的连接'],
  ["connection {} does not say trust: 'queue'", "连接 {1} 没有设置 trust: 'queue'"],
  [
    "no headers and no query to verify, and connection {} does not say trust: 'queue'",
    "没有可供验证的请求头和查询参数，连接 {1} 也没有设置 trust: 'queue'",
  ],
  ['no data at the claim check', '归档中没有这个事件的数据'],
  ['the data at the claim check is not JSON', '归档中的数据不是 JSON'],
  ['the message is not JSON', '消息不是 JSON'],
  ['missing or not as specified: {}', '缺失或不符合规定：{1}'],
  // Receipts and requests of people.
  [
    'Guiyi tells no platform: where it asks for an answer, answer it there',
    '归一不通知平台：平台要求答复的，请在平台上答复',
  ],
  ['{}, {} days', '{1}，{2} 天'],
  ['it asked for no erasure: that it was answered is written down', '请求不是删除：记下了已经答复'],
  ['{} customer deleted, and looked up again', '删除了 {1} 个客户，并再次查询确认'],
  ['{} customers deleted, and looked up again', '删除了 {1} 个客户，并再次查询确认'],
  ['identities are marked, and of events the outcome alone is kept', '身份已做标记，事件只保留结果'],
];
