import * as z from 'zod/mini';
import { eventView } from './event-view.ts';

/** The request that has brought an event, as it came, without what could prove another one. */
export const broughtRequest = z.object({
  method: z.string(),
  headers: z.record(z.string(), z.string()),
  query: z.string(),
  /** As text where it is text, else Base64. */
  body: z.string(),
  /** What the platform has signed or encrypted, opened with the present secret; absent where it does not open it. */
  opened: z.optional(z.string()),
  /** Which of the two are Base64, because they are no text. */
  base64: z.optional(z.array(z.enum(['body', 'opened']))),
});

/** One event in clear. `request` is absent where it is not kept, or the event came by a queue. */
export const revealedEvent = z.object({ event: eventView, request: z.optional(broughtRequest) });
export type RevealedEvent = z.infer<typeof revealedEvent>;
