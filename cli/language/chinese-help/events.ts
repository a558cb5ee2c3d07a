/** why, events, event, tail, cases, discarded, reason and reveals. */
export const events: Readonly<Record<string, string>> = {
  'The way from the raw event to the CDP’s answer: identities, discarded values, calls, and their reasons.':
    '从原始事件到 CDP 响应的全过程：身份、被舍弃的值、调用，以及各自的原因。',
  'of an event whose id several sources have sent, as /brand-events/crm':
    '多个来源发过同一事件 ID 时，指明来源，如 /brand-events/crm',
  'where nothing is known: count the requests of one connection alone': '查不到时，只统计一个连接的请求',
  'count them from then on: 2h, 7d, 2026-03-01 (7d)': '从何时开始统计：2h、7d、2026-03-01（默认 7d）',
  'an order’s number (`#204`), a delivery id of the platform, an event, a customer, or an identity (`mobile:15931000001`, or the value alone)':
    '订单号（`#204`）、平台的投递 ID、事件、客户或身份（`mobile:15931000001`，或只写值）',

  'What came and what became of it, the newest first.': '收到了什么，结果如何，最新的在前。',
  'of an order, as `#204` or 5810200000094': '某个订单的，如 `#204` 或 5810200000094',
  'of a delivery of the platform': '平台某次投递的',
  '`mobile:159…`, or the value alone in any spelling': '`mobile:159…`，或只写值，写法不限',
  'that led to a customer': '归到某个客户的',
  'of one connection': '某个连接的',
  'of one source, as /shopify/shop': '某个来源的，如 /shopify/shop',
  'of one type': '某种类型的',
  'in which state': '处于什么状态',
  'of one reason': '某种原因的',
  'how many, at most 500': '最多列出多少个，上限 500',
  'events before these, as the page before says': '更早的事件；位置见上一页的提示',
  'One event: when it came to which step, identities, calls, and why.': '一个事件：何时到了哪一步，身份、调用和原因。',
  'where several sources have sent the id, as /brand-events/crm':
    '多个来源发过同一 ID 时，指明来源，如 /brand-events/crm',
  'its id, or what the list shows of it': '它的 ID，或列表中显示的标识',
  'Show events as they end, until you stop it.': '持续显示处理完的事件，直到你停止它。',
  'end after this many': '显示多少行后结束',

  'What a person should look at: dropped, skipped and shared identities, counted, with masked examples.':
    '需要人工查看的事项：被丢弃、跳过、共用的身份，附计数和脱敏的例子。',
  'Questions about people that a person decides.': '待处理事项：关于客户归属、需要人工判定的问题。',
  'those that were decided': '只看已判定的',
  'One case: what was seen, the customers on both sides, and what may be decided.':
    '一个事项：看到了什么、两边的客户，以及可以怎样判定。',
  'Decide it: one person (join), two people (never-one), a contact that is not the customer’s (not-theirs), nothing (dismiss). The decision is an event: delivery carries it out.':
    '判定：是同一个人（join）、是两个人（never-one）、联系方式不属于该客户（not-theirs）、不处理（dismiss）。判定是一个事件，由投递执行。',
  'the decision': '判定结果',
  'whom it is about, where the case names others too': '事项涉及多人时，指明是谁',
  'who decides (default: the user of this machine)': '判定者（默认：本机用户）',
  'A customer who is two people: plan how to separate them, and carry it out.':
    '一个客户其实是两个人：如何分开，以及执行分开。',
  'Who gets which identities, groups and fields, by which calls, and what no call can undo. Changes nothing.':
    '身份、分组和字段各归谁，需要哪些调用，以及哪些无法通过调用恢复。不做任何改动。',
  'Carry the plan out, step by step; afterwards no event makes the two one again.':
    '逐步执行计划；此后任何事件都不再把两人合为一个客户。',
  'their id in the CDP, an id that has become part of it, or a case about them':
    '客户在 CDP 中的 ID、已并入它的 ID，或关于它的待处理事项',
  'whom to separate, by the id that they had, where several have become part of it':
    '有多个客户并入时，指明分出哪一个（原来的 ID）',
  'identities that are the other person’s, by the keys that the plan shows': '属于另一个人的身份，用计划中显示的键',
  'identities that are not': '不属于另一个人的身份',
  'divide the identities one by one, also in the sandbox': '逐个划分身份，在沙箱中也如此',
  'only if it is still this plan': '仅当计划仍是这一个时执行',
  'do not ask before each step': '每一步之前不再询问',
  'Which values became no identity, by source and reason; of a stage, in the last seven days.':
    '哪些值没有成为身份，按来源和原因统计；阶段上为最近七天。',
  'What a reason code means, its likely cause, and the fix.': '原因代码的含义、可能的起因和处理办法。',
  'a reason code of the log, a list or a dead letter; default: all of them': '日志、列表或死信中的原因代码；默认：全部',
  'Who has seen values in clear: when, of what, and why; the newest first.':
    '谁看过明文：什么时间、看的什么、什么原因；最新的在前。',
};
