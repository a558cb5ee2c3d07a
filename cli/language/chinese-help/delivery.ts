/** status, pause, resume, unlock, dead, quarantine, replay, backfill, rehearse and jobs. */
export const delivery: Readonly<Record<string, string>> = {
  'Whether events are delivered, since when and why not, and how many wait. Exit code 0 fine, 10 look, 11 act.':
    '事件是否在投递；没有的话，从何时起、为什么，还有多少在等待。退出码：0 正常，10 需要查看，11 需要处理。',
  'again every two seconds, until you stop it': '每两秒刷新一次，直到你停止它',
  'Stop delivery: events are accepted and wait, until `guiyi resume`.':
    '暂停投递：事件照常接收并等待，直到 `guiyi resume`。',
  'for what reason, for whoever finds it paused': '原因，写给看到它被暂停的人',
  'who pauses (default: the user of this machine)': '暂停者（默认：本机用户）',
  'Start delivery again after a pause, or before the breaker would: a few events first.':
    '暂停之后恢复投递，或不等熔断器自行恢复；先投递少量事件。',
  'Let a protected stage (prod) take changes for a time; it is read-only otherwise.':
    '让受保护的阶段（prod）在一段时间内允许修改；平时只读。',
  'the stage': '阶段的名称',
  'for how many minutes': '允许多少分钟',

  'Dead letters: what could not be delivered and why, and how to send it again.':
    '死信：哪些没能投递、为什么，以及重投。',
  'By cause: reason, connection, type; first, last, count and an example of each.':
    '按起因汇总：原因、连接、类型；各自的首次、末次、数量和一个例子。',
  'those of one cause, as list shows it; may be given several times': '只看一种起因的，标识见列表；可以写多次',
  'those of one queue': '只看一个队列的',
  'those of one type of event': '只看一种事件的',
  'first seen then or later: 2h, 7d, 2026-03-01, or a time with its offset':
    '首次出现在此时间或之后：2h、7d、2026-03-01，或带时区的时间',
  'first seen before': '首次出现在此时间之前',
  'privacy requests too, which are left out otherwise': '包括个人信息请求；默认不包括',
  'one by one, the oldest 500': '逐条列出，最早的 500 条',
  'One of them: why, since when, what was done about it; its values masked.':
    '其中一条：为什么、从何时起、做过什么处理；值已脱敏。',
  'Send them again: a plan of exactly these, then the run, then the report.':
    '重投：先给出计划，列明是哪些；然后执行；最后报告。',
  'all of them but privacy requests': '全部，个人信息请求除外',
  'how many a second at most': '每秒最多多少条',
  'Remove them for good, after an export and with a reason.': '永久移除：须先导出，并写明原因。',
  'Write them whole, values in clear, a line of JSON each.': '完整写出，含明文，每条一行 JSON。',
  'a new file; only its owner can read it': '新文件；只有文件所有者可读',

  'Genuine requests that Guiyi could not read, kept whole.': '隔离区：验签通过但无法理解的请求，完整保存。',
  'By connection and reason; first, last, count and an example of each.':
    '按连接和原因汇总：各自的首次、末次、数量和一个例子。',
  'one by one, the oldest first': '逐条列出，最早的在前',
  'One of them: why and since when; its content, opened by the present secret, with --reveal.':
    '其中一条：为什么、从何时起；加 --reveal 用当前密钥打开内容。',
  'Receive them once more with the present version and keys, as of the time when they came: after an upgrade or a new key.':
    '按当初收到的时间，用现在的程序和密钥重新接收；用于升级或换密钥之后。',
  'Remove them for good, with a reason.': '永久移除，须写明原因。',

  'Send events of the record again: plan, question, run, report.': '重放记录中的事件：计划、确认、执行、报告。',
  'how many events a second at most': '每秒最多多少个事件',
  'how many of them wait in the queue at most; new events wait behind them':
    '队列中最多有多少个在等待；新事件排在它们后面',
  'make the plan, send nothing': '只生成计划，不发送',
  'reprocess: anew, by the present code and configuration; redeliver: as they were, what is done is skipped; missing: only those of which the CDP lacks the customer or an identity':
    'reprocess：按现在的程序和配置重新处理；redeliver：原样再投递，跳过已完成的；missing：只处理 CDP 中缺少客户或身份的',
  'how they ended': '按结果筛选',
  'all that the record has': '记录中的全部事件',
  'Read a file as the events of a connection: plan, question, run, report.':
    '把文件作为一个连接的事件读入：计划、确认、执行、报告。',
  'the format of the file': '文件的格式',
  'the connection that it belongs to (default: the only one of that source)': '属于哪个连接（默认：该来源唯一的连接）',
  'when it was exported: the time of rows without one': '导出的时间，用于没有写时间的行',
  'for times that have none, such as +08:00': '没有写时区的时间所用的时区，如 +08:00',
  'utf-8, gb18030, utf-16le …': '编码：utf-8、gb18030、utf-16le …',
  'a CSV with a head, or JSON by lines; a shop’s own export of customers or orders':
    '带表头的 CSV，或每行一个 JSON；或店铺自己导出的客户、订单',
  'Replays and backfills: list, show, run, pause, resume, abort.':
    '重放与回填作业：列出、查看、执行、暂停、继续、中止。',
  'The newest first.': '最新的在前。',
  'Its plan, how far it is, and what became of its events.': '作业的计划、进度，以及各事件的结果。',
  'as the list shows it': '标识，见列表',
  'where the file of a backfill is now: it has moved, or this is another machine':
    '回填文件现在的位置：文件移动过，或换了机器',
  'Start a planned job, or go on with a paused one.': '启动已计划的作业，或继续已暂停的作业。',
  'Stop for now; `resume` goes on where it stopped, after a restart too.':
    '暂停；`resume` 从停下的地方继续，重启之后也可以。',
  'End it; what was sent stays sent.': '中止；已发送的不会撤回。',

  'change the one letter first, in $VISUAL or $EDITOR; recorded, with --why':
    '先在 $VISUAL 或 $EDITOR 中修改这一条；须写 --why，会留下记录',
  'the same, with what stands in a file': '同上，改用文件中的内容',
  'carry it out on a copy of the state, and show what would become of the customers':
    '在状态的副本上预演，显示客户会变成怎样',
  'secrets of the rehearsal': '预演所用的文件',
  'What the events of the record would make of an empty sandbox: by the present configuration and by another.':
    '比较两份配置：记录中的事件在空沙箱里会得到怎样的客户，按现在的配置和按另一份。',
  'the other configuration': '另一份配置文件',
  'the present one (default: guiyi.config.ts; of a stage that of the stage)':
    '现在的配置文件（默认：guiyi.config.ts；针对阶段时是该阶段的）',
  'of a stage: who asks (default: the user of this machine)': '针对阶段时：操作者（默认：本机用户）',
  'of a stage, whose events are opened for it: for what reason, for the record':
    '针对阶段时要打开它的事件：原因，会留下记录',
  'secrets of both': '两者共用的密钥文件',
  'events received then or later: 2h, 7d, 2026-03-01 (default: all; of a stage 3d)':
    '只用在此时间或之后收到的事件：2h、7d、2026-03-01（默认：全部；针对阶段时为 3d）',
  'configuration of the rehearsal (default: guiyi.config.ts), or of the stage':
    '预演所用的配置（默认：guiyi.config.ts），或该阶段的配置',
};
