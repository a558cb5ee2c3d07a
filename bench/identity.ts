import { type CustomerId, customerId } from '../functions/shared/cdp/ids.ts';
import { candidatesOf, type CandidateIdentity } from '../functions/shared/change/candidate.ts';
import type { Upsert } from '../functions/shared/change/customer-change.ts';
import { emptyCustomerItem } from '../functions/shared/change/customer-item.ts';
import { groupMoves } from '../functions/shared/change/group-rules.ts';
import { planUpsert } from '../functions/shared/change/plan.ts';
import { resolve } from '../functions/shared/change/resolve.ts';
import type { ResolveRules } from '../functions/shared/change/resolution.ts';
import type { Envelope } from '../functions/shared/envelope/envelope.ts';
import { toEnvelope } from '../functions/shared/envelope/from-source.ts';
import { emptyIdentityItem, withObservation } from '../functions/shared/identity/identity-item.ts';
import { textHash } from '../functions/shared/identity/keyed-hash.ts';
import { identifiers } from '../functions/shared/sources/generated/identifiers.ts';
import { openIdentifiers } from '../functions/shared/sources/open-identifiers.ts';
import { receivers } from '../functions/shared/sources/generated/receivers.ts';
import config from '../guiyi.config.ts';
import { BENCH_SECRET, customerEvent } from './customer-event.ts';
import { cpuSeconds, median } from './measure.ts';

const EVENTS = 2_000;
const ROUNDS = 9;
const REPEATS = 10;
const HASH_KEY = 'the key of a bench';

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
const rules: ResolveRules = {
  identity: config.cdp,
  typedContacts: 'corroborated',
  ageing: (kind) => ({ days: kind === 'mobile' ? 90 : 0, namesTell: kind === 'email' }),
  unknownAge: 'join',
  mayBeOne: () => true,
};

function upsertOf(event: Envelope): Upsert {
  const identified = identify(event);
  const change = identified?.outcome === 'changes' ? identified.changes[0] : undefined;
  if (change?.kind !== 'upsert') throw new Error('the sample says nothing about a customer');
  return change;
}

/** What is gathered for one event: its person is a customer who has all that it says, and has proved or typed it before. */
const gathered = envelopes.map((event, index) => {
  const id = customerId(index + 1);
  if (!id) throw new Error('no id');
  const candidates = candidatesOf(upsertOf(event).identities, config.cdp, HASH_KEY);
  const itemOf = ({ identity }: CandidateIdentity) => {
    const how = identity.evidence.grade === 'verified' ? 'act' : 'typed';
    const claimant = { customer: id, by: [candidates[0]?.key ?? ''] };
    return withObservation(emptyIdentityItem, { claimant, how, time: Date.parse(event.time), event: 'e' }, 12);
  };
  const contactKeys = candidates.filter(({ contact }) => contact).map(({ key }) => [key]);
  return {
    event,
    owners: new Map(candidates.map(({ key }): [string, CustomerId] => [key, id])),
    items: new Map(candidates.map((candidate) => [candidate.key, itemOf(candidate)])),
    customers: new Map([[id, { id, held: candidates.map(({ pair }) => pair), contactKeys, item: emptyCustomerItem }]]),
  };
});

/** From the event to the calls: identities found, judged, normalised, ordered; who it is; the plan. Mainland phones. */
function decide(): void {
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const { event, owners, items, customers } of gathered) {
      const change = upsertOf(event);
      const time = Date.parse(event.time);
      const candidates = candidatesOf(change.identities, config.cdp, HASH_KEY);
      const resolution = resolve({ candidates, owners, items, customers, event: { time } }, rules);
      const plan = planUpsert({
        leading: resolution.leading,
        handles: resolution.handles,
        customers: resolution.customers.map((id) => ({ id, item: customers.get(id)?.item, fields: {} })),
        ownerOf: ({ key }) => owners.get(key),
        contradictory: resolution.contradictory,
        statements: [
          {
            profile: change.profile,
            moves: groupMoves(config.groups ?? {}, event.connection, change.triggers),
            stamp: { t: time, e: 'e' },
          },
        ],
        merge: 'verified',
        now: time,
        groupsTrustedMs: 0,
        hashName: (name) => textHash('name', ['written', name], HASH_KEY),
        hashField: (field, value) => textHash('field', [field, String(value)], HASH_KEY),
      });
      plan.link(resolution.secondary);
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
  `identities, resolution and plan  ${cost.toFixed(1)} µs of CPU an event; ${(cost / 30).toFixed(2)} of the 30 µs allowed (no foreign phones)\n`,
);
