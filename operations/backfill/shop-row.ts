import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { Converted } from './row.ts';
import { latest, rowTime } from './row-time.ts';

export interface RowSettings {
  /** When the file was exported, RFC 3339: the time of rows that have none. */
  readonly asOf: string | undefined;
  /** Of times that are written without one, as `+08:00`. */
  readonly offset: string | undefined;
  /** Unix ms. */
  readonly now: number;
}

/** A row of a shop's export as the object of its API. */
export type ShopRow =
  | { readonly kind: 'object'; readonly object: JsonObject; /** of an order */ readonly name?: string }
  | { readonly kind: 'part'; readonly of: string }
  | { readonly kind: 'bad'; readonly row: Converted };

export interface RowTimes {
  /** By column. */
  readonly at: ReadonlyMap<string, string>;
  readonly latest: string | undefined;
  readonly bad?: Converted;
}

/** The times of a row that stand in these columns; an empty one is none. */
export function timesIn(
  cells: ReadonlyMap<string, string>,
  columns: readonly string[],
  { offset, now }: RowSettings,
): RowTimes {
  const at = new Map<string, string>();
  for (const column of columns) {
    const text = cells.get(column.toLowerCase()) ?? '';
    if (text === '') continue;
    // What ends in `_gmt` is UTC, and so is the time of a WordPress user.
    const isUtc = column.endsWith('_gmt') || column === 'user_registered';
    const read = rowTime(column, text, { offset: isUtc ? 'Z' : offset, now });
    if ('bad' in read) return { at, latest: undefined, bad: read.bad };
    at.set(column, read.time);
  }
  return { at, latest: latest([...at.values()]) };
}

/** Without members that are empty. */
export function withoutEmpty(object: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => {
      const isEmpty = value === undefined || value === '' || isEmptyObject(value);
      return isEmpty ? [] : [[name, value] as const];
    }),
  );
}

function isEmptyObject(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
