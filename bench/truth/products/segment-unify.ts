import { type EventLine, type Identity, keyOf } from '../statement.ts';
import { identifierType } from './identifier-type.ts';
import type { Product } from './product.ts';
import { ownIdentities, type Profile, Profiles } from './profiles.ts';

/*
 * Segment Unify after its public description: flat matching, suggested blocked values, limits and priorities at their defaults.
 * https://www.twilio.com/docs/segment/unify/identity-resolution/identity-resolution-settings
 * https://www.twilio.com/docs/segment/unify/identity-resolution/identity-resolution-onboarding
 * A request to be forgotten is not part of it: here it deletes the profiles that it names.
 */

const USER_ID_LIMIT = 1;
const OTHER_LIMIT = 5;
const BLOCKED = /^(?:[0-]*|-1|null|anonymous)$/;

export const segmentUnify: Product = {
  name: 'Segment Unify',
  async run(lines) {
    const profiles = new Profiles();
    for (const line of lines) {
      const identities = ownIdentities(line).filter(({ value }) => !BLOCKED.test(value));
      if (line.says.act === 'erase') profiles.remove(profiles.matching(identities));
      else resolve(line, identities, profiles);
    }
    return profiles.result();
  },
};

/** Where the profile would hold too many values of a type, the identifier of the lowest priority is left out, and all is tried again. */
function resolve(line: EventLine, all: readonly Identity[], profiles: Profiles): void {
  let left = all.toSorted((one, other) => compareTypes(identifierType(one), identifierType(other)));
  while (left.length > 0) {
    const found = profiles.matching(left);
    if (staysWithinLimits(left, found)) {
      profiles.attach(line, left, found);
      return;
    }
    left = left.slice(0, -1);
  }
}

function staysWithinLimits(identities: readonly Identity[], found: readonly Profile[]): boolean {
  const held = [...identities, ...found.flatMap((profile) => [...profile.identities.values()])];
  const byType = Map.groupBy(held, identifierType);
  return [...byType].every(([type, ofType]) => {
    const limit = type === 'user_id' ? USER_ID_LIMIT : OTHER_LIMIT;
    return new Set(ofType.map(keyOf)).size <= limit;
  });
}

/** `user_id` and `email` first, the others by the alphabet. */
function compareTypes(one: string, other: string): number {
  return rank(one) - rank(other) || (one < other ? -1 : Number(one > other));
}

function rank(type: string): number {
  const ranked = ['user_id', 'email'].indexOf(type);
  return ranked < 0 ? 2 : ranked;
}
