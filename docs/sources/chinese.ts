/** What is said of a source in Chinese, beside its definition. */
export interface InChinese {
  /** As the platform calls itself. */
  readonly name: string;
  readonly authentication: string;
  readonly doubt?: string;
}

const QUEUE = '入口队列的策略';
const PUSH = '用 token 对 AES-256-CBC 密文做 SHA-1 签名，密文内有 AppID';

/** By the name of the source. One that is not here goes by its own words. */
export const chineseSources: Readonly<Record<string, InChinese>> = {
  'adobe-commerce-webhooks': {
    name: 'Adobe Commerce webhook',
    authentication: '对正文的 Base64 文本做 RSA-SHA256；要在店铺打开',
    doubt: '没有公布的签名：规则取自 Adobe 文档中的代码',
  },
  'adobe-io-events': {
    name: 'Adobe I/O 事件（Adobe Commerce）',
    authentication: '对正文做 RSA-SHA256，两个签名有一个相符；正文内有我们的 client id',
    doubt: '事件列表和经 EventBridge 的形式没有做',
  },
  amazon: {
    name: '亚马逊 SP-API',
    authentication: '入口队列的策略，允许亚马逊的账号发送',
    doubt: '每个新订单是否都会通知，没有得到答复；旧类型名称的大小写没有文档',
  },
  bigcommerce: {
    name: 'BigCommerce',
    authentication: '用 client secret 的 Standard Webhooks v1，或订阅的固定请求头；五分钟',
    doubt: '是否每次投递都有签名：没有签名的需要密钥中的 `headers`',
  },
  'brand-events': { name: '品牌自有系统', authentication: QUEUE },
  cloudevents: { name: 'CloudEvents webhook', authentication: 'bearer token；没有签名' },
  doudian: {
    name: '抖店',
    authentication: 'app key、正文与 app secret 的 MD5',
    doubt: '第二种签名方式是关闭的：`signMethod`',
  },
  douyin: {
    name: '抖音生活服务',
    authentication: 'client secret 与正文的 SHA-1',
    doubt: '这些事件的 `from_user_id` 是谁没有文档：`fromUserIsCustomer` 是关闭的',
  },
  'github-style': { name: 'GitHub 式签名', authentication: '对正文做 HMAC，请求头和形式由配置决定' },
  jd: {
    name: '京东',
    authentication: '入口队列的策略，由自己的程序放入拉取的订单',
    doubt: '没有 `acceptUnconfirmed` 就不接收：字段见于公开代码，ID 的范围没有任何依据',
  },
  kuaishou: {
    name: '快手小店',
    authentication: '消息密钥的 AES-CBC，密文内有 app key；没有签名',
    doubt: '买家 ID 的范围没有文档：取最窄的',
  },
  pinduoduo: {
    name: '拼多多（PMC）',
    authentication: '入口队列的策略，由自己的桥接程序放入帧',
    doubt: 'PMC 的保留时间和顺序没有文档',
  },
  shopify: { name: 'Shopify', authentication: '对正文做 HMAC-SHA256' },
  shoplazza: {
    name: 'Shoplazza（店匠）',
    authentication: '对正文做 HMAC-SHA256',
    doubt: '包成 `{"order": {…}}` 的正文依据的是第三方代码：`wrappedBodies`',
  },
  shopline: { name: 'SHOPLINE', authentication: '对正文做 HMAC-SHA256' },
  'standard-webhooks': {
    name: 'Standard Webhooks',
    authentication: '对 ID、时间和正文做 HMAC-SHA256（v1）或 Ed25519（v1a）；五分钟',
  },
  stripe: { name: 'Stripe', authentication: '对时间和正文做 HMAC-SHA256；五分钟' },
  taobao: {
    name: '淘宝天猫（TMC）',
    authentication: '入口队列的策略，由自己的桥接程序放入消息',
    doubt: 'TMC 的顺序、保留时间和重发没有文档；会员消息中的手机号从不采用',
  },
  'wechat-mini-program': {
    name: '微信小程序',
    authentication: PUSH,
    doubt: '虚拟支付推送的答复见于公开代码；没有依据的发送者是关闭的：`senderIsCustomer`',
  },
  'wechat-official-account': { name: '微信公众号', authentication: PUSH },
  'wechat-pay': {
    name: '微信支付 APIv3',
    authentication: '用平台证书或公钥对时间、nonce 和正文做 RSA-SHA256；内部 AES-256-GCM；五分钟',
    doubt: '合约和会员卡的事件名取自文档的公开副本',
  },
  'wechat-store': { name: '微信小店', authentication: PUSH, doubt: '会员事件是关闭的：`memberEvents`' },
  wecom: {
    name: '企业微信',
    authentication: '用 token 对 AES-256-CBC 密文做 SHA-1 签名，密文内有企业或第三方应用的 ID',
    doubt: '第三方应用的 GET 带服务商的企业 ID，依据的是员工的回答：`providerCorpId` 是可选的',
  },
  weimob: {
    name: '微盟',
    authentication: '微盟没有已知的方式：地址中我们自己的密钥',
    doubt: '没有 `acceptUnsigned` 就不接收',
  },
  woocommerce: { name: 'WooCommerce', authentication: '对正文做 HMAC-SHA256，或站点选择的哈希' },
  xiaohongshu: {
    name: '小红书',
    authentication: '小红书没有确定的方式：地址中我们自己的密钥',
    doubt: '没有 `acceptUnsigned` 就不接收',
  },
  youzan: {
    name: '有赞',
    authentication: 'client id、正文与 client secret 的 MD5',
    doubt:
      '`outer_user_id` 属于哪个应用没有文档：`outerUserIdApp` 是关闭的；合并与换手机号的字段也没有：`unconfirmedMessages` 是关闭的',
  },
};
