import { type ExitCode, exitCodes } from './exit-codes.ts';

/** What the person at the terminal can mend; printed without a stack. */
export class CommandError extends Error {
  readonly kind = 'command';
  readonly retryable = false;
  readonly exitCode: ExitCode;
  /** @param exitCode of the command; by default what was typed is wrong */
  constructor(message: string, exitCode: ExitCode = exitCodes.usage) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}
