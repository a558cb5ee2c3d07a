import type * as z from 'zod/mini';
import type { TokenExchange } from '../cdp/token-exchange.ts';
import type { Moment } from '../change/customer-change.ts';
import type { ScopeType } from '../identity/scope-type.ts';
import type { receivers } from '../sources/receivers.ts';

type Receivers = typeof receivers;
export type Platform = keyof Receivers;

/** One configured account: an official account, a shop. Its name is the last part of its webhook URL. */
export type ConnectionConfig = {
  readonly [P in Platform]: {
    readonly source: P;
    readonly options: z.infer<Receivers[P]['options']>;
    /** Name in the secret store, where it is not the connection's own. Secrets themselves never stand here. */
    readonly secret?: string;
    /** `queue`: messages in the inlet queue are believed without a signature; its queue policy is the proof. */
    readonly trust?: 'queue';
    readonly inlet?: { readonly match: readonly MatchRule[] };
    /** ISO 3166 code of the country whose national phone numbers its people write: `DE`. Mainland China needs none. */
    readonly region?: string;
    /** Present, even as `{}`: delivery asks the platform's own API what its events leave open, above all unionids. */
    readonly enrich?: EnrichConfig;
  };
}[Platform];

/** How a connection asks its platform's API; the credentials are in its secret. */
export interface EnrichConfig {
  /** Minutes after its arrival that an event waits for an API that fails; then it goes on without. Default 10. */
  readonly waitMinutes?: number;
  /** Minutes that an answer is remembered. Default 10. */
  readonly cacheMinutes?: number;
  /** Seconds that all questions about one event may take together. Default 3, at most 10. */
  readonly timeoutSeconds?: number;
  /** Another address than the platform's: a proxy of yours with a fixed IP address. */
  readonly baseUrl?: string;
}

/** Names the connection of an inlet message by a field of its JSON body: `{ path: 'detail.shop', equals: 'x' }`. */
export interface MatchRule {
  readonly path: string;
  readonly equals: string;
}

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

export interface CdpConfig {
  /** `https://…` of the tenant, or `sandbox` for the one inside `npm start`. */
  readonly baseUrl: string;
  /** How a token is had for key and secret (Q01: undocumented); default is the sandbox's own exchange. */
  readonly token?: TokenExchange;
  readonly identityTypes: Readonly<Record<string, IdentityType>>;
  readonly identityKinds?: Readonly<Record<string, IdentityKindConfig>>;
  readonly blocklist?: BlocklistConfig;
  /**
   * How a foreign number is sent: its E.164 digits (default) or with their plus. As digits, North American numbers of area
   * codes from 3 on look like mainland ones, and are refused as `ambiguous`. A mainland number has its 11 digits.
   */
  readonly foreignMobile?: 'digits' | 'plus';
  /** May a call connect two customers? `verified`: only where this one event proved every identity in it. */
  readonly merge?: 'never' | 'verified' | 'always';
  /**
   * Somebody proves a contact that another customer has on the word of whoever typed it. `join` (default): they are taken for
   * one person. `withhold`: they stay apart, and it is a case.
   */
  readonly typedContacts?: 'join' | 'withhold';
  /** Where the three strategy fields travel (Q02). */
  readonly strategyPlacement?: 'body' | 'query' | 'both';
  /** Of one instance of the deliver function; the tenant sees at most `deployment.deliverConcurrency` times as much. */
  readonly limits?: { readonly callsPerSecond: number; readonly inFlight: number };
  readonly timeoutSeconds?: number;
  /** Regular expressions over the CDP's `msg` (Q03). */
  readonly messages?: {
    readonly auth?: readonly string[];
    readonly permanent?: readonly string[];
    readonly notFound?: readonly string[];
  };
}

/** When a customer joins and leaves a static group. */
export interface GroupRule {
  readonly join?: readonly Moment[];
  readonly leave?: readonly Moment[];
  /** Only for these connections; default: all. */
  readonly connections?: readonly string[];
  /** Where it is created if it is missing: the names of the folders from the root. Default: outside all folders. */
  readonly folder?: readonly string[];
}

export interface GuiyiConfig {
  readonly connections: Readonly<Record<string, ConnectionConfig>>;
  readonly cdp: CdpConfig;
  /** Static groups by their name in the CDP. */
  readonly groups?: Readonly<Record<string, GroupRule>>;
  /** Past these a phone or an address is taken for a shared one and is not sent. */
  readonly guards?: {
    /** Values of one kind that a customer may have; default 5. */
    readonly valuesPerCustomer?: number;
    /** Customers that may have claimed one value within the window; default 5. */
    readonly customersPerValue?: number;
    /** Default 30. */
    readonly windowDays?: number;
  };
  readonly privacy?: {
    /** One channel asks to forget a customer whom other channels know too: a case for a person (default), or delete. */
    readonly otherChannels?: 'case' | 'delete';
    /** Default `leave`: whoever stops following has not asked to be forgotten. */
    readonly onUnfollow?: 'leave' | 'erase';
    /** Default `erase`. */
    readonly onAuthorisationCancelled?: 'erase' | 'case';
    /**
     * A withdrawn marketing consent. Default `leave`: groups are left by their rules, nothing else. `suppress-contact`: the
     * address or phone finds and connects nobody any more, until a consent is given again.
     */
    readonly onConsentWithdrawn?: 'leave' | 'suppress-contact';
  };
  readonly door?: { readonly maxBodyBytes?: number };
  readonly delivery?: {
    /** An answer -1 that nobody can interpret becomes a refusal after so many attempts … */
    readonly undecidedAttempts?: number;
    /** … spread over at least so many minutes, while other customers succeeded. */
    readonly undecidedMinutes?: number;
  };
  readonly deployment?: {
    readonly architecture?: 'arm64' | 'x86_64';
    readonly logRetentionDays?: number;
    readonly deliverConcurrency?: number;
    /** AWS account ids or service principals that may put messages into the inlet queue. */
    readonly inletSenders?: readonly string[];
  };
}

/** Types a configuration; it is checked when it is loaded. */
export function defineConfig(config: GuiyiConfig): GuiyiConfig {
  return config;
}
