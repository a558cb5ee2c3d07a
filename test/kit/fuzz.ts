import fc from 'fast-check';
import { expect } from 'vitest';

export interface Fuzzing {
  readonly numRuns: number;
  /** Another one in each run of the suite. */
  readonly seed: number;
  /** Is this no more than the slice of `npm test`? */
  readonly isSlice: boolean;
}

/**
 * How often, and from which seed, a property is tried: a slice in `npm test`, the slice times GUIYI_FUZZ_FACTOR in a long run,
 * of which `npm run soak` is one. GUIYI_FUZZ=<runs> and GUIYI_FUZZ_SEED=<seed> say it themselves; the seed is printed.
 * @param inLongRuns how many times as often a long run tries it as the others
 */
export function fuzzing(slice: number, inLongRuns = 1): Fuzzing {
  const { testPath = '' } = expect.getState();
  if (!testPath.endsWith('.property.test.ts')) throw new Error(`${testPath}: a long run has *.property.test.ts only`);
  const { GUIYI_FUZZ_FACTOR: factor = '1', GUIYI_FUZZ, GUIYI_FUZZ_SEED } = process.env;
  const runs = slice * Number(factor);
  const numRuns = Number(GUIYI_FUZZ ?? (runs > slice ? runs * inLongRuns : runs));
  const seed = Number(GUIYI_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
  if (!Number.isSafeInteger(numRuns) || numRuns < 1 || !Number.isSafeInteger(seed))
    throw new Error('GUIYI_FUZZ and GUIYI_FUZZ_FACTOR are numbers from 1, GUIYI_FUZZ_SEED is a whole number');
  return { numRuns, seed, isSlice: numRuns <= slice };
}

/** For requests that are forged: 200,000 of each source in `npm run soak`. */
export function forging(slice = 1000): Fuzzing {
  return fuzzing(slice, 2);
}

/** A change somewhere in a text or in bytes: what is at `place` (of 2^16) gives way to `unit`, or `unit` comes before it. */
export interface Edit {
  readonly how: 'replace' | 'insert' | 'delete' | 'double' | 'cut';
  readonly place: number;
  readonly unit: number;
}

const PLACES = 2 ** 16;

export const anyEdit: fc.Arbitrary<Edit> = fc.record({
  how: fc.constantFrom('replace', 'insert', 'delete', 'double', 'cut'),
  place: fc.integer({ min: 0, max: PLACES - 1 }),
  // Half of them mean something to a parser.
  unit: fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(...Buffer.from('&=%+;<>![]"{}\\/:, \u0000\n09afAFzZ')),
  ),
});

/** Reads and writes latin1, so that every unit is one byte. */
export function edited(text: string, { how, place, unit }: Edit): string {
  const at = Math.floor((place / PLACES) * text.length);
  const character = String.fromCharCode(unit);
  switch (how) {
    case 'replace':
      return text.slice(0, at) + character + text.slice(at + 1);
    case 'insert':
      return text.slice(0, at) + character + text.slice(at);
    case 'delete':
      return text.slice(0, at) + text.slice(at + 1);
    case 'double':
      return text.slice(0, at) + text.slice(Math.max(0, at - 40));
    case 'cut':
      return text.slice(0, at);
  }
}
