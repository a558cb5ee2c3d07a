import type { IdentityConfig } from '../identity/identity-config.ts';
import { type CandidateIdentity, isVerified } from './candidate.ts';
import { contradictEachOther } from './contradiction.ts';

/** What can be believed of an event, and what cannot. */
export interface Consistent {
  readonly used: readonly CandidateIdentity[];
  /** It names somebody else, or nobody can tell whose it is. */
  readonly contradicting: readonly CandidateIdentity[];
}

/**
 * Two values of an id of which a person has one name two people: the event is about the one that is its subject, else about the first id
 * that it has proved, and whose the rest is nobody can tell. Of two proved contacts of a kind of which a customer has one, the one that
 * the person has already counts, else the first.
 * @param event.mergedIds the platform has made one of several accounts of its own: its ids are one person's
 * @param isTheirs is it known to belong to the customer to whom the event's ids lead?
 */
export function consistent(
  candidates: readonly CandidateIdentity[],
  event: { readonly subject?: string | undefined; readonly mergedIds?: boolean | undefined },
  isTheirs: (candidate: CandidateIdentity) => boolean,
  config: IdentityConfig,
): Consistent {
  const proved = candidates.filter((candidate) => isVerified(candidate) && !candidate.contact);
  if (!event.mergedIds && namesTwo(proved, config)) {
    const leader = proved.find(({ identity }) => identity.value === event.subject) ?? proved[0];
    return { used: leader ? [leader] : [], contradicting: candidates.filter((candidate) => candidate !== leader) };
  }
  const used: CandidateIdentity[] = [];
  const contradicting: CandidateIdentity[] = [];
  for (const candidate of candidates) {
    const isSecond = candidate.contact
      ? isVerified(candidate) && candidate.unique && candidate !== leaderOf(candidate, candidates, isTheirs)
      : !event.mergedIds && namesTwo([...used.filter(({ contact }) => !contact), candidate], config);
    (isSecond ? contradicting : used).push(candidate);
  }
  return { used, contradicting };
}

function namesTwo(ids: readonly CandidateIdentity[], config: IdentityConfig): boolean {
  return contradictEachOther(
    ids.map(({ pair }) => [pair]),
    config,
  );
}

/** Which of the proved contacts of one kind counts. */
function leaderOf(
  { identity }: CandidateIdentity,
  candidates: readonly CandidateIdentity[],
  isTheirs: (candidate: CandidateIdentity) => boolean,
): CandidateIdentity | undefined {
  const alike = candidates.filter((each) => isVerified(each) && each.identity.kind === identity.kind);
  return alike.find(isTheirs) ?? alike[0];
}
