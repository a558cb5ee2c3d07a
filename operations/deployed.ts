/** What the parameter of a stage holds: where everything is that an operator's tools look at. No secret, and nothing of a person. */
export interface Deployed {
  /** Of this form; a tool that does not know it says so. */
  readonly version: 1;
  readonly stage: string;
  readonly stack: string;
  readonly region: string;
  /** SHA-256 of the configuration, as the functions have it. */
  readonly config: string;
  /** `https://…`; a connection's webhook address is this and `/webhooks/<connection>`. */
  readonly address: string;
  /** From which the CDP and platforms are called, where it does not change. */
  readonly egressAddress?: string | undefined;
  /** Addresses of the queues. */
  readonly queues: {
    readonly events: string;
    readonly eventDeadLetters: string;
    readonly inlet: string;
    readonly inletDeadLetters: string;
  };
  readonly ledgerTable: string;
  readonly journalTable: string;
  readonly archiveBucket: string;
  /** Names of functions, and ids of what feeds them. */
  readonly functions: {
    readonly webhook: string;
    readonly inlet: string;
    readonly deliver: string;
    readonly breaker: string;
  };
  readonly mappings: { readonly inlet: string; readonly deliver: string };
  readonly alarmTopic: string;
  readonly secretPrefix: string;
}
