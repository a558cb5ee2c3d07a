import { type Evidence, type Identity, identityKey } from './identity.ts';
import type { kinds, KnownKind } from './kinds.ts';
import type { ScopeType } from './scope-type.ts';

declare const scopeType: unique symbol;
/** A scope that says of what type it is; a plain string is none. */
export type Scope<T extends ScopeType> = string & { readonly [scopeType]: T };

export type ScopeOf<K extends KnownKind> = Scope<(typeof kinds)[K]['scope']>;

/** An identity whose kind and scope were put together by their types; it is an `Identity` everywhere else. */
export interface ScopedIdentity<K extends KnownKind> extends Identity {
  readonly kind: K;
  readonly scope: ScopeOf<K>;
}

export const unscoped = '' as Scope<'none'>;
export const wechatApp = (appId: string): Scope<'wechat-app'> => appId as Scope<'wechat-app'>;
export const openPlatform = (account: string): Scope<'open-platform'> => account as Scope<'open-platform'>;
export const corp = (corpId: string): Scope<'corp'> => corpId as Scope<'corp'>;
export const shop = (name: string): Scope<'shop'> => name as Scope<'shop'>;
export const brand = (name: string): Scope<'brand'> => name as Scope<'brand'>;
export const appKey = (key: string): Scope<'app-key'> => key as Scope<'app-key'>;
export const appKeyShop = (key: string, name: string): Scope<'app-key-shop'> =>
  `${key}/${name}` as Scope<'app-key-shop'>;

/** An identity of a known kind in a scope of that kind's type; any other scope does not compile. */
export function scoped<K extends KnownKind>(
  kind: K,
  scope: NoInfer<ScopeOf<K>>,
  value: string,
  evidence: Evidence,
): ScopedIdentity<K> {
  return { kind, scope, value, evidence };
}

/** Are two identities of one kind the same? Two kinds, and so two types of scope, do not compile. */
export function sameIdentity<K extends KnownKind>(one: ScopedIdentity<K>, other: ScopedIdentity<NoInfer<K>>): boolean {
  return identityKey(one) === identityKey(other);
}
