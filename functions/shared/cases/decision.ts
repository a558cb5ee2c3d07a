import * as z from 'zod/mini';
import type { Case, CaseType } from './case.ts';
import { isCaseType } from './tally.ts';

/** What a person may decide about a case. */
export const caseDecisions = [
  'join', // the two are one person
  'never-one', // they are two people, and no event may make them one
  'not-theirs', // the contact is not this customer's
  'dismiss', // nothing is to be done
  'carry-out', // of a privacy request: it is done, or is to be done now
  'refuse', // of a privacy request: it is not done, for the reason in the note
] as const;
export type CaseDecision = (typeof caseDecisions)[number];

/** How a case was decided. `note`: without personal data; `at`: Unix ms; `event`: the event that the decision was. */
export const decidedRecord = z.object({
  decision: z.enum(caseDecisions),
  by: z.string(),
  note: z.string(),
  at: z.number(),
  event: z.object({ source: z.string(), id: z.string() }),
});
export type Decided = Readonly<z.infer<typeof decidedRecord>>;

export type CaseName = Pick<Case, 'type' | 'connection' | 'key'>;

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
  by: z.string(),
  note: z.string(),
});
export type DecisionData = z.infer<typeof decisionData>;
