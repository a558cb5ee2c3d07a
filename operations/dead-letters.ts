import * as z from 'zod/mini';
import { time, queryWord } from './request.ts';

/** Which of the two queues a letter would go back to. */
export const deadLetterQueue = z.enum(['events', 'inlet']);

/**
 * Which dead letters are meant. Every member narrows the choice; `{}` means all. Privacy requests belong to it only where they are
 * named: by id, by their group, or by `privacy`.
 */
export const deadLetterSelection = z.strictObject({
  ids: z.optional(z.array(queryWord).check(z.minLength(1), z.maxLength(1000))),
  groups: z.optional(z.array(queryWord).check(z.minLength(1), z.maxLength(100))),
  queue: z.optional(deadLetterQueue),
  reason: z.optional(queryWord),
  connection: z.optional(queryWord),
  type: z.optional(queryWord),
  /** First seen at or after, and before. */
  since: z.optional(time),
  until: z.optional(time),
  /** Privacy requests too. */
  privacy: z.optional(z.boolean()),
});
export type DeadLetterSelection = z.infer<typeof deadLetterSelection>;

/** One dead letter, without what came. Times are RFC 3339. */
export const deadLetterView = z.object({
  id: z.string(),
  queue: deadLetterQueue,
  /** Its cause: letters of one reason, connection and type share it. */
  group: z.string(),
  reason: z.string(),
  detail: z.optional(z.string()),
  /** Of the events in it; absent where the letter cannot be read so far. */
  connection: z.optional(z.string()),
  type: z.optional(z.string()),
  events: z.array(z.object({ source: z.string(), id: z.string() })),
  /** It asks to forget, to block or to free somebody, or for what a privacy officer must decide. */
  isPrivacyRequest: z.boolean(),
  /** When it first became a dead letter; a redrive changes nothing about it. */
  firstSeen: z.string(),
  /** When it became one this time. */
  since: z.string(),
  redrives: z.number(),
  exportedAt: z.optional(z.string()),
});
export type DeadLetterView = z.infer<typeof deadLetterView>;

/** What was done about a letter, the oldest first. */
export const deadLetterPast = z.object({
  at: z.string(),
  what: z.enum(['redriven', 'discarded', 'edited']),
  reason: z.string(),
  plan: z.string(),
  by: z.optional(z.string()),
  why: z.optional(z.string()),
});
export type DeadLetterPast = z.infer<typeof deadLetterPast>;

/** A letter with its content: masked, unless it was revealed. */
export const wholeDeadLetter = z.extend(deadLetterView, {
  attributes: z.record(z.string(), z.string()),
  body: z.string(),
  past: z.array(deadLetterPast),
});
export type WholeDeadLetter = z.infer<typeof wholeDeadLetter>;

/** A letter of which something else is to be sent: its whole body, as it shall be. */
export const letterEdit = z.strictObject({ body: z.string().check(z.minLength(1)), by: queryWord, why: queryWord });
export type LetterEdit = z.infer<typeof letterEdit>;

export const deadLetterGroup = z.object({
  group: z.string(),
  queue: deadLetterQueue,
  reason: z.string(),
  connection: z.optional(z.string()),
  type: z.optional(z.string()),
  isPrivacyRequest: z.boolean(),
  count: z.number(),
  first: z.string(),
  last: z.string(),
  /** The id of one of them, the newest. */
  example: z.string(),
});
export type DeadLetterGroup = z.infer<typeof deadLetterGroup>;

export const deadLetterGroups = z.object({ total: z.number(), groups: z.array(deadLetterGroup) });
export type DeadLetterGroups = z.infer<typeof deadLetterGroups>;

/** Letters one by one, the oldest first. */
export const letterList = z.object({ letters: z.array(deadLetterView), next: z.optional(z.string()) });
export type DeadLetterList = z.infer<typeof letterList>;

/** A page of an export; `next` where another begins. */
export const exportPage = z.object({ letters: z.array(wholeDeadLetter), next: z.optional(z.string()) });

export type ExportPage = z.infer<typeof exportPage>;

export type Cause = Pick<DeadLetterGroup, 'queue' | 'reason' | 'connection' | 'type' | 'isPrivacyRequest'>;

/** Causes with how many letters each has, the most first. */
export function groupDeadLetters(letters: readonly DeadLetterView[]): DeadLetterGroup[] {
  const groups = new Map<string, DeadLetterGroup>();
  for (const letter of letters) {
    const { group, queue, reason, connection, type, isPrivacyRequest, firstSeen, since, id } = letter;
    const known = groups.get(group);
    groups.set(group, {
      group,
      queue,
      reason,
      ...(connection !== undefined && { connection }),
      ...(type !== undefined && { type }),
      isPrivacyRequest,
      count: (known?.count ?? 0) + 1,
      first: known && known.first < firstSeen ? known.first : firstSeen,
      last: known && known.last > since ? known.last : since,
      example: known && known.last > since ? known.example : id,
    });
  }
  return [...groups.values()].toSorted((one, other) => other.count - one.count || (one.group < other.group ? -1 : 1));
}

/** Whether a letter belongs to what was selected, and where it does not, whether as a privacy request that nobody named. */
export function selects(
  selection: DeadLetterSelection,
  letter: DeadLetterView,
): 'selected' | 'privacy-left-out' | 'not-meant' {
  const { ids, groups, queue, reason, connection, type, since, until, privacy = false } = selection;
  const fits =
    (ids === undefined || ids.includes(letter.id)) &&
    (groups === undefined || groups.includes(letter.group)) &&
    (queue === undefined || queue === letter.queue) &&
    (reason === undefined || reason === letter.reason) &&
    (connection === undefined || connection === letter.connection) &&
    (type === undefined || type === letter.type) &&
    (since === undefined || Date.parse(letter.firstSeen) >= Date.parse(since)) &&
    (until === undefined || Date.parse(letter.firstSeen) < Date.parse(until));
  if (!fits) return 'not-meant';
  const isNamed = privacy || ids !== undefined || groups !== undefined;
  return letter.isPrivacyRequest && !isNamed ? 'privacy-left-out' : 'selected';
}

/** Reasons that leave something about a person to a person. */
export const reasonsForAnOfficer: ReadonlySet<string> = new Set([
  'needs-an-operator',
  'erase-touches-other-channels',
  'erase-refused',
]);
