export type Language = 'en' | 'zh';

/** What the table of sources says around the definitions. */
export const words = {
  en: {
    title: 'Sources',
    introduction:
      'What each source is, how its requests are verified, and which identities it gives. `partly`: what no document of the platform confirms\nis behind an option that is off, or is left out. Identities marked *claimed* never connect two customers, and decide\nonly where there is nothing better.\nHow phones, addresses and ids are read, and why a value is discarded: [values](../values.md).',
    acts: `## Acts and proofs

Every event says when the person acted, as far as the platform reports it. The page of each platform says under *Acts* which of these its events are:

- *What the person does*: a log-in, a follow, a message, a payment. The event is the act, at the time of the event.
- *An order placed at …*: the person acted when they placed the order, whatever has happened to it since: paid, shipped, returned.
- *A record kept since …*: the platform reports what it stores about the person, or that somebody else has changed it. The person did not act.

A verified contact says what proves it. \`verified, act\`: the event itself is the proof, such as a code in an SMS, an opened link or a log-in.
\`verified, record\`: the platform repeats what it has proved before.

A name comes from the person’s own account, or was typed beside a contact (billing, receipt, check-out). If a source has both, its page says
so under *Profile fields*. A receiver’s name is never taken.

## All sources`,
    columns: ['Source', 'Transport', 'Authentication', 'Events', 'Identities', 'Acknowledgement', 'Confidence'],
    events: `## Events

How many of a platform’s events each source knows by name, and how many of them name a customer. Any other event of a platform is
acknowledged, kept out of the CDP and counted as \`event-not-handled\`. Events that are *not confirmed* may name a customer, but no document says whom:
an option that is off takes them, or they are not taken; \`npx guiyi doctor\` lists such options. Sources that are missing in this table take the
events of your configuration, or recognise messages by their form.`,
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
    contacts: `| \`contacts\` (beside \`options\`) | \`{ email: 'paid' }\`: an email address that somebody pays with leads to the customer who has paid with it before, through this connection or another one with this option; \`mobile: 'paid'\` does the same with phones. **Risk:** somebody who pays with another’s address becomes that person. [What speaks against it](../identity.md#contacts-with-which-people-pay), [what it costs](../identity.md#settings-and-what-they-cost) | joins nobody |`,
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
      '每个来源是什么、怎样证明自己、产生什么。`部分确认`：没有平台文档为依据的部分，由默认关闭的选项控制，或不支持。标为*自称*的身份从不用来合并客户，\n只有没有更可信的身份时，才用它判定归属。手机号、邮箱和 ID 的读法，以及值为什么会被舍弃：[值的读法](../values.md)。',
    acts: `## 行为与证明

每个事件都写明此人是何时操作的，以平台提供的信息为限。各平台的页面在*行为*一节写明事件属于哪一种：

- *此人的行为*：登录、关注、发消息、付款。事件本身就是行为，取事件自己的时间。
- *订单，下单时间取 …*：无论订单处于什么状态（创建、付款、发货、退货），此人的行为是下单。
- *记录，自 … 起保存*：平台报告它保存的资料，或资料被别人修改。此人没有操作。

已验证的联系方式都写明证明的依据。\`已验证，操作\`：事件本身就是证明，例如短信验证码、点开邮件链接、登录。
\`已验证，记录\`：平台重复以前证明过的内容。

姓名要么来自此人自己的账号，要么与联系方式一起填写（账单、收据、结账）；两种都有的来源，页面在*资料字段*一节写明。收件人的姓名从不采用。

## 各来源`,
    columns: ['来源', '途径', '验证方式', '事件', '身份', '应答', '确认程度'],
    events: `## 事件

下表是每个来源按名称识别的事件数量，以及其中有没有客户。平台的其他事件应答成功，不写入 CDP，计为 \`event-not-handled\`。*未确认*的事件可能含有客户，但没有文档说明是谁：
由默认关闭的选项决定是否接收，或一律不接收；\`npx guiyi doctor\` 会列出这些选项。没有列在这里的来源，事件由你的配置决定，或只按消息格式识别。`,
    known: ['来源', '已识别', '有客户', '无客户', '未确认'],
    confidence: { confirmed: '已确认', partly: '部分确认', unconfirmed: '**未确认，默认关闭**' },
    doubt: (doubt: string) => `：${doubt}`,
    transport: { webhook: 'webhook', inlet: '入口队列', 'webhook or inlet': 'webhook 或入口队列' },
    none: '无',
    anyKind: '任意类型',
    claimed: '（自称）',
    offByDefault: '，默认关闭',
    enriched: (kinds: string) => `；启用 \`enrich\` 时 ${kinds}`,
    empty: '，无内容',
    list: '、',
    contacts: `| \`contacts\`（写在 \`options\` 旁边） | \`{ email: 'paid' }\`：付款时填写的邮箱，归到以前用同一邮箱付过款的客户，无论那次付款来自这个连接，还是其他设置了此项的连接；\`mobile: 'paid'\` 对手机号同理。**风险**：用别人的邮箱付款的人，会被归到那个人名下。[哪些情况不合并](../identity.md#付款时填写的联系方式)，[代价](../identity.md#设置及其代价) | 不合并任何人 |`,
    asConfigured: '由配置决定',
    verified: '已验证',
    claimedGrade: '自称',
    act: '操作',
    record: '记录',
    basis: (grade: string, basis: string) => `${grade}，${basis}`,
  },
} as const;

export type Words = (typeof words)[Language];
