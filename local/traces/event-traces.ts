import type { Delivery } from '../../functions/compose.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';

/** Where it is told what became of events. */
export interface EventTraces {
  /** An event has ended, or waits. @param at Unix ms */
  event(event: Envelope, delivery: Delivery, at: number): void;
  /** Sends what is left. */
  close(): Promise<void>;
}
