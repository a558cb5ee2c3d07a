import type { ScopeType } from './scope-type.ts';

/** The tenant's code of an identity kind, and whether the value carries the scope (`appid:openid`). */
export interface IdentityType {
  readonly code: string;
  readonly value: 'bare' | 'scoped';
}

/** A kind of identity that Guiyi does not know by name: a loyalty card, a till's customer number. */
export interface IdentityKindConfig {
  /** In what its values are unique. */
  readonly scope: ScopeType;
  /** Among platform ids of one grade the lower goes first; the known kinds have 1 to 24. */
  readonly rank: number;
  /** Has a customer one value of it? */
  readonly unique: boolean;
  /** It changes hands, as a phone number does; default: no. */
  readonly contact?: boolean;
  /** May it connect two customers, once one event has verified it? Default: no. */
  readonly mayLink?: boolean;
  /** `opaque` (default): taken as it is; `lower`: in lower case; `digits`: separators fall away, and digits are left. */
  readonly normalise?: 'opaque' | 'lower' | 'digits';
}

/** Contacts that are nobody's: a till's phone, an agency's address. */
export interface BlocklistConfig {
  readonly mobile?: readonly string[];
  /** Addresses, and whole domains as `@agency.example`. */
  readonly email?: readonly string[];
}

/** What a tenant configures of identities; part of `cdp` in the configuration. */
export interface IdentityConfig {
  readonly identityTypes: Readonly<Record<string, IdentityType>>;
  readonly identityKinds?: Readonly<Record<string, IdentityKindConfig>>;
  readonly blocklist?: BlocklistConfig;
  /**
   * How a foreign number is sent: its E.164 digits (default) or with their plus. As digits, North American numbers of area
   * codes from 3 on look like mainland ones, and are refused as `ambiguous`. A mainland number has its 11 digits.
   */
  readonly foreignMobile?: 'digits' | 'plus';
}
