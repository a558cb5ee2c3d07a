import * as z from 'zod/mini';
import { asker, queryWord } from './request.ts';

/** Asks for values in clear: of what `why` is asked about, or of an event, a dead letter or a quarantined request by its id. */
export const revealRequest = z.strictObject({
  about: z.optional(queryWord),
  source: z.optional(queryWord),
  event: z.optional(queryWord),
  letter: z.optional(queryWord),
  quarantined: z.optional(queryWord),
  ...asker,
});

/** Of the journal's table: where the record of reveals stands. */
export const REVEALS_PARTITION = 'reveals';

/** Who has seen what in clear, and why. */
export const reveal = z.object({
  at: z.string(),
  by: z.string(),
  why: z.string(),
  /** What it was: `event`, `identity`, `dead letter` … */
  what: z.string(),
  /** Masked, where it names a person. */
  about: z.string(),
});

export type RevealView = z.infer<typeof reveal>;

/** Who wants to see values in clear, and for what reason. */
export interface Asker {
  readonly by: string;
  readonly why: string;
}

/** The record of who has seen what in clear. */
export interface RevealOperations {
  /** The newest first, 500 at most. */
  list(): Promise<readonly RevealView[]>;
}

/** The newest first. */
export const reveals = z.object({ reveals: z.array(reveal) });
