import type { Act, NameFrom, ProfileFields, Upsert } from '../change/customer-change.ts';
import type { Identity } from '../identity/identity.ts';
import type { DiscardedValue } from '../identity/discarded-value.ts';
import { withDiscarded } from '../identity/discard.ts';
import type { Identified } from './enricher.ts';

/** What an answer says about the person of an event. */
export interface Found {
  readonly identities: readonly Identity[];
  readonly profile: ProfileFields;
  /** Values in the answer that are no identity. */
  readonly discarded: readonly DiscardedValue[];
  /** Where the name of the profile comes from. */
  readonly nameFrom?: NameFrom;
  /** Since when there is what the event tells of, where the answer knows it better than the event. */
  readonly act?: Act;
}

/** The one upsert of an event; undefined where it asks for anything else. An erase never waits for anybody's answer. */
export function onlyUpsert(identified: Identified): Upsert | undefined {
  if (identified.outcome !== 'changes') return undefined;
  const [change, ...others] = identified.changes;
  return change?.kind === 'upsert' && others.length === 0 ? change : undefined;
}

/** The event concerns somebody and does not say whom: whose the order is, for instance, an answer may tell. */
export function namesNobody(identified: Identified): boolean {
  return identified.outcome === 'ignored' && identified.reason === 'event-without-customer';
}

/** The event's person with what was found beside; what the event itself says stays as it says it, but for when the person acted. */
export function withFound(identified: Identified, found: Found): Identified {
  const { identities, profile, discarded, act } = found;
  const change = onlyUpsert(identified);
  if (!change) return identified;
  const nameFrom = change.profile.name === undefined ? found.nameFrom : change.nameFrom;
  const enriched: Upsert = {
    ...change,
    ...(nameFrom && { nameFrom }),
    ...(act && { act }),
    identities: [...change.identities, ...identities],
    profile: { ...profile, ...change.profile },
    ...withDiscarded([...(change.discarded ?? []), ...discarded]),
  };
  return { outcome: 'changes', changes: [enriched] };
}
