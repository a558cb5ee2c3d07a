import type { KnownKind } from './kinds.ts';

/** Kinds that we know by name; a tenant may configure more. */
export type IdentityKind = KnownKind | (string & {});

/**
 * How sure an event makes us that the identity belongs to its person. *verified*: the platform or the brand proved it
 * (its own id, a phone bound by SMS). *claimed*: the person typed it. *weak*: it was inferred.
 */
export type Grade = 'verified' | 'claimed' | 'weak';

export interface Evidence {
  readonly grade: Grade;
  /** Where in the event's data the value stood: `customer.phone`. */
  readonly field: string;
  /**
   * Of a verified contact. `act` (default): the person has just proved it, by a code in an SMS, a phone authorisation, a log-in.
   * `record`: the platform repeats what it keeps of the person; only a new state of it counts, and once.
   */
  readonly basis?: 'act' | 'record';
  /** Of a claimed contact: its person has paid with it, and the configuration of the connection counts that. It proves nothing. */
  readonly paid?: true;
  /** The event that said so, and the platform that sent it; stamped at delivery. */
  readonly event?: string;
  readonly platform?: string;
}

export interface Identity {
  readonly kind: IdentityKind;
  /** In what the value is unique: an app id, a shop, a corp; `''` where it is unique by itself. */
  readonly scope: string;
  readonly value: string;
  readonly evidence: Evidence;
}

/** Two identities are the same exactly when this is. */
export function identityKey(identity: Pick<Identity, 'kind' | 'scope' | 'value'>): string {
  return JSON.stringify([identity.kind, identity.scope, identity.value]);
}
