export type Language = 'en' | 'zh';

/** What the table of sources says around the definitions. */
export const words = {
  en: {
    title: 'Sources',
    introduction:
      'What each source is, how it proves itself, and what it yields. `partly`: the part that no document of the platform confirms\nis behind an option that is off, or left out. Identities marked *claimed* never connect, and decide\nonly where nothing better is there.\nHow phones, addresses and ids are read, and why a value is discarded: [values](../values.md).',
    acts: `## Acts and proofs

Every event says when the person acted, as far as the platform reports it. Each platform’s page says which under *Acts*:

- *What the person does*: a log-in, a follow, a message, a payment. The event is the act, at its own time.
- *An order placed at …*: whatever has become of it since, created, paid, shipped or given back, the person acted when they placed it.
- *A record kept since …*: the platform reports what it stores about the person, or that somebody else has changed it. The person did not act.

A proved contact says on what its proof rests. \`verified, act\`: the event itself is the proof, by a code in an SMS, an opened link, a log-in.
\`verified, record\`: the platform repeats what it has proved before.

A name is the person’s own account’s, or was typed beside a contact (billing, receipt, check-out); each page says it under *Profile
fields* where a source has both. A receiver’s name is never taken.

## All sources`,
    columns: ['Source', 'Transport', 'Authentication', 'Events', 'Identities', 'Acknowledgement', 'Confidence'],
    events: `## Events

How many of a platform’s events each source knows by name, and what it makes of a person in them. Any other event of a platform is
acknowledged, kept out of the CDP and counted as \`event-not-handled\`. *Not confirmed* may name a customer, and no document says whom:
an option that is off takes them, or nothing does; \`npx guiyi doctor\` lists such options. Sources that are not here have the
events of your configuration, or know messages by their form alone.`,
    known: ['Source', 'Known', 'Name a customer', 'Name nobody', 'Not confirmed'],
    confidence: { confirmed: 'confirmed', partly: 'partly', unconfirmed: 'UNCONFIRMED, off by default' },
    doubt: (doubt: string) => `: ${doubt}`,
    transport: { webhook: 'webhook', inlet: 'inlet', 'webhook or inlet': 'webhook or inlet' },
    none: 'none',
    anyKind: 'any kind',
    claimed: ' (claimed)',
    offByDefault: ', off by default',
    enriched: (kinds: string) => `; with \`enrich\` ${kinds}`,
    empty: ', empty',
    list: ', ',
    contacts: `| \`contacts\` (beside \`options\`) | \`{ email: 'paid' }\`: an address with which somebody pays leads to whoever has paid with it before, through this connection or another one that says so; \`mobile: 'paid'\` the same of phones. **Risk:** somebody who pays with another’s address becomes that person. [What speaks against it](../identity.md#contacts-with-which-people-pay), [what it costs](../identity.md#settings-and-what-they-cost) | joins nobody |`,
    asConfigured: 'as configured',
    verified: 'verified',
    claimedGrade: 'claimed',
    act: 'act',
    record: 'record',
    basis: (grade: string, basis: string) => `${grade}, ${basis}`,
  },
  zh: {
    title: '全部来源',
    introduction:
      '每个来源是什么、怎样证明自己、产生什么。`部分确认`：没有平台文档为据的部分在默认关闭的选项之后，或没有做。标为*自称*的身份从不合并，\n只在没有更好的身份时才决定归属。手机号、邮箱和 ID 的读法，以及值为什么会被舍弃：[值的读法](../values.md)。',
    acts: `## 行为与证明

每个事件都说明此人何时有行为，以平台写明的为限。各平台的页面在*行为*一节写明是哪一种：

- *此人的行为*：登录、关注、消息、付款。事件就是行为，时间是它自己的时间。
- *在 … 下的订单*：无论之后怎样（创建、付款、发货、退回），此人的行为是下单。
- *从 … 起保存的记录*：平台说明它保存的此人的状态，或别人对它做了什么。此人没有行为。

已证明的联系方式写明证明依据什么。\`已验证，操作\`：事件本身就是证明，例如短信验证码、打开的链接、登录。
\`已验证，记录\`：平台重复以前证明过的内容。

姓名是此人自己账号的，或与联系方式一起填写的（账单、收据、结账）；两者都有时，页面在*资料字段*一节写明。收件人的姓名从不采用。

## 各来源`,
    columns: ['来源', '途径', '证明', '事件', '身份', '应答', '确认程度'],
    events: `## 事件

每个来源按名称认识平台的多少种事件，以及从中得到的人。平台的其他事件应答成功，不写入 CDP，计为 \`event-not-handled\`。*未确认*的可能指明客户，而没有文档说明是谁：
由默认关闭的选项接收，或完全不接收；\`npx guiyi doctor\` 列出这样的选项。没有列在这里的来源，事件由你的配置决定，或只按形式识别消息。`,
    known: ['来源', '认识', '指明客户', '没有人', '未确认'],
    confidence: { confirmed: '已确认', partly: '部分确认', unconfirmed: '**未确认，默认关闭**' },
    doubt: (doubt: string) => `：${doubt}`,
    transport: { webhook: 'webhook', inlet: '入口队列', 'webhook or inlet': 'webhook 或入口队列' },
    none: '无',
    anyKind: '任意类型',
    claimed: '（自称）',
    offByDefault: '，默认关闭',
    enriched: (kinds: string) => `；有 \`enrich\` 时 ${kinds}`,
    empty: '，无内容',
    list: '、',
    contacts: `| \`contacts\`（写在 \`options\` 旁边） | \`{ email: 'paid' }\`：付款时填写的邮箱指向以前用它付过款的人，经过这个连接或同样说明的其他连接；\`mobile: 'paid'\` 对手机号相同。**风险：**用别人的邮箱付款的人会成为那个人。[哪些情况不合并](../identity.md#付款时填写的联系方式)，[代价](../identity.md#设置及其代价) | 不合并任何人 |`,
    asConfigured: '由配置决定',
    verified: '已验证',
    claimedGrade: '自称',
    act: '操作',
    record: '记录',
    basis: (grade: string, basis: string) => `${grade}，${basis}`,
  },
} as const;

export type Words = (typeof words)[Language];
