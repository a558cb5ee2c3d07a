/** What the schemas of configurations and secrets want, word for word. */
const demands: Readonly<Record<string, string>> = {
  'a name as "hooks.tea-house.example"': '域名，如 "hooks.tea-house.example"',
  'the ARN of a certificate of ACM': 'ACM 证书的 ARN',
  'the name of a stack': 'CloudFormation 堆栈的名称',
  'an account id of 12 digits, or the ARN of a user or role': '12 位数字的账号 ID，或用户、角色的 ARN',
  'an account id of 12 digits, or a service such as "events.amazonaws.com"':
    '12 位数字的账号 ID，或服务名，如 "events.amazonaws.com"',
  'a name of small letters, digits and hyphens': '由小写字母、数字和连字符组成的名称',
  'an identity as "kind:value", or "customer:<id>"': '身份，写作 "类型:值"，或 "customer:<id>"',
  'an https:// address without a path': '不带路径的 https:// 地址',
  'an ISO 3166 code as "DE"': 'ISO 3166 国家代码，如 "DE"',
  'a regular expression': '正则表达式',
  '"sandbox", or the https:// address of the tenant without a path': '"sandbox"，或租户的 https:// 地址（不带路径）',
  'a path that begins with /, or an https:// address with a path': '以 / 开头的路径，或带路径的 https:// 地址',
  'method GET with placement "query" or "basic": a GET has no body':
    'method 为 GET 时 placement 只能是 "query" 或 "basic"：GET 没有请求体',
  '11 digits of a mainland number, or + and the digits': '大陆手机号的 11 位数字，或 + 加数字',
  'an address, or a domain as @agency.example': '邮箱地址，或域名，如 @agency.example',
  'a domain as "firm.example"': '域名，如 "firm.example"',
  'must not be empty or contain blanks': '不能为空，也不能含空格',
  'must be 32 to 128 random letters, digits, - and _': '应为 32 到 128 个随机字符：字母、数字、- 和 _',
  'a dotted path to one value as "customer.email"; into lists leads none':
    '指向一个值的路径，如 "customer.email"；不能进入列表',
  'a kind as "email", "mobile" or "member-no"': '身份类型，如 "email"、"mobile" 或 "member-no"',
  'only a mobile has a country beside it': '只有手机号可以带国家字段',
  'needs a scope: the same value is another person’s elsewhere': '必须有范围：同一个值在别处是另一个人',
  'basis says on what a proof rests: it needs grade: "verified"':
    'basis 说明验证的依据，因此必须同时写 grade: "verified"',
  'must be the 43 letters and digits of the EncodingAESKey': '应为 EncodingAESKey 的 43 个字母和数字',
  'the home URL as https://shop.example': '网站首页地址，如 https://shop.example',
  'the secret of the webhook; an empty one is no secret': 'webhook 的密钥；不能为空',
  'must be an app id: letters and digits': '应为 app id：字母和数字',
  'must be the 32 characters of the APIv3 key, as they are': '应为 APIv3 密钥的 32 个字符，原样填写',
  'must begin with PUB_KEY_ID_': '应以 PUB_KEY_ID_ 开头',
  'needs publicKeys, platformCertificates, or both': '需要 publicKeys、platformCertificates，或两者都有',
  'must be the client id of the project’s credential': '应为项目凭据的 client id',
  'needs at least one source': '至少需要一个 source',
  'must give each source a name of its own: one number is another person in each':
    '每个 source 的名称不能相同：同一个编号在各处是不同的人',
  'must be a path /prod/keys/pub-key-….pem': '应为路径 /prod/keys/pub-key-….pem',
  'needs at least one key': '至少需要一个密钥',
  'write name.myshopify.com in lower case': '写作小写的 name.myshopify.com',
  'must be Base64 of 16, 24 or 32 bytes, as the console shows it':
    '应为 16、24 或 32 字节的 Base64，与开放平台控制台显示的一致',
  'the hash alone, as abcde12345': '只写 hash，如 abcde12345',
  'the name of a header': '请求头的名称',
  'at least 16 characters: it is all that proves a delivery': '至少 16 个字符：只有它能证明请求是真实的',
  'needs clientSecret, headers, or both: a delivery is never believed for the mere lack of a signature':
    '需要 clientSecret、headers，或两者都有：没有任何凭证的请求不能相信',
  'the name of a header: letters, digits and hyphens': '请求头的名称：字母、数字和连字符',
  'must hold {body} exactly once, and else texts and {header:name}':
    '必须恰好含一个 {body}，其余是固定文字和 {header:name}',
  'an event with effect "erase" needs typePath: whoever catches a delivery can send it again under another header':
    'effect 为 "erase" 的事件需要 typePath：截获请求的人可以换一个请求头重发',
  'timestampHeader must stand in `signed`: a time that nobody signs proves nothing':
    'timestampHeader 必须写进 `signed`：没有签名的时间证明不了什么',
  'an account as acct_1032D82eZvKYlo2C': '账号，如 acct_1032D82eZvKYlo2C',
  'must be the whole signing secret of the endpoint, whsec_ included, without blanks':
    '应为端点的完整签名密钥，包括 whsec_，不含空格',
  'nothing, where there is no suiteId: only a suite has a provider': '没有 suiteId 时不能填：只有第三方应用才有服务商',
  'write name.myshopline.com in lower case': '写作小写的 name.myshopline.com',
  'the secret of the app': '应用的密钥',
  'a domain in lower case as name.myshoplaza.com': '小写的域名，如 name.myshoplaza.com',
  'the client secret of the app': '应用的 client secret',
  'must be the merchant token: capitals and digits': '应为 merchant token：大写字母和数字',

  'whose API to ask, options.storeHash says': '没有 options.storeHash，不知道该查询哪个店铺的接口',
  'a suite sees its customers under ids of its provider': '第三方应用看到的客户 ID 属于服务商',
  'options.buyerAlias is off, and an order says nothing else of its buyer':
    'options.buyerAlias 没有打开，而订单中没有买家的其他信息',
  'options.sellerId and options.region say whose API to ask':
    '没有 options.sellerId 和 options.region，不知道该查询谁的接口',
  'options.shopId says whose API to ask, and options.appKey in what the buyers’ ids are unique':
    '没有 options.shopId 不知道该查询谁的接口，没有 options.appKey 不知道买家 ID 属于哪个应用',

  nothing: '空',
  'no keys': '没有可用的键',
  'an unknown key': '未知的键',
  'no such file': '文件不存在',
  'a folder': '目录',
  'no default export': '没有默认导出',
  'export default defineConfig({…})': 'export default defineConfig({…})',
  'a file that cannot be read': '无法读取的文件',
  'a file that this user may not read': '当前用户无权读取的文件',
  'no JSON': '不是 JSON',
  'JSON that is no object': '不是对象的 JSON',
  'a file that exports defineConfig({…})': '导出 defineConfig({…}) 的文件',
  'a module that loads and exports defineConfig({…})': '可以加载、并导出 defineConfig({…}) 的模块',
  'a JSON file that maps each connection’s name, and cdp, to its secret':
    'JSON 文件，把每个连接的名称和 cdp 对应到各自的密钥',
  'how the tenant exchanges key and secret for a token: docs/configuration.md':
    '租户怎样用 key 和 secret 换取 token：docs/zh/configuration.md',
  'any other name; or `secret` with the name of its own secret': '其他名称；或用 `secret` 写明它自己的密钥的名称',
  'a kind that Guiyi knows itself': '归一自带的身份类型',
  'a name of your own': '自己起的名称',
  'an unknown kind': '未知的身份类型',
  '"scoped"': '"scoped"',
  '"scoped", or the scope "none" if its values are unique by themselves':
    '"scoped"；如果值本身就是唯一的，把 scope 写成 "none"',
  'a kind that can never be sent: cdp.identityTypes has no code for it':
    '永远不会发送的身份类型：cdp.identityTypes 中没有它的代码',
  'a code of its own, or "scoped" for both': '自己的代码，或两者都用 "scoped"',
  '"scoped", or connections of one scope': '"scoped"，或只用同一范围的连接',
};

