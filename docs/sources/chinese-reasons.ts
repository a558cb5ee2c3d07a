// Why a source takes a field for an identity: the English text of its definition, and the Chinese one.

const IN_PUSH = '微信在加密并签名的推送里给出 ID';
const BY_PAY = '微信支付在签名并加密的通知里写明';

const texts: Readonly<Record<string, string>> = {
  'Commerce gives the id and signs the body': 'Commerce 给出 ID 并对正文签名',
  'typed by the person; the hook does not say whether it was confirmed': '本人填写；钩子没有说明是否确认过',
  'Commerce gives the id; Adobe signs the event': 'Commerce 给出 ID；Adobe 对事件签名',
  'typed by the person; the event does not say whether it was confirmed': '本人填写；事件没有说明是否确认过',
  'an order has no phone of its own; that of the billing address, typed at check-out':
    '订单没有自己的电话；取账单地址的，结账时填写',
  'BigCommerce gives the id': 'BigCommerce 给出 ID',
  'the brand has just bound it by a code in an SMS': '品牌刚刚用短信验证码绑定',
  'the brand bound it once by a code in an SMS, and repeats it': '品牌以前用短信验证码绑定过，这里只是重复',
  'the brand has just had a link in a mail opened': '本人刚刚点开了邮件中的链接',
  'the brand once had a link in a mail opened, and repeats the address': '本人以前点开过邮件中的链接，这里只是重复',
  'somebody typed it into a form of the brand: `"grade": "claimed"`': '由某人填写在品牌的表单里：`"grade": "claimed"`',
  'the same': '同上',
  'the brand gave the id, or had the platform confirm it when the person logged in':
    '品牌发放的 ID，或登录时由平台确认',
  'the brand has it from somebody and has not proved it: `"grade": "claimed"`':
    '品牌从他人处得到，没有证明过：`"grade": "claimed"`',
  'the brand knows what it has unbound; never sent to the CDP': '品牌知道自己解绑了什么；从不发送到 CDP',
  'the configuration says `verified`: the sender has proved it': '配置写了 `verified`：发送方已证明',
  'a contact of which the configuration says `verified`: the sender has proved it once, and repeats it':
    '配置写了 `verified` 的联系方式：发送方以前证明过，这里只是重复',
  "a contact of which the configuration says `verified` and `basis: 'act'`: the event is the proof":
    "配置写了 `verified` 和 `basis: 'act'` 的联系方式：事件就是证明",
  'the configuration does not say that it was proved': '配置没有写明已证明',
  '`fromUserIsCustomer`: Douyin gives the id and signs it; one user within one app':
    '`fromUserIsCustomer`：抖音给出 ID 并签名；同一应用内，同一 ID 是同一个用户',
  'the phone of the member’s Douyin account; the event does not say whether it was confirmed':
    '会员抖音账号的手机号；事件没有说明是否确认过',
  'JD gives the id; taken for one buyer within one application and shop, because no wider scope is documented':
    '京东给出 ID；范围按一个应用、一家店铺处理，因为没有文档说明范围更大',
  'Kuaishou gives the id, inside a message that only the holder of the message key can write':
    '快手给出 ID，消息只有持有消息密钥的人才能生成',
  'Shopify gives the id and signs it': 'Shopify 给出 ID 并签名',
  '`verified_email` is true and the account is in use (`state`): the shop had the address confirmed':
    '`verified_email` 为 true 且账号在使用（`state`）：店铺确认过该邮箱',
  '`verified_email` is not true, or there is no account (`state`): perhaps nobody has confirmed the address':
    '`verified_email` 不为 true，或没有账号（`state`）：可能从未确认过该邮箱',
  'Shopify has no mark for a confirmed phone': 'Shopify 不标记手机号是否确认过',
  'of an order: typed at check-out, by whoever checked out': '订单中：由结账的人填写',
  'the shop has merged two of its customers': '店铺合并了自己的两个客户',
  'the event does not say whether it was confirmed': '事件没有说明是否确认过',
  'a privacy request does not say whether it was confirmed': '隐私请求没有说明是否确认过',
  'typed at check-out, by whoever checked out': '由结账的人填写',
  '`verifiedEmail` is true and the account is in use (`state`): the shop had the address confirmed':
    '`verifiedEmail` 为 true 且账号在使用（`state`）：店铺确认过该邮箱',
  '`verifiedEmail` is not true, or there is no account, or the query does not ask for both':
    '`verifiedEmail` 不为 true，或没有账号，或查询没有同时取两者',
  'Shoplazza gives the id and signs it': 'Shoplazza 给出 ID 并签名',
  'Shoplazza does not say whether it was confirmed': 'Shoplazza 没有说明是否确认过',
  'SHOPLINE gives the id and signs it': 'SHOPLINE 给出 ID 并签名',
  'SHOPLINE does not say whether it was confirmed': 'SHOPLINE 没有说明是否确认过',
  'Stripe gives the id and signs it': 'Stripe 给出 ID 并签名',
  'Stripe confirms neither addresses nor phones of customers': 'Stripe 不确认客户的邮箱和手机号',
  'what the customer had until this event: released, and never sent': '客户在此事件之前使用的联系方式：释放，从不发送',
  'typed at check-out, by whoever paid': '结账时由付款人填写',
  'Taobao gives the id; one buyer across the shops of one merchant entity':
    '淘宝给出 ID；同一商家主体的各店铺中，同一 ID 是同一个买家',
  'Taobao gives the id; one buyer within one shop, the same in every app':
    '淘宝给出 ID；同一店铺内，同一 ID 是同一个买家，各应用相同',
  'of `MemberJoinPrivate` alone: Taobao gives the id; one buyer within one shop, the same in every app':
    '仅 `MemberJoinPrivate`：淘宝给出 ID；同一店铺内，同一 ID 是同一个买家，各应用相同',
  'Taobao gives the id; one buyer within one app key': '淘宝给出 ID；同一 app key 内，同一 ID 是同一个买家',
  'WeChat gives the id, inside the encrypted and signed push': IN_PUSH,
  '`plaintext: true`: the signature does not cover what the push says': '`plaintext: true`：签名不覆盖推送的内容',
  'typed by whoever complains; nobody has confirmed it': '由投诉人填写；没有确认过',
  'WeChat Pay names the payer and the app, inside the signed and encrypted notification': `${BY_PAY}付款人和应用`,
  'of a toll, or the user of a contract': '高速通行，或签约的用户',
  'WeChat Pay names the user and the app, inside the signed and encrypted notification': `${BY_PAY}用户和应用`,
  'of a card, a coupon, a mall, a transfer or an insurance in the app of the options, where none is named':
    '卡、券、商圈、转账或保险没有写明应用时，属于选项中的应用',
  'WeChat Pay names the holder of the card or coupon, inside the signed and encrypted notification': `${BY_PAY}卡券的持有人`,
  'given for the card or coupon; the notification does not say whether it was confirmed':
    '领卡券时提供；通知没有说明是否确认过',
  '`memberEvents: true`: nothing says whether the number was confirmed':
    '`memberEvents: true`：没有任何信息表明号码是否确认过',
  'WeCom gives the id, inside the encrypted and signed push': '企业微信在加密并签名的推送里给出 ID',
  'Weimob gives the id; that the message is Weimob’s rests on the key in the address':
    '微盟给出 ID；消息来自微盟，依据是地址中的密钥',
  'bound to the member; whether it comes in the clear, and was confirmed, is not documented':
    '绑定到会员；文档没有说明是否明文、是否确认过',
  'bound to the member until this message: released, and never sent': '在此消息之前绑定到会员的号码：释放，从不发送',
  'the site gives the id and signs it': '站点给出 ID 并签名',
  'WooCommerce has no mark for a confirmed address or phone': 'WooCommerce 不标记邮箱或手机号是否确认过',
  'Youzan gives the id and signs it': '有赞给出 ID 并签名',
  'the phone of the buyer’s Youzan account; no field says that it was confirmed':
    '买家有赞账号的手机号；没有字段说明是否确认过',
  'the shop holds it for the customer; no field says that it was confirmed':
    '店铺为客户保存的号码；没有字段说明是否确认过',
  'the customer has just authorised it: `OPEN_PUSH_SCRM_CUSTOMER_AUTH_MOBILE`':
    '客户刚刚授权：`OPEN_PUSH_SCRM_CUSTOMER_AUTH_MOBILE`',
  'the member has it now; nothing says who has changed it: with `unconfirmedMessages`':
    '会员现在的号码；不知道是谁修改的：需要 `unconfirmedMessages`',
  'the member had it until this message: released, and never sent; with `unconfirmedMessages`':
    '会员在此消息之前的号码：释放，从不发送；需要 `unconfirmedMessages`',
  "Youzan has merged the two members, and signs it; with `unconfirmedMessages` and `onMerge: 'connect'`":
    "有赞合并了两个会员并签名；需要 `unconfirmedMessages` 和 `onMerge: 'connect'`",
  'the body alone does not say that it was authorised: it has no `is_auth_root`':
    '正文没有 `is_auth_root`，仅凭正文不能确定已授权',
  '`outerUserIdApp` names the app; Youzan itself does not': '`outerUserIdApp` 指明应用；有赞自己不写明',
};

/** A why in Chinese; one of several parts, joined by semicolons, part by part. Undefined where a part has no Chinese. */
export function whyInChinese(why: string): string | undefined {
  const whole = texts[why];
  if (whole !== undefined) return whole;
  for (let end = why.lastIndexOf('; '); end > 0; end = why.lastIndexOf('; ', end - 1)) {
    const first = texts[why.slice(0, end)];
    const rest = first === undefined ? undefined : whyInChinese(why.slice(end + 2));
    if (first !== undefined && rest !== undefined) return `${first}；${rest}`;
  }
  return undefined;
}
