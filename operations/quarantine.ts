import * as z from 'zod/mini';
import type { Objection } from './objection.ts';
import type { PlanProgress } from './plans.ts';
import type { Asker } from './reveals.ts';
import { planRequestShape, planShape } from './plan-shape.ts';
import { time, queryWord } from './request.ts';

/** Which quarantined requests are meant; every member narrows the choice, and `{}` means all. */
export const quarantineSelection = z.strictObject({
  ids: z.optional(z.array(queryWord).check(z.minLength(1), z.maxLength(1000))),
  connection: z.optional(queryWord),
  reason: z.optional(queryWord),
  /** Received then or later, and before. */
  since: z.optional(time),
  until: z.optional(time),
});
export type QuarantineSelection = z.infer<typeof quarantineSelection>;

/** A request that was proved and not understood, without its content. Times are RFC 3339. */
export const quarantinedView = z.object({
  id: z.string(),
  connection: z.string(),
  reason: z.string(),
  detail: z.string(),
  received: z.string(),
  bytes: z.number(),
});
export type QuarantinedView = z.infer<typeof quarantinedView>;

/** A request as the front door keeps it. */
export const keptRequest = z.object({
  connection: z.string(),
  receivedTime: z.string(),
  reason: z.string(),
  detail: z.string(),
  method: z.string(),
  headers: z.record(z.string(), z.string()),
  rawQuery: z.string(),
  /** Base64. */
  body: z.string(),
});
export type KeptRequest = z.infer<typeof keptRequest>;

/** Its content, for whoever may see it. */
export const wholeQuarantined = z.extend(quarantinedView, {
  headers: z.record(z.string(), z.string()),
  query: z.string(),
  /** As text where it is text, else Base64. */
  body: z.string(),
  /** What the platform has signed or encrypted, opened with the present secret; absent where it does not open it. */
  opened: z.optional(z.string()),
  /** Which of the two are Base64, because they are no text. */
  base64: z.optional(z.array(z.enum(['body', 'opened']))),
});

export type WholeQuarantined = z.infer<typeof wholeQuarantined>;

export const quarantineList = z.object({ requests: z.array(quarantinedView) });

/** Genuine requests that Guiyi could not read, kept whole. */
export interface QuarantineOperations {
  groups(selection: QuarantineSelection): Promise<QuarantineGroups>;
  /** The oldest first. */
  list(selection: QuarantineSelection): Promise<readonly QuarantinedView[]>;
  get(id: string): Promise<QuarantinedView | Objection>;
  /** With its content, in clear. */
  open(id: string, asker: Asker): Promise<WholeQuarantined | Objection>;
  plan(request: QuarantinePlanRequest): Promise<QuarantinePlan | Objection>;
  progress(plan: string): Promise<PlanProgress | Objection>;
  run(plan: string, max: number): Promise<PlanProgress | Objection>;
}

export const quarantineGroup = z.object({
  connection: z.string(),
  reason: z.string(),
  count: z.number(),
  first: z.string(),
  last: z.string(),
  /** The id of the newest. */
  example: z.string(),
});
export type QuarantineGroup = z.infer<typeof quarantineGroup>;
export const quarantineGroups = z.object({ total: z.number(), groups: z.array(quarantineGroup) });
export type QuarantineGroups = z.infer<typeof quarantineGroups>;

export const quarantineAction = z.enum(['replay', 'discard']);
export const quarantinePlanRequest = z.strictObject(planRequestShape(quarantineAction, quarantineSelection));
export type QuarantinePlanRequest = z.infer<typeof quarantinePlanRequest>;
export const quarantinePlan = z.object(planShape(quarantineAction, quarantineGroup));
export type QuarantinePlan = z.infer<typeof quarantinePlan>;

/** By connection and reason, the most first. */
export function groupQuarantined(all: readonly QuarantinedView[]): QuarantineGroup[] {
  const groups = new Map<string, QuarantineGroup>();
  for (const { connection, reason, received, id } of all) {
    const key = `${connection} ${reason}`;
    const known = groups.get(key);
    groups.set(key, {
      connection,
      reason,
      count: (known?.count ?? 0) + 1,
      first: known && known.first < received ? known.first : received,
      last: known && known.last > received ? known.last : received,
      example: known && known.last > received ? known.example : id,
    });
  }
  return [...groups.values()].toSorted((one, other) => other.count - one.count);
}

export function selectsQuarantined(selection: QuarantineSelection, one: QuarantinedView): boolean {
  const { ids, connection, reason, since, until } = selection;
  return (
    (ids === undefined || ids.includes(one.id)) &&
    (connection === undefined || connection === one.connection) &&
    (reason === undefined || reason === one.reason) &&
    (since === undefined || Date.parse(one.received) >= Date.parse(since)) &&
    (until === undefined || Date.parse(one.received) < Date.parse(until))
  );
}
