import { actTime, returnTime, type ScreenedEvent } from './screen.ts';

/** The earliest event by which anything is known of a customer whom delivery has made. */
export interface FirstEvent {
  /** Unix ms of the event. */
  readonly at: number;
  /** Unix ms of what the person did; absent where a record does not say since when it is. */
  readonly acted?: number;
  /** An act by which a person comes, or comes back. */
  readonly isReturn?: true;
}

export function firstEventOf(event: ScreenedEvent): FirstEvent {
  const acted = actTime(event);
  return {
    at: event.time,
    ...(Number.isFinite(acted) && { acted }),
    ...(returnTime(event) !== undefined && { isReturn: true }),
  };
}

/** The earlier of two; undefined where of one of them nothing is known. */
export function earlierOf(one: FirstEvent | undefined, other: FirstEvent | undefined): FirstEvent | undefined {
  if (!one || !other) return undefined;
  return other.at < one.at ? other : one;
}

/** Would an erase of then (Unix ms) have let all of it through, had it come in time? */
export function isAllAfter(
  { at, acted = -Infinity, isReturn }: FirstEvent,
  asked: { readonly time: number; readonly byContact: boolean; readonly blockMs: number },
): boolean {
  if (at <= asked.time) return false;
  return asked.byContact ? acted > asked.time + asked.blockMs : isReturn === true && acted > asked.time;
}
