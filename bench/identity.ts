import { planUpsert, knownIdentities, sides } from '../functions/shared/change/plan.ts';
import { groupMoves } from '../functions/shared/change/group-rules.ts';
import { toEnvelope } from '../functions/shared/envelope/from-source.ts';
import { identifiers } from '../functions/shared/sources/identifiers.ts';
import { openIdentifiers } from '../functions/shared/sources/open-identifiers.ts';
import { receivers } from '../functions/shared/sources/receivers.ts';
import config from '../guiyi.config.ts';
import { BENCH_SECRET, customerEvent } from './customer-event.ts';
import { cpuSeconds, median } from './measure.ts';

const EVENTS = 2_000;
const ROUNDS = 9;
const REPEATS = 10;

const receiver = receivers.shopify.configure({});
const verifier = receiver.ok ? receiver.value.openSecret({ clientSecret: BENCH_SECRET }) : undefined;
if (!receiver.ok || !verifier?.ok) throw new Error('the bench is not configured');
const reception = { platform: 'shopify', connection: 'shopify-demo', receivedTime: new Date().toISOString() };
const envelopes = Array.from({ length: EVENTS }, (_, sequence) => {
  const { headers, body, method, rawQuery } = customerEvent(sequence);
  const decoding = receiver.value.decode(Buffer.from(body), { method, rawQuery, headers, body: Buffer.from(body) });
  if (decoding.outcome !== 'events' || !decoding.events[0]) throw new Error('the sample is not decoded');
  return toEnvelope(decoding.events[0], reception);
});
const identify = openIdentifiers(config, identifiers);

/** From the event to the calls: identities found, judged, normalised, ordered; the plan made. Mainland phones. */
function decide(): void {
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const event of envelopes) {
      const identified = identify(event);
      const change = identified?.outcome === 'changes' ? identified.changes[0] : undefined;
      if (change?.kind !== 'upsert') throw new Error('the sample says nothing about a customer');
      const { anchors, beside } = sides(knownIdentities(change.identities, config.cdp));
      const moves = groupMoves(config.groups ?? {}, event.connection, change.moments);
      const context = { item: undefined, time: Date.parse(event.time), moves, merge: 'verified', known: {} } as const;
      planUpsert(change, anchors, context).link(beside);
    }
  }
}

const costs: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const seconds = await cpuSeconds(decide, () => undefined);
  costs.push((seconds * 1e6) / (EVENTS * REPEATS));
}
const cost = median(costs.slice(3));
process.stdout.write(
  `identities and plan  ${cost.toFixed(1)} µs of CPU an event; ${(cost / 30).toFixed(2)} of the 30 µs allowed (no foreign phones)\n`,
);
