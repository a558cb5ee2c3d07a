import type { MessagesConfig } from '../cdp/message-patterns.ts';
import type { TokenExchange } from '../cdp/token-exchange.ts';
import type { GroupRule } from '../change/group-rules.ts';
import type { GuardsConfig } from '../change/limits.ts';
import type { MergePolicy } from '../change/plan.ts';
import type { IdentityConfig } from '../identity/identity-config.ts';
import type { DeploymentSettings } from './deployment.ts';
import type { Connections } from '../sources/connection-config.ts';

export interface CdpConfig extends IdentityConfig {
  /** `https://…` of the tenant, or `sandbox` for the one inside `npm start`. */
  readonly baseUrl: string;
  /** How a token is had for key and secret (Q01: undocumented); default is the sandbox's own exchange. */
  readonly token?: TokenExchange;
  readonly merge?: MergePolicy;
  /**
   * Somebody proves a contact that another customer has on the word of whoever typed it. `corroborated` (default): they are taken
   * for one person if something agrees that whoever typed it did not type beside it. `join`: always. `withhold`: never.
   */
  readonly typedContacts?: 'corroborated' | 'join' | 'withhold';
  /** Where the three strategy fields travel (Q02). */
  readonly strategyPlacement?: 'body' | 'query' | 'both';
  /** Of one instance of the deliver function; the tenant sees at most `deployment.deliverConcurrency` times as much. */
  readonly limits?: { readonly callsPerSecond: number; readonly inFlight: number };
  readonly timeoutSeconds?: number;
  /**
   * For so many minutes after the CDP has last shown a customer, an event that says nothing new of them needs no call. A payment, a new
   * order, a follow, a log-in look in any case. 0: every event looks. Default 60: the longest that a customer who was deleted or changed
   * elsewhere goes unnoticed by messages and clicks.
   */
  readonly freshMinutes?: number;
  /**
   * For so many days a group that a customer was put into or taken out of is not sent again: nothing shows it without a call of its own.
   * Default 1: the longest that a membership changed elsewhere goes unnoticed. 0: always sent.
   */
  readonly groupDays?: number;
  /**
   * What `getCustomerIdByIdentityList` answers to several identities, as `cdp probe` finds it out (Q24 leaves it open). `any-owner`: an owner
   * if any of them has one, so that one look-up can say that all are nobody's. `unknown` (default): each is asked on its own.
   */
  readonly listLookUp?: 'any-owner' | 'unknown';
  /** Days that an event waits for a CDP that does not answer before it is a dead letter; the queue keeps it 14. Default 12. */
  readonly giveUpAfterDays?: number;
  readonly messages?: MessagesConfig;
  /**
   * What the tenant does with the identities of a customer who was deleted, as `cdp probe` finds it out: they are free (default), they
   * are refused, or the deleted customer comes back with them.
   */
  readonly deletedIdentities?: 'released' | 'retained' | 'revived';
}

export interface GuiyiConfig {
  readonly connections: Connections;
  readonly cdp: CdpConfig;
  /** Static groups by their name in the CDP. */
  readonly groups?: Readonly<Record<string, GroupRule>>;
  /** What keeps strangers apart. */
  readonly guards?: GuardsConfig & {
    /**
     * Kind of contact to the days after which an old proof alone joins nobody; 0: it always does. Default `{ mobile: 90, email: 0 }`: a
     * carrier gives a number out again after 90 days at the earliest.
     */
    readonly staleContactDays?: Readonly<Record<string, number>>;
    /** The same for the addresses of one domain, whose mailboxes change hands with a job: `{ 'tea-house.example': 90 }`. */
    readonly companyDomains?: Readonly<Record<string, number>>;
    /** A contact of which nobody knows when it was proved: it was there before, or another system wrote it. Default `join`. */
    readonly unknownAge?: 'join' | 'withhold';
    /** Who is never one person, whatever is proved: `kind:value`, `kind:scope:value` or `customer:<id>`. */
    readonly neverOne?: readonly (readonly [string, string])[];
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
    /** Days after an erase for which the person's phones and addresses are used for nobody, whatever comes. Default 14. */
    readonly blockDays?: number;
    /** An erased person stays away until an operator lifts it, whatever they do. Default false. */
    readonly suppressOnErase?: boolean;
  };
  readonly ledger?: {
    /**
     * Functions of a version before 0.2 still write the same table: for the first deployment of this version over an older one. What
     * they would not see is then also written as they write it. Default false.
     */
    readonly compat?: boolean;
  };
  /** What operators can look up on AWS: what happened to every event. */
  readonly journal?: {
    /** How long an event is kept, 15 to 400. Default 30. */
    readonly days?: number;
    /** Whether its message is kept, sealed. Default true. */
    readonly envelopes?: boolean;
    /** Whether events are listed by connection and day. Default true. */
    readonly index?: boolean;
    /** Nothing is written. Default false. */
    readonly off?: boolean;
  };
  readonly door?: { readonly maxBodyBytes?: number };
  readonly delivery?: {
    /** An answer -1 that nobody can interpret makes a dead letter after so many attempts (8) … */
    readonly undecidedAttempts?: number;
    /** … spread over at least so many minutes (360), while other customers succeeded. */
    readonly undecidedMinutes?: number;
  };
  readonly deployment?: DeploymentSettings;
}

/** Types a configuration; it is checked when it is loaded. */
export function defineConfig(config: GuiyiConfig): GuiyiConfig {
  return config;
}
