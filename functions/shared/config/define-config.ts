import type { MessagesConfig } from '../cdp/message-patterns.ts';
import type { TokenExchange } from '../cdp/token-exchange.ts';
import type { GroupRule } from '../change/group-rules.ts';
import type { MergePolicy } from '../change/plan.ts';
import type { IdentityConfig } from '../identity/identity-config.ts';
import type { Connections } from '../sources/connection-config.ts';

export interface CdpConfig extends IdentityConfig {
  /** `https://…` of the tenant, or `sandbox` for the one inside `npm start`. */
  readonly baseUrl: string;
  /** How a token is had for key and secret (Q01: undocumented); default is the sandbox's own exchange. */
  readonly token?: TokenExchange;
  readonly merge?: MergePolicy;
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
  readonly messages?: MessagesConfig;
}

export interface GuiyiConfig {
  readonly connections: Connections;
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
