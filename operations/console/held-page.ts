import * as z from 'zod/mini';
import { queryWord } from '../request.ts';

/** Asks how much is held of a person. It is a write so that no address holds the value. */
export const heldRequest = z.strictObject({ identity: queryWord });

/** How much is held of a person, and nothing of what it is. */
export const heldOf = z.object({
  customer: z.optional(z.string()),
  /** In the CDP; absent where it was not asked. */
  fields: z.optional(z.number()),
  groups: z.optional(z.number()),
  events: z.number(),
});
export type HeldOf = z.infer<typeof heldOf>;
