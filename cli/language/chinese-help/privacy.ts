/** erase, export, suppressions and privacy requests. */
export const privacy: Readonly<Record<string, string>> = {
  'Forget a person: suppress, delete in the CDP, and print the receipt.':
    '删除一个人的个人信息：屏蔽，在 CDP 中删除，打印回执。',
  'block the identity even if nobody is known by it': '即使没有客户使用这个身份，也加以屏蔽',
  '`kind:value` or `kind:scope:value`': '`类型:值` 或 `类型:范围:值`',
  'People whose events are not used: list them, add one, lift one.':
    '屏蔽名单：不使用这些人的任何事件；可查看、添加、解除。',
  'Who is blocked since when, by keyed hashes; or whether one identity is.':
    '谁从何时起被屏蔽，以带密钥的哈希显示；或查询一个身份是否被屏蔽。',
  '`kind:value` or `kind:scope:value`; default: all': '`类型:值` 或 `类型:范围:值`；默认：全部',
  'Use no event about a person until it is lifted; what the CDP has of them stays.':
    '在解除之前不使用这个人的任何事件；CDP 中已有的保留。',
  'Free a person: what was blocked until now, by an erase too, is free again.':
    '解除屏蔽：此前被屏蔽的（包括因删除个人信息而屏蔽的）恢复使用。',
  'What is held of a person, as JSON: the customer in the CDP and the events of this machine.':
    '导出一个人的全部信息，JSON 格式：CDP 中的客户，以及本机的事件。',
  'Requests about somebody’s data that a person answers, each with its deadline.':
    '需要人工答复的个人信息请求，各有期限。',
  'Requests about somebody’s data that a person answers, the nearest deadline first.':
    '需要人工答复的个人信息请求，期限最近的在前。',
  'those that were carried out or refused': '只看已执行或已拒绝的',
  'One of them; once it is decided, what has become of it in each system.':
    '其中一个请求；决定之后，显示它在各系统中的结果。',
  'Erase the person whom it names, in all channels; for a request for data, record that it was answered.':
    '删除请求所指之人的信息，涵盖所有渠道；如果是查阅请求，记下已经答复。',
  'Do nothing about it, for the reason in the note.': '不予执行，原因写在备注里。',
};
