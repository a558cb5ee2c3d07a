import * as z from 'zod/mini';
import type { Case, CaseDecision, CaseType } from './case.ts';
import { isCaseType } from './tally.ts';

export const caseDecisions = [
  'join',
  'never-one',
  'not-theirs',
  'separate',
  'dismiss',
  'carry-out',
  'refuse',
] as const satisfies readonly CaseDecision[];

/** How a case was decided. `note`: without personal data; `at`: Unix ms; `event`: the event that the decision was. */
export const decidedRecord = z.object({
  decision: z.enum(caseDecisions),
  by: z.string(),
  note: z.string(),
  at: z.number(),
  event: z.object({ source: z.string(), id: z.string() }),
});

/** Questions that have a deadline by law, and are not about who is whom. */
const ofPrivacy: ReadonlySet<CaseType> = new Set(['privacy-request', 'erase-needs-decision']);

export function isPrivacyCase({ type }: Pick<Case, 'type'>): boolean {
  return ofPrivacy.has(type);
}

/** A decision as an operator's tools send it: an event of its own, in the event queue, which nobody else writes to. */
export const DECISION_TYPE = 'case.decided';

export function decisionSource(connection: string): string {
  return `/guiyi/${connection}`;
}

export const decisionData = z.object({
  case: z.object({
    type: z.string().check(z.refine((text) => isCaseType(text))),
    connection: z.string(),
    key: z.string(),
  }),
  decision: z.enum(caseDecisions),
  /** Ids of customers whom it is about. */
  customers: z.array(z.string()),
  /** Of a separation: keys of the identities that are the other person's, with whether each is a contact. */
  identities: z.optional(z.array(z.object({ key: z.string(), isContact: z.boolean() }))),
  by: z.string(),
  note: z.string(),
});
export type DecisionData = z.infer<typeof decisionData>;
