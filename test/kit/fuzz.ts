import fc from 'fast-check';

/** How a long run differs from the slice in the suite: `GUIYI_FUZZ=200000 npx vitest run …`, again with its `GUIYI_FUZZ_SEED`. */
export function fuzzing(slice: number): { readonly numRuns: number; readonly seed: number } {
  const numRuns = Number(process.env['GUIYI_FUZZ'] ?? slice);
  const seed = Number(process.env['GUIYI_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  if (!Number.isSafeInteger(numRuns) || numRuns < 1 || !Number.isSafeInteger(seed)) {
    throw new Error('GUIYI_FUZZ is a number of runs, GUIYI_FUZZ_SEED a whole number');
  }
  return { numRuns, seed };
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
