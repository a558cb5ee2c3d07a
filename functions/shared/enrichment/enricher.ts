import type * as z from 'zod/mini';
import type { Identification, IdentifyContext, Ignored } from '../change/identification.ts';
import type { Envelope } from '../envelope/envelope.ts';
import type { Grade, IdentityKind } from '../identity/identity.ts';
import type { JsonObject } from '../json/lossless.ts';
import { check, type Checked } from '../schema/check.ts';
import type { LookUp } from './look-up.ts';
import type { Account } from './platform-api.ts';

/** What is known of an event so far: by itself, and by the answers that were read before. */
export type Identified = Identification | Ignored;

export interface EnrichContext {
  /** The platform of the connection that gives access to an account; undefined where none does. */
  readonly platformOf: (account: Pick<Account, 'api' | 'id'>) => string | undefined;
}

export interface AnsweredLookUp {
  readonly event: Envelope;
  readonly lookUp: LookUp;
  readonly answer: JsonObject;
  /** Of the account that was asked. */
  readonly idScope: string;
}

/** A kind that the answers of a platform's API hold. */
export interface Yield {
  readonly kind: IdentityKind;
  readonly grade: Grade;
  /** It needs an option beside `enrich`. */
  readonly offByDefault?: true;
}

/** What delivery may ask a platform's API about the people of its events. */
export interface EnricherDefinition<Options> {
  readonly platform: string;
  readonly options: z.ZodMiniType<Options>;
  /** What the answers yield beside the events. */
  readonly yields: readonly Yield[];
  /** The account that the connection's own secret gives access to. */
  readonly account?: (options: Options) => Account | undefined;
  /** The platforms whose connections' credentials it asks with, where it has none of its own. */
  readonly credentialProviders?: readonly string[];
  /** Why a connection with these options can ask nothing; undefined where it can. */
  readonly unable?: (options: Options) => string | undefined;
  /** Pure. Which questions would tell more about the person, in the order in which they are asked. */
  readonly lookUps?: (
    event: Envelope,
    identified: Identified,
    options: Options,
    context: EnrichContext,
  ) => readonly LookUp[];
  /** Pure. What event and answer say together. An identity that the platform's own API gives is verified. */
  readonly read?: (
    identified: Identified,
    answered: AnsweredLookUp,
    options: Options,
    context: IdentifyContext,
  ) => Identified;
  /** A question about nobody, by which shows whether the API may be asked. */
  readonly probe?: (options: Options) => LookUp | undefined;
}

/** An enricher whose options were checked. */
export interface ConfiguredEnricher {
  readonly account: Account | undefined;
  readonly unable: string | undefined;
  readonly probe: LookUp | undefined;
  lookUps(event: Envelope, identified: Identified, accounts: EnrichContext): readonly LookUp[];
  read(identified: Identified, answered: AnsweredLookUp): Identified;
}

export interface Enricher {
  readonly platform: string;
  readonly credentialProviders: readonly string[];
  readonly yields: readonly Yield[];
  configure(options: unknown, context?: IdentifyContext): Checked<ConfiguredEnricher>;
}

export function defineEnricher<Options>(definition: EnricherDefinition<Options>): Enricher {
  const { platform, account, credentialProviders = [], unable, lookUps, read, probe, yields } = definition;
  return {
    platform,
    credentialProviders,
    yields,
    configure: (raw, context = {}) =>
      check(definition.options, raw, (options) => ({
        account: account?.(options),
        unable: unable?.(options),
        probe: probe?.(options),
        lookUps: (event, identified, accounts) => lookUps?.(event, identified, options, accounts) ?? [],
        read: (identified, answered) => read?.(identified, answered, options, context) ?? identified,
      })),
  };
}
