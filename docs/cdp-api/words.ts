export type Language = 'en' | 'zh';

/** What the reference page says around the texts of the contract. */
export const words = {
  en: {
    between: ' ',
    title: 'The CDP’s open API',
    introduction: `The open API of the smart marketing platform, which Guiyi calls the CDP: 22 endpoints under \`/openapi/\`. The same
contract stands in [openapi.json](openapi.json) (OpenAPI 3.1), behind the types of the client and behind what the sandbox
accepts. Where the platform's documents are silent or contradict themselves, a number such as [Q05](#q05) leads to what
is odd and what the client does about it.`,
    conventions: `Every request, GET too, carries \`Content-Type: application/json\` and the header \`token\` ([Q01](#q01), [Q08](#q08)). The answer is
\`{ code, msg, data }\`: \`code\` 0 means carried out, -1 declined ([Q03](#q03)); below, *data* is that member of the answer to a
call that was carried out. Ids are 64-bit integers that a JavaScript number rounds ([Q06](#q06)).`,
    head: ['Endpoint', 'Method and path', 'Permission', 'May be sent twice'],
    yes: 'yes',
    no: 'no',
    permission: (permission: string) => `Permission: ${permission}.`,
    once: 'The client does not repeat it once it may have been applied.',
    quirks: (links: string) => `Quirks: ${links}.`,
    body: 'Body',
    query: 'Query',
    data: 'Data',
    nothing: 'Nothing.',
    notFound: 'Nothing found: null, by our reading ([Q05](#q05)).',
    listOf: 'A list of:',
    profile: 'Profile fields',
    profileIn: 'In the body of C2, the data of C3 and C5 and the records of C7 and G12.',
    allQuirks: 'Quirks',
    client: (what: string) => `The client: ${what}`,
    quirk: (title: string, oddity: string) => `**${title}.** ${oddity}`,
    value: (type: string, meaning: string, links: string) => `${type}: ${meaning} ${links}`,
    fields: ['Field', 'Type', 'Required', 'Meaning', 'Quirks'],
    profileFields: 'The [profile fields](#profile-fields).',
    inProse: 'only in prose',
    documented: 'yes, say the documents',
    list: (type: string) => `list of ${type}`,
    object: 'object',
    type: (type: string) => type,
  },
  zh: {
    between: '',
    title: 'CDP 开放接口',
    introduction: `智能营销平台的开放接口，归一称之为 CDP：\`/openapi/\` 下的 22 个端点。同样的契约写在
[openapi.json](../../cdp-api/openapi.json)（OpenAPI 3.1）里，也是客户端类型和沙箱所接受内容的依据。平台文档没有说明或自相矛盾的地方，
有编号如 [Q05](#q05)，指向疑点以及客户端的做法。`,
    conventions: `每个请求（包括 GET）都带 \`Content-Type: application/json\` 和请求头 \`token\`（[Q01](#q01)、[Q08](#q08)）。答复是
\`{ code, msg, data }\`：\`code\` 为 0 表示已执行，-1 表示被 CDP 拒绝（[Q03](#q03)）；下文的*数据*指已执行调用的答复中的 data。
ID 是 64 位整数，JavaScript 的 number 会舍入（[Q06](#q06)）。`,
    head: ['端点', '方法与路径', '权限', '可否重复发送'],
    yes: '是',
    no: '否',
    permission: (permission: string) => `权限：${permission}。`,
    once: '可能已经执行之后，客户端不会重复。',
    quirks: (links: string) => `疑点：${links}。`,
    body: '正文',
    query: '查询参数',
    data: '数据',
    nothing: '无。',
    notFound: '没有查到：按我们的理解为 null（[Q05](#q05)）。',
    listOf: '列表，每项：',
    profile: '资料字段',
    profileIn: '用于 C2 的正文、C3 和 C5 的数据，以及 C7 和 G12 的记录。',
    allQuirks: '疑点',
    client: (what: string) => `客户端：${what}`,
    quirk: (title: string, oddity: string) => `**${title}**：${oddity}`,
    value: (type: string, meaning: string, links: string) => `${type}：${meaning}${links}`,
    fields: ['字段', '类型', '必填', '含义', '疑点'],
    profileFields: '[资料字段](#资料字段)。',
    inProse: '只在正文中',
    documented: '是（据文档）',
    list: (type: string) => `${type} 的列表`,
    object: '对象',
    type: (type: string) => ({ string: '字符串', boolean: '布尔' })[type] ?? type,
  },
} as const;

export type Words = (typeof words)[Language];
