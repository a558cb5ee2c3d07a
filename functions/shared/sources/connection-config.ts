import type * as z from 'zod/mini';
import type { EnrichConfig } from '../enrichment/enrich-config.ts';
import type { receivers } from './generated/receivers.ts';

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
    /**
     * What contacts are worth that people type here. `paid`: whoever pays with one is whoever has paid with it before, here or in
     * another connection that says so; never against a proof. Default: `typed`, which joins nobody.
     */
    readonly contacts?: { readonly email?: 'typed' | 'paid'; readonly mobile?: 'typed' | 'paid' };
    /** Present, even as `{}`: delivery asks the platform's own API what its events leave open, above all unionids. */
    readonly enrich?: EnrichConfig;
  };
}[Platform];

/** The configured accounts by their names. */
export type Connections = Readonly<Record<string, ConnectionConfig>>;

/** Names the connection of an inlet message by a field of its JSON body: `{ path: 'detail.shop', equals: 'x' }`. */
export interface MatchRule {
  readonly path: string;
  readonly equals: string;
}