/** What holds names and values. */
const patterns: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^a value of type object$/, '对象'],
  [/^a value of type (.+)$/, '$1 类型的值'],
  [/^at least (\S+) characters$/, '至少 $1 个字符'],
  [/^at most (\S+) characters$/, '最多 $1 个字符'],
  [/^more than (\S+)( characters)?$/, '大于 $1'],
  [/^less than (\S+)( characters)?$/, '小于 $1'],
  [/^at least (\S+)$/, '不小于 $1'],
  [/^at most (\S+)$/, '不大于 $1'],
  [/^must be the digits of the (.+), as a text$/, '应为 $1 的数字，写成字符串'],
  [/^the secret name (".+"), which is the deployment's own$/, '密钥名 $1，这个名称归阶段本身使用'],
  [/^a setting that (".+") does not have$/, '$1 没有的设置'],
  [/^nothing; only (.+) can be asked$/, '不填；只有 $1 可以查询'],
  [/^(.+), or a kind of cdp\.identityKinds$/, '$1，或 cdp.identityKinds 中的类型'],
  [/^"bare": (\S+) is unique by itself and has no scope$/, '"bare"：$1 本身就是唯一的，没有范围'],
  [
    /^cdp\.identityTypes\.(\S+) with the tenant’s code, or no such kind$/,
    '在 cdp.identityTypes.$1 写上租户的代码，或去掉这个类型',
  ],
  [/^"bare", while (\S+) has a scope \((\S+)\): it can never be sent$/, '"bare"，但 $1 有范围（$2）：永远不会发送'],
  [/^(".+"), the code of (\S+) too \(.+\)$/, '$1，也是 $2 的代码，两者会混在一起'],
  [/^"bare", while two connections give (\S+) in different scopes: (.+)$/, '"bare"，但两个连接给出的 $1 范围不同：$2'],
];

/** A text about a configuration or a secret in Chinese; names and values stay, and so does what nobody has translated. */
export function configTextInChinese(text: string): string {
  const known = demands[text];
  if (known !== undefined) return known;
  const pattern = patterns.find(([english]) => english.test(text));
  if (pattern === undefined) return text;
  return text.replace(...pattern).replaceAll('no scope named', '未写明范围');
}
