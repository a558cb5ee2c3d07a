import * as z from 'zod/mini';
import type { Objection } from './objection.ts';
import type { Enqueued, IdentityRequest } from './privacy.ts';
import { queryWord } from './request.ts';

/** An identity whose events are not used, by its keyed hash. Times in Unix ms. */
const suppression = z.object({
  key: z.string(),
  erased: z.optional(z.number()),
  suppressed: z.optional(z.number()),
  withdrawn: z.optional(z.number()),
});
export type SuppressionView = z.infer<typeof suppression>;

export const suppressions = z.object({ suppressions: z.array(suppression) });

/** One identity, or those after a key; all without either. */
export const suppressionsRequest = z.strictObject({ identity: z.optional(queryWord), after: z.optional(queryWord) });

/** People of whom no event is used. */
export interface SuppressionOperations {
  /** In the order of the keys, 500 at most, those after a key. */
  list(after?: string): Promise<readonly SuppressionView[]>;
  /** Undefined where the identity is not blocked. @param identity `kind:value` or `kind:scope:value` */
  find(identity: string): Promise<SuppressionView | undefined | Objection>;
  /** Use no event about a person until it is lifted. */
  add(request: IdentityRequest): Promise<Enqueued | Objection>;
  lift(request: IdentityRequest): Promise<Enqueued | Objection>;
}
