import * as z from 'zod/mini';
import { caseDecisions } from '../functions/shared/cases/decision.ts';
import { queryWord } from './request.ts';

/** What has become of a request in one system. `not-supported`: it cannot be done there, and why stands in `detail`. */
const systemReceipt = z.object({
  system: z.enum(['cdp', 'guiyi', 'platform']),
  state: z.enum(['done', 'accepted', 'not-supported']),
  /** RFC 3339. */
  at: z.optional(z.string()),
  detail: z.string(),
});
export type SystemReceipt = z.infer<typeof systemReceipt>;

/** A request about somebody's data that a person answers. Times are RFC 3339. */
export const privacyRequestView = z.object({
  id: z.string(),
  /** Why it needs a person: `privacy-request`, `erase-needs-decision`. */
  type: z.string(),
  connection: z.string(),
  /** Type of the event, or what stands in the way. */
  about: z.string(),
  event: z.string(),
  received: z.string(),
  /** To be answered by then. */
  due: z.string(),
  isOverdue: z.boolean(),
  /** Whose rule the deadline is. */
  rule: z.string(),
  decided: z.optional(z.object({ decision: z.enum(caseDecisions), by: z.string(), note: z.string(), at: z.string() })),
  receipts: z.optional(z.array(systemReceipt)),
});
export type PrivacyRequestView = z.infer<typeof privacyRequestView>;
export const privacyRequestList = z.object({ requests: z.array(privacyRequestView) });

export const privacyDecision = z.strictObject({
  decision: z.enum(['carry-out', 'refuse']),
  by: queryWord,
  note: queryWord,
});
export type PrivacyDecision = z.infer<typeof privacyDecision>;
