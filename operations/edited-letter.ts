import { parseEnvelope } from '../functions/shared/envelope/codec.ts';

/** Whose event it is, which one, and in whose order it stands are not edited: another event is sent as another. */
const FIXED = ['id', 'source', 'connection', 'subject', 'partitionkey'] as const;

/** Why the text cannot stand in the place of the event; undefined where it can. It says no value. */
export function otherEvent(before: string, after: string): string | undefined {
  const [one, other] = [parseEnvelope(before), parseEnvelope(after)];
  if (!other.ok) return `it is no event any more: ${other.detail}`;
  if (!one.ok) return undefined;
  const moved = FIXED.filter((name) => one.envelope[name] !== other.envelope[name]);
  return moved.length === 0 ? undefined : `${moved.join(', ')} cannot be edited: it would be another event`;
}
