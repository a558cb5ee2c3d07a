import type { IdentityPair } from '../cdp/contract.ts';
import type { CustomerId } from '../cdp/ids.ts';
import type { CandidateIdentity } from './candidate.ts';
import type { CustomerFacts } from './relation.ts';

/** Something by which a person can be kept apart from another. */
export type Held = { readonly customer: string } | IdentityPair;

export interface NeverOneRules {
  /** May these two be one? Pairs of identities or customers that the configuration keeps apart. */
  readonly mayBeOne: (one: readonly Held[], other: readonly Held[]) => boolean;
  /** Has a person decided that these two are two people? */
  readonly isDecided?: (one: readonly Held[], other: readonly Held[]) => boolean;
}

/** What people have decided about a customer. */
export interface DecidedApart {
  /** Customers, by their ids of today, who are somebody else. */
  readonly neverOne: readonly string[];
  /** Keys of identities that are somebody else's. */
  readonly neverTheirs: readonly string[];
}

/** The rules with what people have decided. */
export function withDecided<T extends NeverOneRules>(
  rules: T,
  decidedOf: (customer: string) => DecidedApart,
  keysOf: (pair: IdentityPair) => readonly string[],
): T & Required<NeverOneRules> {
  const isApart = (one: readonly Held[], other: readonly Held[]) =>
    one.some((held) => {
      if (!('customer' in held)) return false;
      const { neverOne, neverTheirs } = decidedOf(held.customer);
      return other.some((another) =>
        'customer' in another
          ? neverOne.includes(another.customer)
          : neverTheirs.length > 0 && keysOf(another).some((key) => neverTheirs.includes(key)),
      );
    });
  const isDecided = (one: readonly Held[], other: readonly Held[]) => isApart(one, other) || isApart(other, one);
  return { ...rules, isDecided, mayBeOne: (one, other) => rules.mayBeOne(one, other) && !isDecided(one, other) };
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
