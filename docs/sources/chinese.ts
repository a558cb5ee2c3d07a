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
    authentication: '对正文的 Base64 文本做 RSA-SHA256 签名；需在店铺后台开启',
    doubt: '没有公布签名示例：规则取自 Adobe 文档中的代码',
  },
  'adobe-io-events': {
    name: 'Adobe I/O 事件（Adobe Commerce）',
    authentication: '对正文做 RSA-SHA256 签名，两个签名有一个相符即可；正文内有自己的 client id',
    doubt: '不支持事件列表和经 EventBridge 的格式',
  },
  amazon: {
    name: '亚马逊 SP-API',
    authentication: '入口队列的策略，只允许亚马逊的账号发送',
    doubt: '文档没有说明每个新订单是否都会通知，以及旧类型名称的大小写',
  },
  bigcommerce: {
    name: 'BigCommerce',
    authentication: '用 client secret 做 Standard Webhooks v1 签名，或订阅时设定的固定请求头；五分钟',
    doubt: '较早的抓包样本没有签名：没有签名的需要密钥中的 `headers`',
  },
  'brand-events': { name: '品牌自有系统', authentication: QUEUE },
  cloudevents: { name: 'CloudEvents webhook', authentication: 'bearer token；没有签名' },
  doudian: {
    name: '抖店',
    authentication: 'app key、正文与 app secret 的 MD5',
    doubt: '第二种签名方式默认关闭：`signMethod`',
  },
  douyin: {
    name: '抖音生活服务',
    authentication: 'client secret 与正文的 SHA-1',
    doubt: '文档没有说明 `from_user_id` 是谁：`fromUserIsCustomer` 默认关闭',
  },
  'github-style': { name: 'GitHub 式签名', authentication: '对正文做 HMAC，请求头和签名格式由配置决定' },
  jd: {
    name: '京东',
    authentication: '入口队列的策略，由自己的程序拉取订单后放入',
    doubt: '未设置 `acceptUnconfirmed` 时不接收：字段取自公开代码，ID 在什么范围内唯一，没有文档说明',
  },
  kuaishou: {
    name: '快手小店',
    authentication: '用消息密钥做 AES-CBC 加密，密文内有 app key；没有签名',
    doubt: '文档没有说明买家 ID 的范围：取最窄的',
  },
  pinduoduo: {
    name: '拼多多（PMC）',
    authentication: '入口队列的策略，由自己的桥接程序放入帧',
    doubt: '文档没有说明 PMC 的保留时间和顺序',
  },
  shopify: { name: 'Shopify', authentication: '对正文做 HMAC-SHA256' },
  shoplazza: {
    name: 'Shoplazza（店匠）',
    authentication: '对正文做 HMAC-SHA256',
    doubt: '多包一层 `{"order": {…}}` 的正文以第三方代码为依据：`wrappedBodies`',
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
    doubt: '文档没有说明 TMC 的顺序、保留时间和重发；会员消息中的手机号从不采用',
  },
  'wechat-mini-program': {
    name: '微信小程序',
    authentication: PUSH,
    doubt: '虚拟支付推送的响应取自公开代码；无法确认的发送者默认不采用：`senderIsCustomer`',
  },
  'wechat-official-account': { name: '微信公众号', authentication: PUSH },
  'wechat-pay': {
    name: '微信支付 APIv3',
    authentication: '用平台证书或公钥验证对时间、nonce 和正文的 RSA-SHA256 签名；内容用 AES-256-GCM 加密；五分钟',
    doubt: '签约和会员卡的事件名取自文档的公开副本',
  },
  'wechat-store': { name: '微信小店', authentication: PUSH, doubt: '会员事件默认关闭：`memberEvents`' },
  wecom: {
    name: '企业微信',
    authentication: '用 token 对 AES-256-CBC 密文做 SHA-1 签名，密文内有企业或第三方应用的 ID',
    doubt: '第三方应用的 URL 校验带服务商的企业 ID，只有企业微信员工的答复为依据：`providerCorpId` 可不写',
  },
  weimob: {
    name: '微盟',
    authentication: '地址中自己生成的密钥：微盟怎样签名不详',
    doubt: '未设置 `acceptUnsigned` 时不接收',
  },
  woocommerce: { name: 'WooCommerce', authentication: '对正文做 HMAC-SHA256，或站点选择的哈希' },
  xiaohongshu: {
    name: '小红书',
    authentication: '地址中自己生成的密钥：小红书怎样签名无法确定',
    doubt: '未设置 `acceptUnsigned` 时不接收',
  },
  youzan: {
    name: '有赞',
    authentication: 'client id、正文与 client secret 的 MD5',
    doubt:
      '文档没有说明 `outer_user_id` 属于哪个应用（`outerUserIdApp` 默认关闭），也没有说明合并与换手机号消息的字段（`unconfirmedMessages` 默认关闭）',
  },
};
