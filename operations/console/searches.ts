import { randomBytes } from 'node:crypto';

/** What was searched for, by a name that an address may hold. They end with the process. */
export interface Searches {
  keep(about: string): string;
  find(name: string): string | undefined;
}

const KEPT = 1_000;

export function openSearches(): Searches {
  const byName = new Map<string, string>();
  const byAbout = new Map<string, string>();
  return {
    keep(about) {
      const known = byAbout.get(about);
      if (known !== undefined) return known;
      const name = randomBytes(6).toString('base64url');
      byName.set(name, about);
      byAbout.set(about, name);
      const [oldest] = byName;
      if (byName.size > KEPT && oldest) {
        byName.delete(oldest[0]);
        byAbout.delete(oldest[1]);
      }
      return name;
    },
    find: (name) => byName.get(name),
  };
}
