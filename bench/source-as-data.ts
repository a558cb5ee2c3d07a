import { toEnvelope } from '../functions/shared/envelope/from-source.ts';
import { shopifyIdentity } from '../functions/shared/sources/platforms/shopify/identify.ts';
import { shopify } from '../functions/shared/sources/platforms/shopify/receive.ts';
import type { Identifier, Receiver } from '../functions/shared/sources/source.ts';
import { shopifyIdentityByHand } from './by-hand/identify.ts';
import { shopifyByHand } from './by-hand/receive.ts';
import { BENCH_SECRET, customerEvent } from './customer-event.ts';
import { cpuSeconds, median, ratio } from './measure.ts';

const EVENTS = 1_000;
const ROUNDS = 120;
const REPEATS = 2;
const WARM_UP = 20;

const requests = Array.from({ length: EVENTS }, (_, sequence) => {
  const request = customerEvent(sequence);
  return { ...request, text: request.body, body: Buffer.from(request.body), receivedAt: 0 };
});

/** Verified and decoded: what the front door asks of a source. */
function receiving(receiver: Receiver) {
  const configured = receiver.configure({});
  const verifier = configured.ok ? configured.value.openSecret({ clientSecret: BENCH_SECRET }) : undefined;
  if (!configured.ok || !verifier?.ok) throw new Error('the bench is not configured');
  return () => {
    for (const request of requests) {
      const verification = verifier.value(request);
      if (verification.outcome !== 'verified') throw new Error('the sample is not signed right');
      const { outcome } = configured.value.decode(verification.payload, request);
      if (outcome !== 'events') throw new Error('the sample is not decoded');
    }
  };
}

/** Identities, discarded, profile: what delivery asks of a source. */
function identifying(identifier: Identifier) {
  const configured = identifier.configure({});
  const receiver = shopify.configure({});
  if (!configured.ok || !receiver.ok) throw new Error('the bench is not configured');
  const reception = { platform: 'shopify', connection: 'shop', receivedTime: new Date(0).toISOString() };
  const envelopes = requests.flatMap((request) => {
    const decoding = receiver.value.decode(request.body, request);
    return decoding.outcome === 'events' ? decoding.events.map((event) => toEnvelope(event, reception)) : [];
  });
  return () => {
    for (const envelope of envelopes) {
      if (configured.value(envelope).outcome !== 'changes') throw new Error('the sample says nothing of a customer');
    }
  };
}

/** CPU time an event of each, in short alternating rounds. What the machine does beside only ever adds: the quicker rounds count. */
async function compare(byHand: () => void, asData: () => void) {
  const repeated = (work: () => void) => () => {
    for (let repeat = 0; repeat < REPEATS; repeat++) work();
  };
  const hand: number[] = [];
  const data: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    hand.push(await cpuSeconds(repeated(byHand), () => undefined));
    data.push(await cpuSeconds(repeated(asData), () => undefined));
  }
  return { hand: perEvent(hand), data: perEvent(data) };
}

function perEvent(rounds: readonly number[]): number {
  // The first rounds warm the compiler up.
  const quick = rounds.slice(WARM_UP).toSorted((a, b) => a - b);
  return (median(quick.slice(0, Math.ceil(quick.length / 4))) * 1e6) / (EVENTS * REPEATS);
}

const parts = [
  ['verify and decode', await compare(receiving(shopifyByHand), receiving(shopify))],
  ['identify', await compare(identifying(shopifyIdentityByHand), identifying(shopifyIdentity))],
] as const;
const told = parts.map(
  ([part, { hand, data }]) =>
    `${part} ${data.toFixed(1)} µs against ${hand.toFixed(1)} µs by hand, ratio ${ratio(data / hand)}`,
);
const whole = parts.reduce((sum, [, { data }]) => sum + data, 0) / parts.reduce((sum, [, { hand }]) => sum + hand, 0);
process.stdout.write(`source as data       ${told.join('; ')}; together ${ratio(whole)} (wanted: at most 1.15)\n`);
