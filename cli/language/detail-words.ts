/** What delivery and the receipts write down about an event, in English: as a person reads it in Chinese. */
export const detailWords: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^the ledger holds its id$/, '台账中已有它的 ID'],
  [/^(?:another|an) event about the same person is being delivered$/, '正在投递同一个人的另一个事件'],
  [/^the person must be forgotten$/, '此人已要求删除个人信息'],
  [/^every identity was refused$/, '所有身份都被舍弃'],
  [/^no usable identity$/, '没有可用的身份'],
  [/^no usable identity: (.+)$/, '没有可用的身份：$1'],
  [
    /^cdp\.identityTypes has no code for (.+), or every value is too long$/,
    'cdp.identityTypes 中没有 $1 的代码，或值都太长',
  ],
  [/^(\S+) is for a person to answer$/, '$1 须由人答复'],
  [/^no such connection, or of another source$/, '没有这个连接，或它属于另一个来源'],
  [/^the ledger did not take the count of attempts$/, '台账没有记下尝试次数'],
  [/^nothing says which event it is$/, '没有说明是什么事件'],
  [/^Guiyi tells no platform: .*$/, '归一不通知平台：平台要求答复的，请在平台上答复'],
  [/^it asked for no erasure: .*$/, '请求不是删除：记下了已经答复'],
  [/^(\d+) customers? deleted, and looked up again$/, '删除了 $1 个客户，并再次查询确认'],
  [/^identities are marked, and of events the outcome alone is kept$/, '身份已做标记，事件只保留结果'],
  [/^(.+), (\d+) days$/, '$1，$2 天'],
];
