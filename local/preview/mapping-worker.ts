import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { parseEnvelope } from '../../functions/shared/envelope/codec.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { openIdentifiers } from '../../functions/shared/sources/open-identifiers.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { type MaskedOutcome, maskOutcome } from '../../operations/source/masked-outcome.ts';
import { type UnmatchedPath, unmatchedPaths } from '../../operations/source/unmatched-paths.ts';

/** What a thread of its own is asked, and what it answers: it loads the files of the mapping as they are now. */
export const mappingRequest = z.object({
  config: z.string(),
  connection: z.string(),
  /** Envelopes as JSON. */
  envelopes: z.array(z.string()),
});
export type MappingRequest = z.infer<typeof mappingRequest>;

export interface MappingAnswer {
  /** For each envelope, in their order; none of one that cannot be read. */
  readonly outcomes: readonly (readonly MaskedOutcome[])[];
  readonly unmatched: readonly UnmatchedPath[];
}

async function mapped({ config: file, connection, envelopes }: MappingRequest): Promise<MappingAnswer> {
  const config = await loadConfig(file);
  const settings = config.connections[connection];
  const identify = openIdentifiers(config, identifiers);
  const events = envelopes.map((text) => {
    const parsed = parseEnvelope(text);
    return parsed.ok && parsed.envelope.dataref === undefined ? parsed.envelope : undefined;
  });
  const paths = settings && identifiers[settings.source]?.paths?.(settings.options);
  return {
    outcomes: events.map((event) => {
      const identified = event && identify(event);
      return identified ? maskOutcome(identified) : [];
    }),
    unmatched: unmatchedPaths(
      paths ?? new Map(),
      events.filter((event) => event !== undefined),
    ),
  };
}

// To the thread that has started this one, which is of no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(await mapped(mappingRequest.parse(workerData)));
