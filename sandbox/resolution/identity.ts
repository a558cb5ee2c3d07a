/** One identity type of the tenant's configuration. */
export interface IdentityType {
  readonly code: string;
  /** At most one value of this type per customer. */
  readonly uniquePerCustomer: boolean;
  /** System priority, 1 = highest. A type without a rank comes last. */
  readonly rank?: number;
  /** Values are compared in lower case. */
  readonly lowerCase?: boolean;
}

export type IdentityTypes = ReadonlyMap<string, IdentityType>;

/** A normalised identity: equal type and value mean the same identity. */
export interface Identity {
  readonly type: string;
  readonly value: string;
}

export function sameIdentity(one: Identity, other: Identity): boolean {
  return one.type === other.type && one.value === other.value;
}

/** A text that no other identity has. */
export function identityName({ type, value }: Identity): string {
  return `${type}:${value}`;
}

/** How many identities of each type there are. */
export function countByType(identities: readonly Identity[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of identities) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** The types a new sandbox knows. Values of a narrower scope carry it as a prefix: `appid:openid`, `shop:id`. */
export const seededIdentityTypes: readonly IdentityType[] = [
  { code: 'mobile', uniquePerCustomer: true, rank: 1 },
  { code: 'wechat-unionid', uniquePerCustomer: true, rank: 2 },
  { code: 'member-no', uniquePerCustomer: true, rank: 3 },
  { code: 'taobao-omid', uniquePerCustomer: true, rank: 4 },
  { code: 'taobao-ouid', uniquePerCustomer: false, rank: 5 },
  { code: 'wechat', uniquePerCustomer: false, rank: 6 },
  { code: 'wecom-external-userid', uniquePerCustomer: false, rank: 7 },
  { code: 'email', uniquePerCustomer: false, rank: 8, lowerCase: true },
  { code: 'youzan-open-id', uniquePerCustomer: false, rank: 9 },
  { code: 'shopify-customer', uniquePerCustomer: false, rank: 10 },
  { code: 'taobao-open-uid', uniquePerCustomer: false, rank: 11 },
  { code: 'doudian-open-id', uniquePerCustomer: false, rank: 12 },
  { code: 'kuaishou-open-id', uniquePerCustomer: false, rank: 13 },
  { code: 'shoplazza-customer', uniquePerCustomer: false, rank: 14 },
  { code: 'shopline-customer', uniquePerCustomer: false, rank: 15 },
  { code: 'woocommerce-customer', uniquePerCustomer: false, rank: 16 },
  { code: 'bigcommerce-customer', uniquePerCustomer: false, rank: 17 },
  { code: 'stripe-customer', uniquePerCustomer: false, rank: 18 },
  { code: 'adobe-commerce-customer', uniquePerCustomer: false, rank: 19 },
  { code: 'weimob-wid', uniquePerCustomer: false, rank: 20 },
  { code: 'douyin-open-id', uniquePerCustomer: false, rank: 21 },
  { code: 'jd-xid', uniquePerCustomer: false, rank: 22 },
  { code: 'jd-open-id', uniquePerCustomer: false, rank: 23 },
  { code: 'amazon-buyer', uniquePerCustomer: false, rank: 24 },
  { code: 'guiyi-subject', uniquePerCustomer: false, rank: 99 },
];
