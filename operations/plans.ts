import * as z from 'zod/mini';
import { deadLetterGroup, deadLetterSelection } from './dead-letters.ts';
import { planRequestShape, planShape } from './plan-shape.ts';

/** What a plan can be made for. */
export const deadLetterAction = z.enum(['redrive', 'discard']);

/** Asks for a plan: exactly these letters, however many come later. Who discards says why. */
export const planRequest = z.strictObject(planRequestShape(deadLetterAction, deadLetterSelection));
export type PlanRequest = z.infer<typeof planRequest>;

/** What will be done, before anything is. */
export const deadLetterPlan = z.object({
  ...planShape(deadLetterAction, deadLetterGroup),
  /** Privacy requests that fit the selection and were not named. */
  privacyLeftOut: z.number(),
});
export type DeadLetterPlan = z.infer<typeof deadLetterPlan>;

/** `max`: no more than so many in this turn; the next turn goes on. */
export const runRequest = z.strictObject({ max: z.optional(z.int().check(z.minimum(1))) });

/** How far a plan has come. */
export const planProgress = z.object({
  plan: z.string(),
  action: z.string(),
  planned: z.number(),
  done: z.number(),
  /** No longer there, or in somebody's hands: nothing was done about them. */
  gone: z.number(),
  remaining: z.number(),
});
export type PlanProgress = z.infer<typeof planProgress>;
