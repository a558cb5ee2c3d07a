import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';

/** Invented people. No carrier has numbers in 154. */
export const SHOP = 'tea-house.myshopify.com';
export const APP = 'wx0000000000000001';
export const BUYER = { email: 'lan.lin@mail.example', phone: '15424681357' } as const;
export const OPENID = 'oInventedCustomer00000000001';
export const UNIONID = 'oInventedUnion00000000000001';
/** A Commerce installation, as Adobe names it. */
export const COMMERCE = 'urn:uuid:00000000-0000-4000-8000-000000000001';
export const CORP = 'ww0000000000000001';
export const EXTERNAL = 'wmInventedCustomer00000000000001';

/** Whoever stands in a payload and is not its customer: none of these may ever be an identity. */
export const strangers = {
  receiver: '15422223334',
  payer: '15411112223',
  neighbour: '15455556667',
  boss: 'boss@mail.example',
  clerk: '31337',
  friend: 'oInventedFriend0000000000001',
  employee: 'oInventedEmployee00000000001',
  guide: 'oInventedGuide00000000000001',
  account: 'clerk.lin@kf_brand',
  official: 'gh_0123456789ab',
  wecomClerk: 'clerk01',
  wecomMember: 'wmInventedMember0000000000000001',
  platform: 'oInventedPlatform00000000001',
  shareholder: 'oInventedShareholder00000001',
} as const;

export const customer = (changes: JsonObject = {}): JsonObject => ({
  id: 7001,
  admin_graphql_api_id: 'gid://shopify/Customer/7001',
  email: BUYER.email,
  phone: `+86${BUYER.phone}`,
  first_name: '岚',
  last_name: '林',
  verified_email: true,
  state: 'enabled',
  updated_at: '2026-10-02T08:00:00Z',
  ...changes,
});

export const order = (changes: JsonObject = {}, buyer: Json = customer()): JsonObject => ({
  id: 9001,
  admin_graphql_api_id: 'gid://shopify/Order/9001',
  token: 'f00d',
  email: BUYER.email,
  contact_email: BUYER.email,
  phone: null,
  financial_status: 'pending',
  cancelled_at: null,
  user_id: Number(strangers.clerk),
  browser_ip: '192.0.2.17',
  updated_at: '2026-10-02T16:00:00+08:00',
  billing_address: { phone: `+86${strangers.payer}`, name: '林 岚', province: '上海' },
  shipping_address: { phone: strangers.receiver, name: '代收', province: '浙江' },
  line_items: [{ id: 1, title: '龙井' }],
  customer: buyer,
  ...changes,
});

/** An order without a customer, and without anybody else. */
export const guest = (changes: JsonObject = {}): JsonObject =>
  order(
    {
      email: 'guest@mail.example',
      contact_email: null,
      user_id: null,
      billing_address: null,
      shipping_address: null,
      ...changes,
    },
    null,
  );

export const checkout = (changes: JsonObject = {}): JsonObject => ({
  token: 'c0ffee',
  email: 'lan.l',
  phone: '154',
  line_items: [],
  updated_at: '2026-10-02T08:00:00Z',
  ...changes,
});

export const push = (changes: JsonObject = {}): JsonObject => ({
  ToUserName: strangers.official,
  FromUserName: OPENID,
  CreateTime: '1700000001',
  ...changes,
});

/** Sent by the platform about somebody. */
export const notice = (changes: JsonObject = {}): JsonObject => push({ FromUserName: strangers.platform, ...changes });

export const authorisation = (changes: JsonObject = {}): JsonObject =>
  notice({ OpenID: OPENID, AppID: APP, RevokeInfo: '205', ...changes });

/** A notification of WeChat Pay, with the content of its resource in the open. */
export const notification = (resource: JsonObject): JsonObject => ({
  id: 'EV-invented-1',
  create_time: '2026-10-02T16:00:00+08:00',
  resource_type: 'encrypt-resource',
  resource,
});

export const payment = (changes: JsonObject = {}): JsonObject =>
  notification({
    appid: APP,
    mchid: '1900000001',
    transaction_id: '4200001234202610020000000001',
    trade_state: 'SUCCESS',
    success_time: '2026-10-02T16:00:00+08:00',
    payer: { openid: OPENID },
    ...changes,
  });

export const member = (...identities: readonly JsonObject[]): JsonObject => ({ identities });
