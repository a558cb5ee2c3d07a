import { errorName } from '../../functions/shared/ports/port-error.ts';

/** Of the system and of SQLite. */
const OF_THE_DISK =
  /^(?:SQLite says (?:database or disk is full|disk I\/O error|attempt to write a readonly database)|ENOSPC|EDQUOT|EROFS|EIO)$/;

/** Why nothing can be kept; undefined for every other error. */
export function diskProblem(error: unknown): string | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    const name = errorName(one);
    if (OF_THE_DISK.test(name)) return name.replace('SQLite says ', '');
  }
  return undefined;
}
