/** Counts over some histories; sums of them are scores again. */
export interface Score {
  readonly histories: number;
  readonly events: number;
  /** People who have a customer where everything is known: one each. */
  readonly people: number;
  readonly customers: number;
  /** Customers that proofs alone connect: what a product makes that uses every proof and nothing else. Guests aside. */
  readonly provable: number;
  /** Customers, with each person of one who is several counted: what a join hides stands here. */
  readonly parts: number;
  /** Customers that are two people or more, and the pairs of people in them. */
  readonly joined: number;
  readonly joinedPairs: number;
  /** Of the pairs: those of whom no event tells whether they are one person, and of those the ones with a case. */
  readonly joinedAmbiguousPairs: number;
  readonly joinedAmbiguousWithCase: number;
  /** Histories that have a pair in doubt, and histories that have another: strangers. */
  readonly joinedAmbiguousHistories: number;
  readonly joinedHistories: number;
  /** Proved contacts that stand with a customer none of whose people ever owned them. */
  readonly misplacedContacts: number;
  /** People who are several customers although their own proofs connect them, and of those the ones within the window. */
  readonly split: number;
  readonly splitWithinWindow: number;
  /** Events on a customer that is mainly somebody else. */
  readonly wrongEvents: number;
  /** Events that should have a customer and were given none. */
  readonly silenced: number;
  /** Events whose customer is gone although nobody asked to be forgotten. */
  readonly lost: number;
  readonly fields: number;
  readonly fieldsLost: number;
  readonly fieldsOfOthers: number;
  readonly forgotten: number;
  readonly foundAgain: number;
  readonly ambiguities: number;
  readonly ambiguitiesWithCase: number;
  readonly deadLetters: number;
  readonly cases: Readonly<Record<string, number>>;
}

export const noScore: Score = {
  histories: 0,
  events: 0,
  people: 0,
  customers: 0,
  provable: 0,
  parts: 0,
  joined: 0,
  joinedPairs: 0,
  joinedAmbiguousPairs: 0,
  joinedAmbiguousWithCase: 0,
  joinedAmbiguousHistories: 0,
  joinedHistories: 0,
  misplacedContacts: 0,
  split: 0,
  splitWithinWindow: 0,
  wrongEvents: 0,
  silenced: 0,
  lost: 0,
  fields: 0,
  fieldsLost: 0,
  fieldsOfOthers: 0,
  forgotten: 0,
  foundAgain: 0,
  ambiguities: 0,
  ambiguitiesWithCase: 0,
  deadLetters: 0,
  cases: {},
};

export function sumScores(scores: readonly Score[]): Score {
  return scores.reduce(plus, noScore);
}

function plus({ cases, ...one }: Score, { cases: otherCases, ...other }: Score): Score {
  return { ...addUp(one, other), cases: addUp(cases, otherCases) };
}

function addUp<Counts extends Readonly<Record<string, number>>>(one: Counts, other: Counts): Counts {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)])) as Counts;
}
