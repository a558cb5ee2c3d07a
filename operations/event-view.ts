import * as z from 'zod/mini';
import { deadLetterPast } from './dead-letters.ts';
import type { Envelope } from '../functions/shared/envelope/envelope.ts';

const identity = z.object({
  kind: z.string(),
  scope: z.string(),
  value: z.string(),
  evidence: z.object({ grade: z.string(), field: z.string() }),
});
const withheld = z.extend(identity, {
  because: z.enum([
    'owned-by-another',
    'typed-by-another',
    'customer-has-another',
    'released',
    'may-have-moved',
    'unknown-age',
    'never-one',
  ]),
});
const refusal = z.object({
  kind: z.string(),
  field: z.string(),
  reason: z.string(),
  masked: z.string(),
  hint: z.optional(z.string()),
});
const asked = z.object({
  api: z.string(),
  outcome: z.enum(['found', 'nothing', 'failed']),
  found: z.array(z.string()),
  detail: z.optional(z.string()),
});
/** An event as the desk's API shows it. */
export const eventView = z.object({
  id: z.string(),
  /** By which it is found at once, where its id alone does not. */
  place: z.optional(z.string()),
  /** RFC 3339: put into the queue; tried first and last; first to be tried again; ended. */
  times: z.optional(
    z.object({
      queued: z.optional(z.string()),
      firstTried: z.optional(z.string()),
      waited: z.optional(z.string()),
      tried: z.optional(z.string()),
      ended: z.optional(z.string()),
      /** How often it was received. */
      receives: z.optional(z.number()),
    }),
  ),
  source: z.optional(z.string()),
  connection: z.optional(z.string()),
  type: z.string(),
  subject: z.optional(z.string()),
  receivedTime: z.optional(z.string()),
  via: z.optional(z.string()),
  forgotten: z.optional(z.literal(true)),
  /** `mended` names the fields of `data` whose texts were mended. */
  event: z.optional(z.object({ time: z.optional(z.string()), data: z.unknown(), mended: z.optional(z.string()) })),
  state: z.string(),
  reason: z.optional(z.string()),
  detail: z.optional(z.string()),
  /** What operators did about it as a dead letter, the oldest first; of one event that is asked for. */
  past: z.optional(z.array(deadLetterPast)),
  report: z.optional(
    z.object({
      identities: z.array(identity),
      withheld: z.array(withheld),
      refusals: z.optional(z.array(refusal)),
      asked: z.optional(z.array(asked)),
      calls: z.array(
        z.object({
          call: z.string(),
          request: z.unknown(),
          answer: z.unknown(),
          explanation: z.optional(z.record(z.string(), z.string())),
        }),
      ),
      customers: z.array(z.string()),
    }),
  ),
});
export type EventView = z.infer<typeof eventView>;
export type IdentityView = z.infer<typeof identity>;

/** What names one event: its id is unique within its source. */
export type EventName = Pick<Envelope, 'source' | 'id'>;
