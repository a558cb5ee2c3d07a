import { secretPath } from '../functions/shared/ports/secret-name.ts';
import { cdpSecretProblems, secretProblems } from './check-secret.ts';
import type { SecretUse } from './secret-uses.ts';
import { liveValues } from './secret-values.ts';

/** What a stage needs, and has. */
export interface SecretState {
  /** As `guiyi secret set` takes it: a connection, or `cdp`. */
  readonly about: string;
  readonly name: string;
  readonly state: 'set' | 'missing' | 'wrong' | 'unused';
  /** Live values, where they were looked at. */
  readonly live?: number;
  readonly problems?: readonly string[];
  readonly changed?: Date;
  readonly accessed?: Date;
}

interface Stored {
  readonly path: string;
  readonly changed: Date | undefined;
  readonly accessed: Date | undefined;
}

/**
 * The secrets of the configuration and those that nothing uses any more.
 * @param texts the values that were read, by name: of the CDP always, as the stack has made one without a value
 */
export function secretStates(
  uses: readonly SecretUse[],
  stored: readonly Stored[],
  texts: ReadonlyMap<string, string>,
  now: number,
): readonly SecretState[] {
  const byPath = new Map(stored.map((one) => [one.path, one]));
  const needed = uses.filter(({ receiver, account }) => receiver ?? account);
  const first = needed.filter(({ secret }, index) => needed.findIndex((one) => one.secret === secret) === index);
  const paths = new Set(['cdp', 'privacy', ...needed.map(({ secret }) => secretPath(secret))]);
  const stateOf = (about: string, name: string, check: (value: object) => readonly string[]): SecretState => {
    const found = byPath.get(secretPath(name));
    if (!found) return { about, name, state: 'missing' };
    const text = texts.get(name);
    const live = text === undefined ? undefined : liveValues(text);
    if (live?.length === 0) return { about, name, state: 'missing', ...times(found) };
    const problems = [...new Set(live?.flatMap(check) ?? [])];
    const state = problems.length > 0 ? 'wrong' : 'set';
    return {
      about,
      name,
      state,
      ...(live && { live: live.length }),
      ...(problems.length > 0 && { problems }),
      ...times(found),
    };
  };
  return [
    stateOf('cdp', 'cdp', cdpSecretProblems),
    ...first.map(({ connection, secret }) =>
      stateOf(connection, secret, (value) =>
        needed.filter((one) => one.secret === secret).flatMap((one) => secretProblems(value, one, now)),
      ),
    ),
    ...stored
      .filter(({ path }) => !paths.has(path))
      .map((one) => ({ about: one.path, name: one.path, state: 'unused' as const, ...times(one) })),
  ];
}

function times({ changed, accessed }: Stored): Pick<SecretState, 'changed' | 'accessed'> {
  return { ...(changed && { changed }), ...(accessed && { accessed }) };
}
