import type { Localized } from '../functions/shared/text/localized.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/** What the person at the terminal can mend; printed without a stack. */
export class CommandError extends Error {
  readonly kind = 'command';
  readonly retryable = false;
  readonly exitCode: ExitCode;
  /** The message, for the person at the terminal. */
  readonly text: Localized;
  /** @param exitCode of the command; by default what was typed is wrong */
  constructor(text: Localized, exitCode: ExitCode = exitCodes.usage) {
    super(text.en);
    this.name = 'CommandError';
    this.text = text;
    this.exitCode = exitCode;
  }
}
