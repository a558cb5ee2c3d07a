import type { Case, CaseObservation, CaseType } from './case.ts';

export interface SeenExample {
  readonly example: string;
  readonly event: string;
  /** Unix ms. */
  readonly time: number;
}

/** What some observations of one case add to it. */
export interface Tally extends Pick<Case, 'type' | 'connection' | 'key' | 'count' | 'first' | 'last'> {
  readonly examples: readonly SeenExample[];
}

export const MAX_EXAMPLES = 5;

/** So many new cases of a type a connection and a day; beyond them they are counted in one case, under `EVERY`. */
export const newCasesADay: Partial<Readonly<Record<CaseType, number>>> = {
  'contact-may-have-moved': 100,
  'typed-contact-joined': 100,
  'typed-contact-withheld': 100,
  'names-differ': 100,
};

/** The key of the case that counts for a whole connection. */
export const EVERY = 'every';

/** A count of what happens with many an event: once a person has seen it, it begins anew. */
export function isCountOfMany({ type, key }: Pick<Case, 'type' | 'key'>): boolean {
  return key === EVERY || type === 'enrichment-failed';
}

/** One tally per case. */
export function tally(observations: readonly CaseObservation[]): Tally[] {
  const byCase = Map.groupBy(observations, ({ type, connection, key }) => JSON.stringify([type, connection, key]));
  return [...byCase.values()].flatMap((ofOne) => {
    const [one] = ofOne;
    if (one === undefined) return [];
    const times = ofOne.map(({ time }) => time);
    return {
      type: one.type,
      connection: one.connection,
      key: one.key,
      count: ofOne.length,
      first: Math.min(...times),
      last: Math.max(...times),
      examples: newestExamples(ofOne),
    };
  });
}

/** The newest first, at most five, no two alike. */
export function newestExamples(seen: readonly SeenExample[]): SeenExample[] {
  const newest = new Map<string, SeenExample>();
  for (const { example, event, time } of [...seen].sort((a, b) => b.time - a.time)) {
    const name = JSON.stringify([example, event]);
    if (!newest.has(name)) newest.set(name, { example, event, time });
    if (newest.size === MAX_EXAMPLES) break;
  }
  return [...newest.values()];
}

const caseTypes: Readonly<Record<CaseType, true>> = {
  'shared-value': true,
  'contact-owned-by-another': true,
  'contact-not-added': true,
  'typed-contact-joined': true,
  'typed-contact-withheld': true,
  'merge-skipped': true,
  'ids-contradict': true,
  'contact-changed': true,
  'contact-released': true,
  'contact-may-have-moved': true,
  'contact-age-unknown': true,
  'contact-joined': true,
  'names-differ': true,
  'never-one': true,
  'wrong-merge': true,
  'blocked-by-erase': true,
  'erased-identity-returns': true,
  'enrichment-failed': true,
  'erase-needs-decision': true,
  'privacy-request': true,
};

export function isCaseType(text: string | undefined): text is CaseType {
  return text !== undefined && Object.hasOwn(caseTypes, text);
}
