import * as z from 'zod/mini';
import measured from './counts.json' with { type: 'json' };

/** What one event of a sort uses, counted as AWS counts it. */
export const Uses = z.strictObject({
  /** Calls to the CDP. */
  cdpCalls: z.number(),
  cdpBytes: z.number(),
  /** DynamoDB units, with those of indexes: of what delivery remembers, and of the journal. */
  ledgerReads: z.number(),
  ledgerWrites: z.number(),
  journalReads: z.number(),
  journalWrites: z.number(),
  webhookRequests: z.number(),
  inletMessages: z.number(),
  logBytes: z.number(),
});
export type Uses = z.infer<typeof Uses>;

export const sorts = [
  'newOrder',
  'knownOrder',
  'profileUpdate',
  'follow',
  'unfollow',
  'click',
  'clickWithLook',
  'logIn',
] as const;
export type Sort = (typeof sorts)[number];

export const Counts = z.strictObject({
  /** The day of the measurement. */
  measured: z.string(),
  events: z.strictObject(Object.fromEntries(sorts.map((sort) => [sort, Uses])) as Record<Sort, typeof Uses>),
});
export type Counts = z.infer<typeof Counts>;

/** Counted by a run of the bundles between emulators: test/cost/counts.test.ts, which also holds this file to what it counts. */
export const counts: Counts = Counts.parse(measured);
