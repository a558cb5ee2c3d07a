import { isContactKey } from '../statement.ts';
import { type AmbiguityTruth, DAY_MS, type EventTruth, WINDOW_DAYS } from '../truth-records.ts';

export interface Announcement {
  readonly identity: string;
  readonly ms: number;
}

interface Proof {
  readonly id: string;
  readonly person: string;
  readonly ms: number;
}

/**
 * Where two people have proved one contact within the window, or the one before and after the other, and nothing said in between
 * that it changed hands.
 */
export function ambiguitiesIn(
  events: readonly EventTruth[],
  announcements: readonly Announcement[],
): readonly AmbiguityTruth[] {
  const proofs = new Map<string, Proof[]>();
  for (const { id, about, proves, time } of events) {
    for (const identity of proves.filter((key) => isContactKey(key))) {
      const proof = { id, person: about ?? '', ms: Date.parse(time) };
      proofs.set(identity, [...(proofs.get(identity) ?? []), proof]);
    }
  }
  return [...proofs].flatMap(([identity, ofOne]) => {
    const isAnnounced = (from: number, to: number) =>
      announcements.some(
        (announcement) => announcement.identity === identity && from <= announcement.ms && announcement.ms <= to,
      );
    const found = new Map<string, AmbiguityTruth>();
    for (const [index, proof] of ofOne.entries()) {
      const earlier = ofOne.slice(0, index).filter(({ person, ms }) => {
        if (person === proof.person || isAnnounced(ms, proof.ms)) return false;
        const isAgain = ofOne.some((one) => one.person === proof.person && one.ms < ms && !isAnnounced(one.ms, ms));
        return isAgain || proof.ms - ms <= WINDOW_DAYS * DAY_MS;
      });
      for (const before of earlier.toReversed()) {
        const [one, other] = [before.person, proof.person];
        const people: readonly [string, string] = one < other ? [one, other] : [other, one];
        const pair = people.join(' ');
        if (!found.has(pair)) found.set(pair, { identity, people, events: [before.id, proof.id] });
      }
    }
    return [...found.values()];
  });
}
