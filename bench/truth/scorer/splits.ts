import { isContactKey } from '../statement.ts';
import { WINDOW_DAYS } from '../truth-records.ts';
import type { Outcome } from './outcome.ts';
import { type ProvedGroup, provedGroups } from './provable.ts';

/** People who are several customers although their own proofs say that they are one. */
export function scoreSplits(outcome: Outcome) {
  const { truth, erasures } = outcome;
  const doubtful = new Set(truth.ambiguities.map(({ identity }) => identity));
  const byPerson = Map.groupBy(truth.events, ({ about }) => about);
  const groupsOf = (person: string, windowDays = Infinity): readonly ProvedGroup[] => {
    // What was proved before the person was forgotten connects nothing any more.
    const since = erasures.get(person)?.ms ?? -Infinity;
    const events = (byPerson.get(person) ?? []).filter(({ time }) => Date.parse(time) > since);
    return provedGroups(events, { doubtful, windowDays });
  };
  const isSplit = (person: string, windowDays: number) =>
    groupsOf(person, windowDays).some((group) => customersOf(group, outcome).size > 1);
  return {
    provable: truth.people.reduce((sum, person) => sum + groupsOf(person).length, 0),
    split: truth.people.filter((person) => isSplit(person, Infinity)).length,
    splitWithinWindow: truth.people.filter((person) => isSplit(person, WINDOW_DAYS)).length,
  };
}

function customersOf({ keys, events }: ProvedGroup, { customers, liveOf }: Outcome): ReadonlySet<string> {
  const primary = [...keys].filter((key) => !isContactKey(key));
  const holders = customers.filter((customer) => primary.some((key) => customer.keys.has(key))).map(({ id }) => id);
  const placed = events.map(liveOf).filter((customer) => customer !== undefined);
  return new Set([...holders, ...placed]);
}
