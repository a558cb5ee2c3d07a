import type { Act } from '../change/customer-change.ts';
import type { Json, JsonObject } from '../json/lossless.ts';
import { pathReader } from './protocols/hmac/path.ts';
import { instantOf, type Offset } from './instant.ts';

/** Where a time stands. */
export type TimeFrom<Path extends string> = Path | ((data: JsonObject) => Json | undefined);

/** Of what an event tells that is not itself what the person did, as data. */
export interface ActFrom<Path extends string = string> {
  readonly kind: Act['kind'];
  /** When the order was placed, or since when the platform keeps the record. Of several times the earliest counts. */
  readonly created?: TimeFrom<Path> | readonly TimeFrom<Path>[];
  /** Of times that are written without one. */
  readonly offset?: Offset;
  /** The event says that the order was placed or paid: where it does not say when it was placed, the event is the act. */
  readonly isAct?: true;
}

/** As it stands in a change. */
export type Acted = { readonly act?: Act };

/**
 * Makes the reader of an event's act. An order of which nobody says when it was placed is no more than a record: nothing that becomes of
 * it later is an act of the person.
 */
export function actReader({ kind, created = [], offset, isAct }: ActFrom): (data: JsonObject) => Acted {
  const readers = [created].flat().map((from) => (typeof from === 'function' ? from : pathReader(from)));
  return (data) => {
    const times = readers.flatMap((read) => instantOf(read(data), offset) ?? []);
    const [earliest] = times.toSorted((a, b) => Date.parse(a) - Date.parse(b));
    if (earliest !== undefined) return { act: { kind, created: earliest } };
    return isAct ? {} : { act: { kind: 'record' } };
  };
}

/** What the platform keeps of the person has changed, and nobody says since when it keeps it. */
export const recordAct: Required<Acted> = { act: { kind: 'record' } };
