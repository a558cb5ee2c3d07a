import type { IdentityPair } from '../cdp/contract.ts';
import type { CustomerId } from '../cdp/ids.ts';
import type { CandidateIdentity } from './candidate.ts';
import type { CustomerFacts } from './relation.ts';

/** Something by which a person can be kept apart from another. */
export type Held = { readonly customer: string } | IdentityPair;

export interface NeverOneRules {
  /** May these two be one? Pairs of identities or customers that the configuration keeps apart. */
  readonly mayBeOne: (one: readonly Held[], other: readonly Held[]) => boolean;
}

/** All by which a customer can be kept apart from another. */
export function namesOf(id: CustomerId, customers: ReadonlyMap<CustomerId, CustomerFacts>): readonly Held[] {
  return [{ customer: id }, ...(customers.get(id)?.held ?? [])];
}

/** What is nobody's yet and must not become the person's: the configuration keeps it apart from them, or from what stands before it. */
export function forbiddenOf(
  candidates: readonly CandidateIdentity[],
  people: readonly CustomerId[],
  known: {
    readonly owners: ReadonlyMap<string, CustomerId | undefined>;
    readonly customers: ReadonlyMap<CustomerId, CustomerFacts>;
  },
  { mayBeOne }: NeverOneRules,
): readonly CandidateIdentity[] {
  const theirs: (readonly Held[])[] = people.map((id) => namesOf(id, known.customers));
  return candidates.filter((candidate) => {
    if (known.owners.get(candidate.key) !== undefined) return false;
    const own = [candidate.pair];
    if (theirs.some((names) => !mayBeOne(own, names))) return true;
    theirs.push(own);
    return false;
  });
}
