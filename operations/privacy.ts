import * as z from 'zod/mini';
import { word } from './request.ts';

/** Asks to forget a person. `unknown`: also where nobody knows the identity, which is then blocked all the same. */
export const eraseRequest = z.strictObject({
  identity: word,
  why: z.optional(word),
  unknown: z.optional(z.boolean()),
});
