import * as z from 'zod/mini';
import { eventRow, shownState } from './event-row.ts';

/** What happened one after another; tries in a row that ended alike are one step. Times are RFC 3339. */
const eventStep = z.object({
  state: shownState,
  reason: z.optional(z.string()),
  first: z.string(),
  last: z.string(),
  tries: z.number(),
});

export const shownIdentity = z.object({
  kind: z.string(),
  scope: z.string(),
  /** Masked. */
  value: z.string(),
  grade: z.string(),
  /** Where it stood in the payload; or what the platform was asked. */
  field: z.string(),
  /** Why it was not linked. */
  because: z.optional(z.string()),
});
export type ShownIdentity = z.infer<typeof shownIdentity>;

export const shownCall = z.object({
  call: z.string(),
  request: z.unknown(),
  answer: z.unknown(),
  explanation: z.optional(z.record(z.string(), z.string())),
});
export type ShownCall = z.infer<typeof shownCall>;

/** One event with its path. Every personal value is masked. */
export const eventDetails = z.object({
  row: eventRow,
  subject: z.optional(z.string()),
  detail: z.optional(z.string()),
  via: z.optional(z.string()),
  /** When it happened, as the platform says. */
  time: z.optional(z.string()),
  payload: z.unknown(),
  /** What came is sealed: a reveal alone opens it. */
  isSealed: z.optional(z.literal(true)),
  steps: z.array(eventStep),
  identities: z.array(shownIdentity),
  withheld: z.array(shownIdentity),
  discarded: z.array(
    z.object({
      kind: z.string(),
      field: z.string(),
      reason: z.string(),
      masked: z.string(),
      hint: z.optional(z.string()),
    }),
  ),
  asked: z.array(
    z.object({ api: z.string(), outcome: z.string(), found: z.array(z.string()), detail: z.optional(z.string()) }),
  ),
  calls: z.array(shownCall),
  cases: z.array(z.object({ type: z.string(), key: z.string(), example: z.string() })),
  /** Other events of the same id, of other sources. */
  others: z.array(z.string()),
});
export type EventDetails = z.infer<typeof eventDetails>;
