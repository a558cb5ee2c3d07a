import * as z from 'zod/mini';
import type { Objection } from './objection.ts';
import { queryWord } from './request.ts';

const few = z.array(queryWord).check(z.maxLength(100));

/** Asks how a customer who is two people is separated. */
export const undoPlanRequest = z.strictObject({
  /** Their id in the CDP, or one that has become part of it; or the id of a case about them. */
  about: queryWord,
  /** Whom to separate, by the id that they had, where several have become part of the customer. */
  from: z.optional(queryWord),
  /** Identities that are the other person's, and those that are not, by the keys that a plan shows. */
  move: z.optional(few),
  keep: z.optional(few),
  /** Divides the identities one by one although the sandbox could take its merge back as a whole. */
  stepByStep: z.optional(z.boolean()),
});
export type UndoPlanRequest = z.infer<typeof undoPlanRequest>;

/** Why an identity stays or leaves. */
const dividedBecause = z.enum([
  'chosen', // whoever asked says so
  'merge-ledger', // the sandbox has written down whose it was
  'own-event', // the first event that gave it led to that customer
  'beside', // an event gave it beside an identity that is already divided
  'unknown', // nothing says whose it is: it stays
]);

export const dividedIdentity = z.object({
  /** By which it is chosen. */
  key: z.string(),
  kind: z.string(),
  /** Masked. */
  value: z.string(),
  because: dividedBecause,
  /** Events that are kept and give it, and when the first was received. */
  events: z.number(),
  first: z.optional(z.string()),
});
export type DividedIdentity = z.infer<typeof dividedIdentity>;

const side = z.object({
  /** Absent where the CDP makes a new id. */
  customer: z.optional(z.string()),
  identities: z.array(dividedIdentity),
  /** By name. */
  groups: z.array(z.string()),
  /** Names of profile fields that an event of theirs has written last. */
  fields: z.array(z.string()),
});

export const undoStep = z.object({
  step: z.number(),
  what: z.enum([
    'decide', // the decision goes to delivery: the two never become one again
    'undo-merge', // the sandbox takes its merge back
    'release', // the identities leave the customer: by hand at a tenant
    'create', // the other person becomes a customer
    'join-groups',
    'leave-groups',
  ]),
  /** By a person, in the tenant: no call does it. The next step looks whether it was done. */
  byHand: z.boolean(),
  /** The call that is made, `POST /openapi/…`; values in it are masked. */
  call: z.optional(z.string()),
  request: z.optional(z.record(z.string(), z.unknown())),
  state: z.enum(['open', 'done']),
});
export type UndoStep = z.infer<typeof undoStep>;

/** What no step does, because the CDP has no call for it. */
export const undoLimit = z.enum([
  'merge-stands', // the sandbox takes no merge back that something since contradicts
  'no-unlink', // no call takes an identity from a customer
  'new-id', // the other person gets a new id
  'fields-stay', // what the other's events have written stays with the customer until something else is written
  'name-not-shown', // the CDP shows nobody a name
  'history-stays', // what the CDP keeps beside, as tags, behaviour and smart groups
]);

export const undoPlan = z.object({
  /** Of exactly this division: another one has another name. */
  plan: z.string(),
  customer: z.string(),
  /** The case that it decides. */
  case: z.optional(z.string()),
  stays: side,
  leaves: side,
  /** None where nothing says which identities are the other person's: they are to be chosen. */
  steps: z.array(undoStep),
  limits: z.array(undoLimit),
});
export type UndoPlan = z.infer<typeof undoPlan>;

/** `note`: without personal data. */
export const undoStepRequest = z.strictObject({ by: queryWord, note: queryWord });
export type UndoStepRequest = z.infer<typeof undoStepRequest>;

/**
 * Separates a customer who is two people. A plan lives for an hour in the process that has made it, because it holds identities in
 * clear, and is carried out there step by step.
 */
export interface UndoOperations {
  plan(request: UndoPlanRequest): Promise<UndoPlan | Objection>;
  /** Carries out the next open step, and says how far the plan has come. */
  next(plan: string, request: UndoStepRequest): Promise<UndoPlan | Objection>;
}
