/** What the person at the terminal can mend; printed without a stack. */
export class CommandError extends Error {
  readonly kind = 'command';
  readonly retryable = false;
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}
