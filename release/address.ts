import * as z from 'zod/mini';

const manifest = z.object({ repository: z.optional(z.unknown()), bugs: z.optional(z.unknown()) });

/**
 * The members of package.json without which nobody finds the source of a release, or a place to tell of its faults.
 * They are not written before there is such a place: an address that leads nowhere, or to somebody else, is worse than none.
 */
export function missingAddresses(text: string): readonly string[] {
  const { repository, bugs } = manifest.parse(JSON.parse(text));
  return Object.entries({ repository, bugs }).flatMap(([name, value]) => (value === undefined ? [name] : []));
}
