import type { DetailTable } from './detail-table.ts';

/** What an operator can do where an API of a platform does not answer what it was asked. */
export const lookUpDetails: DetailTable = [
  [
    'a new token of {} was refused too; another system forces tokens to be renewed',
    '{1} 的新 token 也被拒绝；有其他系统在强制刷新 token',
  ],
  [
    'appSecret is not the AppSecret of {}; copy it again from the console into the secret',
    'appSecret 不是 {1} 的 AppSecret；请从平台后台重新复制到密钥中',
  ],
  [
    'add {+} to the IP allow list (IP 白名单) of {}; it must not change, see docs/enrichment.md',
    '请把{1}加入 {2} 的 IP 白名单；这个地址不能变化，见 docs/zh/enrichment.md',
  ],
  ['the address of the deliver function', 'deliver 函数的地址'],
  ['{} may not call {}; see the list of API permissions in its console', '{1} 无权调用 {2}；见平台后台的接口权限'],
  ['WeChat is busy', '微信系统繁忙'],
  ['WeChat knows no app {}; check appId', '微信没有应用 {1}；请检查 appId'],
  [
    "{} has used up today's calls of {}; it is tried again once an hour",
    '{1} 今天调用 {2} 的次数已用完；每小时再试一次',
  ],
  ['too many calls of {} within a minute', '一分钟内调用 {1} 的次数太多'],
  ['too many calls of {} at once', '同时调用 {1} 的次数太多'],
  ['too many calls of {}', '调用 {1} 的次数太多'],
  ['WeChat has restricted {}; see the notices in its console', '微信限制了 {1}；见平台后台的通知'],
  [
    '{} is bound to no account of the WeChat Open Platform, so that it has no unionids',
    '{1} 没有绑定微信开放平台账号，因此没有 unionid',
  ],
  ['a suite sees its customers under ids of its provider', '第三方应用看到的客户 ID 属于服务商'],
  [
    'a new token of the app in {} was refused too; is the app enabled?',
    '{1} 中应用的新 token 也被拒绝；应用是否已启用？',
  ],
  ['WeCom is busy', '企业微信系统繁忙'],
  [
    "corpSecret is not the Secret of an app of {}; copy it again from the app's page",
    'corpSecret 不是 {1} 中应用的 Secret；请从应用页面重新复制',
  ],
  ['WeCom knows no corp {}; check corpId', '企业微信没有企业 {1}；请检查 corpId'],
  [
    'add {+} to the trusted IPs (企业可信IP) of the app in {}; it must not change, see docs/enrichment.md',
    '请把{1}加入 {2} 中应用的企业可信 IP；这个地址不能变化，见 docs/zh/enrichment.md',
  ],
  [
    'the app may not call {}; add it to the apps that may use customer contact (可调用应用)',
    '应用无权调用 {1}；请把它加入客户联系的可调用应用',
  ],
  ['the employee is outside the visible range of the app', '员工不在应用的可见范围内'],
  [
    'options.shopId says whose API to ask, and options.appKey in what the buyers’ ids are unique',
    'options.shopId 说明查询哪家店铺，options.appKey 说明买家 ID 在何处唯一',
  ],
  [
    'appKey and appSecret are not those of an app of the shop {} itself (自用型应用)',
    'appKey 和 appSecret 不属于店铺 {1} 的自用型应用',
  ],
  ['a new token of the shop {} was refused too', '店铺 {1} 的新 token 也被拒绝'],
  [
    'the app may not ask this for the shop {}; see its permissions and the shop’s authorisation',
    '应用无权为店铺 {1} 查询此项；见应用的权限和店铺的授权',
  ],
  [
    'add the address of the deliver function to the app’s list of trusted addresses',
    '请把 deliver 函数的地址加入应用的可信地址',
  ],
  ['whose API to ask, options.storeHash says', '查询哪家店铺由 options.storeHash 说明'],
  ['the accessToken is not one of the store {}', 'accessToken 不属于店铺 {1}'],
  [
    'the API account of the store {} may not read this; give it the scopes of customers and orders, read-only',
    '店铺 {1} 的 API 账号无权读取；请授予客户和订单的只读范围',
  ],
  [
    'options.buyerAlias is off, and an order says nothing else of its buyer',
    'options.buyerAlias 已关闭，而订单中没有买家的其他信息',
  ],
  [
    'options.sellerId and options.region say whose API to ask',
    '查询哪个卖家由 options.sellerId 和 options.region 说明',
  ],
  [
    'the application or the authorisation of the seller {} is over; authorise it again',
    '应用或卖家 {1} 的授权已到期；请重新授权',
  ],
  ['a new token for the seller {} was refused too', '卖家 {1} 的新 token 也被拒绝'],
  [
    'the application may not read orders of the seller {}, or not their buyers; see its roles',
    '应用无权读取卖家 {1} 的订单，或其买家；见应用的角色',
  ],
];
