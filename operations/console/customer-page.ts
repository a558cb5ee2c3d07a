import * as z from 'zod/mini';
import { eventRow } from './event-row.ts';

/** An event that gave an identity. Times are RFC 3339. */
const proof = z.object({
  event: z.string(),
  source: z.string(),
  connection: z.string(),
  type: z.string(),
  at: z.string(),
  grade: z.string(),
  field: z.string(),
});

export const heldIdentity = z.object({
  /** Names the identity within this page. */
  key: z.string(),
  kind: z.string(),
  scope: z.string(),
  /** Masked. */
  value: z.string(),
  /** Whether the CDP has it at this customer; absent where it was not asked. */
  inCdp: z.optional(z.boolean()),
  /** The newest first. */
  proofs: z.array(proof),
});
export type HeldIdentity = z.infer<typeof heldIdentity>;

export const shownMerge = z.object({
  sequence: z.optional(z.number()),
  loser: z.string(),
  survivor: z.string(),
  mergedAt: z.string(),
  undone: z.boolean(),
  /** The event that proved them to be one. */
  event: z.optional(z.object({ id: z.string(), source: z.string(), type: z.string(), connection: z.string() })),
  /** What it gave of both: keys of identities. */
  together: z.array(z.string()),
});
export type ShownMerge = z.infer<typeof shownMerge>;

export const profileField = z.object({
  name: z.string(),
  /** Masked: as the CDP shows it, and as we wrote it last. Absent: it does not show it, or we wrote none. */
  cdp: z.optional(z.string()),
  written: z.optional(z.string()),
  differs: z.boolean(),
});
export type ShownField = z.infer<typeof profileField>;

/** One customer: what is known of them, whence, and why they are one person. No personal value is in clear. */
export const customerDetails = z.object({
  id: z.string(),
  /** Into whom this id was merged. */
  survivor: z.optional(z.string()),
  /** Absent where the CDP was not asked. */
  isInCdp: z.optional(z.boolean()),
  identities: z.array(heldIdentity),
  profile: z.array(profileField),
  groups: z.array(z.string()),
  merges: z.array(shownMerge),
  /** The newest first, at most a hundred. */
  events: z.array(eventRow),
  cases: z.array(z.object({ type: z.string(), connection: z.string(), key: z.string(), example: z.string() })),
});
export type CustomerDetails = z.infer<typeof customerDetails>;

export const customerRow = z.object({
  id: z.string(),
  createdAt: z.string(),
  /** Kinds of identities with how many of each. */
  identities: z.array(z.object({ type: z.string(), count: z.number() })),
  groups: z.array(z.string()),
  mergedIds: z.number(),
});
export const customerRows = z.object({ customers: z.array(customerRow), next: z.nullable(z.string()) });
export type CustomerRows = z.infer<typeof customerRows>;
