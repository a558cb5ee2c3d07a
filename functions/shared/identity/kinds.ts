import type { IdentityConfig } from './identity-config.ts';
import type { ScopeType } from './scope-type.ts';

/** What there is to know of an identity kind. */
export interface KindDefinition {
  readonly scope: ScopeType;
  /** Among kinds of one grade: the lower goes first. The CDP's own order is the same. */
  readonly rank: number;
  /** A customer has one value of it. */
  readonly unique: boolean;
  /** A person has one value of it in each scope: two in one scope are two people, whatever else they share. */
  readonly onePerScope: boolean;
  /** A phone or a mail address changes hands; an id does not. */
  readonly contact: boolean;
  /** May it connect two customers, once one event has verified it? */
  readonly mayLink: boolean;
  /** The tenant's code and form, where `cdp.identityTypes` is written as the CDP's documents have it. */
  readonly code: string;
  readonly value: 'bare' | 'scoped';
  readonly normalise: 'mobile' | 'email' | 'opaque' | 'lower' | 'digits';
}

const id = { onePerScope: true, contact: false, mayLink: true, normalise: 'opaque' } as const;

/** Of a shop: who checks out with another address has another account. */
const account = { ...id, onePerScope: false, scope: 'shop', unique: false, value: 'scoped' } as const;

/** The kinds that Guiyi knows; a tenant configures more in `cdp.identityKinds`. Ranks and codes are the CDP family's. */
export const kinds = {
  mobile: {
    scope: 'none',
    rank: 1,
    unique: true,
    onePerScope: false,
    contact: true,
    mayLink: true,
    code: 'mobile',
    value: 'bare',
    normalise: 'mobile',
  },
  'wechat-unionid': {
    ...id,
    scope: 'open-platform',
    rank: 2,
    unique: true,
    code: 'wechat-unionid',
    value: 'bare',
  },
  'member-no': { ...id, scope: 'brand', rank: 3, unique: true, code: 'member-no', value: 'bare' },
  'taobao-omid': { ...id, scope: 'brand', rank: 4, unique: true, code: 'taobao-omid', value: 'bare' },
  'taobao-ouid': { ...id, scope: 'shop', rank: 5, unique: false, code: 'taobao-ouid', value: 'scoped' },
  'wechat-openid': {
    ...id,
    scope: 'wechat-app',
    rank: 6,
    unique: false,
    code: 'wechat',
    value: 'scoped',
  },
  'wecom-external-userid': {
    ...id,
    scope: 'corp',
    rank: 7,
    unique: false,
    code: 'wecom-external-userid',
    value: 'bare',
  },
  email: {
    scope: 'none',
    rank: 8,
    unique: false,
    onePerScope: false,
    contact: true,
    mayLink: true,
    code: 'email',
    value: 'bare',
    normalise: 'email',
  },
  'youzan-open-id': { ...id, scope: 'none', rank: 9, unique: false, code: 'youzan-open-id', value: 'bare' },
  'shopify-customer': { ...account, rank: 10, code: 'shopify-customer' },
  'taobao-open-uid': { ...id, scope: 'app-key', rank: 11, unique: false, code: 'taobao-open-uid', value: 'scoped' },
  // Whether these two hold across the apps and shops of one merchant is not documented: the narrowest scope is safe.
  'doudian-open-id': {
    ...id,
    scope: 'app-key-shop',
    rank: 12,
    unique: false,
    code: 'doudian-open-id',
    value: 'scoped',
  },
  'kuaishou-open-id': {
    ...id,
    scope: 'app-key-shop',
    rank: 13,
    unique: false,
    code: 'kuaishou-open-id',
    value: 'scoped',
  },
  'shoplazza-customer': { ...account, rank: 14, code: 'shoplazza-customer' },
  'shopline-customer': { ...account, rank: 15, code: 'shopline-customer' },
  'woocommerce-customer': { ...account, rank: 16, code: 'woocommerce-customer' },
  'bigcommerce-customer': { ...account, rank: 17, code: 'bigcommerce-customer' },
  // One person often has several in one account.
  'stripe-customer': { ...account, rank: 18, code: 'stripe-customer' },
  'adobe-commerce-customer': {
    ...id,
    // Who checks out with another address has another account.
    onePerScope: false,
    scope: 'shop',
    rank: 19,
    unique: false,
    code: 'adobe-commerce-customer',
    value: 'scoped',
  },
  'weimob-wid': {
    ...id,
    scope: 'brand',
    rank: 20,
    unique: false,
    code: 'weimob-wid',
    value: 'scoped',
  },
  'douyin-open-id': { ...id, scope: 'app-key', rank: 21, unique: false, code: 'douyin-open-id', value: 'scoped' },
  // Of an application: JD converts each with an app key. Whether they hold across shops is not documented.
  'jd-xid': {
    ...id,
    scope: 'app-key-shop',
    rank: 22,
    unique: false,
    code: 'jd-xid',
    value: 'scoped',
  },
  'jd-open-id': {
    ...id,
    scope: 'app-key-shop',
    rank: 23,
    unique: false,
    code: 'jd-open-id',
    value: 'scoped',
  },
  // An alias of an address, one for each marketplace; nobody's address.
  'amazon-buyer': {
    ...account,
    rank: 24,
    code: 'amazon-buyer',
  },
  // By what a connection's own events know somebody whose only contact is withheld; a keyed hash of ours.
  'guiyi-subject': {
    ...id,
    onePerScope: false,
    scope: 'connection',
    rank: 99,
    unique: false,
    code: 'guiyi-subject',
    value: 'scoped',
  },
} as const satisfies Readonly<Record<string, KindDefinition>>;

export type KnownKind = keyof typeof kinds;

export interface ConfiguredKinds {
  readonly identityKinds?: IdentityConfig['identityKinds'];
}

/** A kind that is known or configured; undefined for any other, whose values nobody can judge. */
export function kindOf(kind: string, config: ConfiguredKinds = {}): KindDefinition | undefined {
  if (isKnownKind(kind)) return kinds[kind];
  const configured = config.identityKinds;
  const own = configured && Object.hasOwn(configured, kind) ? configured[kind] : undefined;
  if (!own) return undefined;
  const { contact = false, mayLink = false, normalise = 'opaque', ...rest } = own;
  return {
    ...rest,
    onePerScope: own.unique,
    contact,
    mayLink,
    normalise,
    code: kind,
    value: own.scope === 'none' ? 'bare' : 'scoped',
  };
}

export function isKnownKind(kind: string): kind is KnownKind {
  return Object.hasOwn(kinds, kind);
}
