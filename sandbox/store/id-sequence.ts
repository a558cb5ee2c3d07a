import type { DatabaseSync } from 'node:sqlite';
import { numberOf, textOf } from './database.ts';

const SMALLEST_19_DIGITS = 10n ** 18n;
/** 2^21 ids per millisecond; 19 digits and below 2^63 until the year 2094. */
const SEQUENCE_BITS = 21n;

/**
 * Ids of customers and groups: 19 digits, unique, rising with time. They are odd at the start of a millisecond, and
 * the 1023 after it fall between two doubles as well, so a client that reads them as JavaScript numbers fails at
 * once (Q06).
 */
export function idSequence(database: DatabaseSync): (now: number) => string {
  const row = database
    .prepare(
      `SELECT CAST(max(id) AS TEXT) AS last, count(*) AS rows FROM (
         SELECT max(id) AS id FROM customers UNION ALL SELECT max(id) FROM former_customers UNION ALL SELECT max(id) FROM groups
       ) WHERE id IS NOT NULL`,
    )
    .get();
  let last = row !== undefined && numberOf(row, 'rows') > 0 ? BigInt(textOf(row, 'last')) : 0n;
  return (now) => {
    const first = BigInt(firstIdAt(now)) + 1n;
    last = last < first ? first : last + 1n;
    return last.toString();
  };
}

/** A bound below every id of that millisecond and later, above every earlier one. @param time ms since the epoch */
export function firstIdAt(time: number): string {
  return (SMALLEST_19_DIGITS + (BigInt(Math.max(0, Math.trunc(time))) << SEQUENCE_BITS)).toString();
}

/** When an id was given out, in ms since the epoch. It never runs backwards, even where the clock did. */
export function timeOfId(id: string): number {
  return Number((BigInt(id) - SMALLEST_19_DIGITS) >> SEQUENCE_BITS);
}
