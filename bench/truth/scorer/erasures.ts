import { isContactKey } from '../statement.ts';
import type { ErasureTruth, HistoryTruth } from '../truth-records.ts';
import { provedGroups } from './provable.ts';

/** A request to be forgotten that had to be followed. */
export interface EffectiveErasure {
  readonly person: string;
  readonly ms: number;
  /** Everything that was proved to be the same person's as what the request names. */
  readonly keys: ReadonlySet<string>;
  /** The person came back by an act of their own. */
  readonly hasReturned: boolean;
}

/**
 * The last effective request of each person. Where one channel asks, and the person is known to others too, a person has to decide
 * first: both outcomes are right, and the request counts for nothing here.
 */
export function effectiveErasures(truth: HistoryTruth): ReadonlyMap<string, EffectiveErasure> {
  const erasures = truth.erasures.flatMap((erasure): readonly (readonly [string, EffectiveErasure])[] => {
    const ms = Date.parse(erasure.time);
    const own = truth.events.filter(({ about }) => about === erasure.person);
    const before = own.filter(({ time }) => Date.parse(time) <= ms);
    const groups = provedGroups(before, { doubtful: new Set() });
    const reached = groups.filter(({ keys }) => erasure.named.some((named) => keys.has(named)));
    const keys = new Set([...erasure.named, ...reached.flatMap((group) => [...group.keys])]);
    if (!erasure.everywhere && isKnownElsewhere(erasure, keys)) return [];
    const hasReturned = own.some(({ time, expect }) => expect === 'placed' && Date.parse(time) > ms);
    return [[erasure.person, { person: erasure.person, ms, keys, hasReturned }]];
  });
  return new Map(erasures);
}

function isKnownElsewhere({ named }: ErasureTruth, keys: ReadonlySet<string>): boolean {
  const placeOf = (key: string) => key.slice(0, key.indexOf('|', key.indexOf('|') + 1));
  const own = new Set(named.map(placeOf));
  return [...keys].some((key) => !isContactKey(key) && !own.has(placeOf(key)));
}
