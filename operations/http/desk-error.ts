/** What a desk answers that neither does what was asked nor says why not in the words of the operations. */
export class DeskError extends Error {
  readonly kind: 'unreachable' | 'unauthorised' | 'declined' | 'failed';
  readonly retryable: boolean;
  constructor(kind: DeskError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DeskError';
    this.kind = kind;
    this.retryable = kind === 'unreachable';
  }
}
