import * as z from 'zod/mini';

/** Whatever receives from the event queue for delivery: the event source mapping, or the poller of one machine. */
export interface QueueReceiver {
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

/** What delivery says to a probe; `detail`: what the failure said, without values. */
const Answer = z.object({ answered: z.boolean(), detail: z.optional(z.string()) });

export interface ProbeAnswer {
  readonly answered: boolean;
  readonly detail?: string | undefined;
}

/** As it came from another function. An answer that is none counts as no answer of the CDP. */
export function probeAnswer(json: unknown): ProbeAnswer {
  const parsed = Answer.safeParse(json);
  return parsed.success ? parsed.data : { answered: false, detail: 'delivery gave no answer to the probe' };
}

/** What the breaker sends in place of a batch. */
export interface ProbeRequest {
  readonly probe: 'cdp';
}

export function isProbeRequest(event: object): event is ProbeRequest {
  return 'probe' in event && event.probe === 'cdp';
}
