import type { Envelope } from '../functions/shared/envelope/envelope.ts';

/** A letter's body, as far as it is an event. */
type ReadLetter = { readonly ok: true; readonly envelope: Envelope } | { readonly ok: false; readonly detail: string };

/** Whose event it is, which one, and in whose order it stands are not edited: another event is sent as another. */
const FIXED = ['id', 'source', 'connection', 'subject', 'partitionkey'] as const;

/** Why the one cannot stand in the place of the other; undefined where it can. It says no value. */
export function otherEvent(before: ReadLetter, after: ReadLetter): string | undefined {
  if (!after.ok) return `it is no event any more: ${after.detail}`;
  if (!before.ok) return undefined;
  const moved = FIXED.filter((name) => before.envelope[name] !== after.envelope[name]);
  return moved.length === 0 ? undefined : `${moved.join(', ')} cannot be edited: it would be another event`;
}
