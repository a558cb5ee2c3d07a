import { userInfo } from 'node:os';
import { CommandError } from './command-error.ts';

/** Who asks, and why, as typed. */
export interface AskerOptions {
  readonly by?: string;
  readonly why?: string;
}

/** For the record. @throws CommandError without a reason */
export function askedBy({ by, why }: AskerOptions): { readonly by: string; readonly why: string } {
  if (why === undefined || why.trim() === '') {
    throw new CommandError('say why with --why "…": who has seen values in clear is recorded with the reason');
  }
  return { by: by ?? userInfo().username, why };
}
