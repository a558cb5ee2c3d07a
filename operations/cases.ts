import * as z from 'zod/mini';
import type { CaseDecision } from '../functions/shared/cases/case.ts';
import { caseDecisions } from '../functions/shared/cases/decision.ts';
import type { Objection } from './objection.ts';
import type { Enqueued } from './privacy.ts';
import { queryWord } from './request.ts';

/** How a case was decided. Times in Unix ms. */
const decidedView = z.object({
  decision: z.enum(caseDecisions),
  by: z.string(),
  note: z.string(),
  at: z.number(),
  event: z.object({ source: z.string(), id: z.string() }),
});

/** What a person should look at. Times in Unix ms; examples are masked. */
export const caseView = z.object({
  /** By which it is shown and decided. */
  id: z.string(),
  type: z.string(),
  connection: z.string(),
  key: z.string(),
  count: z.number(),
  first: z.number(),
  last: z.number(),
  examples: z.array(z.object({ example: z.string(), event: z.string() })),
  decided: z.optional(decidedView),
});
export type CaseView = z.infer<typeof caseView>;

export const cases = z.array(caseView);

/** A case with the customers whom it is about, and what may be decided. */
export const caseDetails = z.extend(caseView, {
  customers: z.array(
    z.object({
      id: z.string(),
      /** `owner`: the CDP last named them as who has it; `proved`, `typed`: they have said that it is theirs. */
      says: z.enum(['owner', 'proved', 'typed', 'event']),
    }),
  ),
  decisions: z.array(z.enum(caseDecisions)),
});
export type CaseDetails = z.infer<typeof caseDetails>;

/** A decision. `customers`: whom it is about, where the case does not say it; `note`: without personal data. */
export const decideRequest = z.strictObject({
  decision: z.enum(['join', 'never-one', 'not-theirs', 'dismiss']),
  customers: z.optional(z.array(queryWord).check(z.maxLength(2))),
  by: queryWord,
  note: queryWord,
});
export type DecideRequest = z.infer<typeof decideRequest>;

export const casesRequest = z.strictObject({ which: z.optional(z.enum(['open', 'decided'])) });
export type CasesRequest = z.infer<typeof casesRequest>;

/** Questions about people that a person answers. */
export interface CaseOperations {
  /** The newest first, 500 at most: those that are open, or those that were decided. Requests about privacy have a list of their own. */
  list(request?: CasesRequest): Promise<readonly CaseView[]>;
  get(id: string): Promise<CaseDetails | Objection>;
  /** The decision is an event: it has its place in the queue, and is carried out by delivery. */
  decide(id: string, request: DecideRequest): Promise<Enqueued | Objection>;
}

/** What may be decided. A count of many events is about nobody, and a case about an event names no contact. */
export function decisionsOf({
  isCount,
  customers,
  isOfContact,
}: {
  isCount: boolean;
  customers: number;
  isOfContact: boolean;
}): CaseDecision[] {
  if (isCount) return ['dismiss'];
  return [
    ...(customers > 1 ? (['join', 'never-one'] as const) : []),
    ...(isOfContact && customers > 0 ? (['not-theirs'] as const) : []),
    'dismiss',
  ];
}
