import type { Enricher } from '../enrichment/enricher.ts';
import type { About, SourceTransport } from './about.ts';
import { type CheckUp, checkUpOf } from './check-up.ts';
import type { EvidenceRule } from './evidence-rule.ts';
import type { KnownEvents } from './known-events.ts';
import type { Identifier, Receiver, Sampler } from './source.ts';

/** A platform as a whole, for whoever is no function: the operator's tools, the documents, the tests. */
export interface Source {
  readonly platform: string;
  readonly coverage: Coverage;
  readonly checkUp: CheckUp;
  /** Undefined where every brand sends events of its own. */
  readonly sampler: Sampler | undefined;
}

/** What a brand wants to know of a source before it relies on it. */
export interface Coverage extends Pick<About<never>, 'name' | 'authentication' | 'confidence' | 'doubt'> {
  readonly transport: SourceTransport;
  /** Event types that there are samples of, or that the source names. */
  readonly events: readonly string[];
  /** Of its table of events; undefined where every brand has types of its own. */
  readonly known: KnownEvents | undefined;
  readonly evidence: readonly EvidenceRule[];
  readonly enrichment: Enricher['yields'];
}

/**
 * The parts of a platform's folder put together: what people want to know of it, `receive.ts`, `identify.ts`, `sample.ts`, and
 * `enrich.ts` where its events are thin. @throws RangeError when the parts are of several platforms.
 */
export function defineSource<Options>(
  about: About<Options>,
  receiver: Receiver<Options>,
  identifier: Identifier,
  sampler?: Sampler,
  enricher?: Enricher,
): Source {
  const { platform } = receiver;
  for (const part of [identifier, sampler, enricher]) {
    if (part && part.platform !== platform) throw new RangeError(`${platform} has a part of ${part.platform}`);
  }
  const { name, authentication, confidence, doubt, transport = 'webhook or inlet' } = about;
  return {
    platform,
    coverage: {
      name,
      authentication,
      confidence,
      ...(doubt !== undefined && { doubt }),
      transport,
      events: about.events ?? sampler?.events ?? [],
      known: identifier.events?.(),
      evidence: identifier.evidence,
      enrichment: enricher?.yields ?? [],
    },
    checkUp: checkUpOf(about, receiver, sampler, enricher),
    sampler,
  };
}
