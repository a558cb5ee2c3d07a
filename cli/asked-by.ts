import { userInfo } from 'node:os';
import { CommandError } from './command-error.ts';

/** Who asks, and why, as typed. */
export interface AskerOptions {
  readonly by?: string;
  readonly why?: string;
}

/** For the record. @param recorded what stands there with the reason @throws CommandError without one */
export function askedBy(
  { by, why }: AskerOptions,
  recorded = 'who has seen values in clear',
): { readonly by: string; readonly why: string } {
  if (why === undefined || why.trim() === '') {
    throw new CommandError(`say why with --why "…": ${recorded} is recorded with the reason`);
  }
  return { by: by ?? userInfo().username, why };
}
