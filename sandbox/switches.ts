import * as z from 'zod/mini';
import { must } from './protocol/fields.ts';

/** Readings of the documents that a tenant may not share. */
export interface Switches {
  /** Q10: a `gender` or `emailVerified` of 0 in createCustomerByIdentity is written like any value; strict: on. */
  readonly zeroOverwrites: boolean;
}

export const strictSwitches: Switches = { zeroOverwrites: true };

/** Body of `POST /sandbox/switches`: what is left out stays as it is. */
export const switchOrder = z.object({ zeroOverwrites: z.optional(z.boolean(must('true or false'))) });
