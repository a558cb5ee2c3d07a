import * as z from 'zod/mini';
import type { Objection } from './objection.ts';
import { queryWord } from './request.ts';

/** Something about a person. `identity`: `kind:value` or `kind:scope:value`. */
export const identityRequest = z.strictObject({ identity: queryWord, why: z.optional(queryWord) });
export type IdentityRequest = z.infer<typeof identityRequest>;

/** Of whom everything that is held is asked for. */
export const exportRequest = z.strictObject({ identity: queryWord });

/** Asks to forget a person. `unknown`: also where nobody knows the identity, which is then blocked all the same. */
export const eraseRequest = z.strictObject({
  identity: queryWord,
  why: z.optional(queryWord),
  unknown: z.optional(z.boolean()),
});
export type EraseRequest = z.infer<typeof eraseRequest>;

/** The event that a request has become: it has its place in the queue, and its end is found by these two names. */
export const enqueued = z.object({ event: z.string(), source: z.string() });
export type Enqueued = z.infer<typeof enqueued>;

/** Which erase a receipt is asked of. */
export const receiptRequest = z.strictObject({ event: queryWord, source: queryWord });

/** What is held of a person. */
export const subjectExport = z.looseObject({
  subject: z.object({ kind: z.string(), scope: z.string(), value: z.string() }),
  customer: z.nullable(z.looseObject({ id: z.string() })),
  events: z.array(z.looseObject({ id: z.string() })),
});
export type SubjectExportView = z.infer<typeof subjectExport>;

/** What people may ask about themselves. */
export interface PrivacyOperations {
  /** Everything that is held of a person, in clear. */
  export(identity: string): Promise<SubjectExportView | Objection>;
  erase(request: EraseRequest): Promise<Enqueued | Objection>;
  /** Of an erase that was carried out. */
  receipt(event: Enqueued): Promise<Readonly<Record<string, unknown>> | undefined>;
}
