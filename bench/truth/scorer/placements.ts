import type { Outcome } from './outcome.ts';

/** Where the events have come. */
export function scorePlacements({ truth, result, customers, liveOf, erasures }: Outcome) {
  const ownerOf = new Map(customers.map(({ id, owner }) => [id, owner]));
  const asksOf = new Map(truth.erasures.map(({ person, time }) => [person, Date.parse(time)]));
  let wrongEvents = 0;
  let silenced = 0;
  let lost = 0;
  for (const event of truth.events) {
    const customer = liveOf(event);
    if (customer !== undefined && event.about !== null && ownerOf.get(customer) !== event.about) wrongEvents += 1;
    if (event.expect !== 'placed' || customer !== undefined) continue;
    // Whoever has asked to be forgotten may be gone with all that was before.
    const mayBeGone = Date.parse(event.time) <= (asksOf.get(event.about ?? '') ?? -Infinity);
    if (!result.placements.has(event.id)) silenced += mayBeGone && erasures.has(event.about ?? '') ? 0 : 1;
    else if (!mayBeGone) lost += 1;
  }
  const people = truth.people.filter((person) =>
    truth.events.some(
      ({ about, expect, time }) =>
        about === person && expect === 'placed' && Date.parse(time) > (erasures.get(person)?.ms ?? -Infinity),
    ),
  );
  // A customer of nothing but events that need not have one is no customer too many.
  const needed = customers.filter(
    ({ events }) => events.length === 0 || events.some(({ expect }) => expect === 'placed'),
  );
  return {
    events: truth.events.length,
    people: people.length,
    customers: needed.length,
    parts: needed.reduce((sum, { standing }) => sum + Math.max(1, standing.length), 0),
    wrongEvents,
    silenced,
    lost,
  };
}
