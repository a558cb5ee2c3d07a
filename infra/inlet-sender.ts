/** Who may put messages into the inlet queue. */
export interface InletSender {
  readonly kind: 'account' | 'service';
  /** An account id, or a service such as `events.amazonaws.com`. */
  readonly name: string;
}

/** Undefined for what is neither. */
export function toSender(name: string): InletSender | undefined {
  if (/^\d{12}$/.test(name)) return { kind: 'account', name };
  if (/^[a-z0-9-]+\.amazonaws\.com$/.test(name)) return { kind: 'service', name };
  return undefined;
}
