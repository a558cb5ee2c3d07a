/** Whatever receives from the event queue for delivery: the event source mapping, or the poller of one machine. */
export interface Receiver {
  read(): Promise<ReceiverState>;
  /** Asks for a change, which may take a moment. `busy`: another change is under way, ask again later. */
  change(wanted: { readonly enabled: boolean; readonly concurrency: number }): Promise<'asked' | 'busy'>;
}

export interface ReceiverState {
  readonly enabled: boolean;
  /** A change is under way. */
  readonly changing: boolean;
  readonly concurrency: number;
}

/** What delivery says to a probe. */
export interface ProbeAnswer {
  readonly answered: boolean;
  /** What the failure said, without values. */
  readonly detail?: string;
}
