import * as z from 'zod/mini';
import { queryWord } from './request.ts';

/** Asks for a plan: exactly what is chosen, however much comes later. Who discards says why. */
export function planRequestShape<Action extends z.ZodMiniType, Selection extends z.ZodMiniType>(
  action: Action,
  select: Selection,
) {
  return { action, select, by: z.optional(queryWord), why: z.optional(queryWord) };
}

/** What will be done, before anything is. */
export function planShape<Action extends z.ZodMiniType, Group extends z.ZodMiniType>(action: Action, group: Group) {
  return { plan: z.string(), action, count: z.number(), groups: z.array(group), created: z.string() };
}
