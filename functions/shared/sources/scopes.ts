import type { KnownKind } from '../identity/kinds.ts';

/** Kind to the scope in which a connection's own identities of it are unique. */
export type Scopes = Partial<Readonly<Record<KnownKind, string>>>;

export interface ScopedConnection {
  readonly name: string;
  /** Delivery asks the platform's own API, whose answers may hold kinds that no event does. */
  readonly isAsked: boolean;
}
