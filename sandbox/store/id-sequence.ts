import type { DatabaseSync } from 'node:sqlite';
import type { Switches } from '../switches.ts';
import { textOf } from './database.ts';

export type IdForm = Switches['ids'];

/**
 * Ids are unique, rise with time and carry the time at which they were given out (Q06).
 *
 * 19 digits: 2^21 ids a millisecond, below 2^63 until the year 2094. They are odd at the start of a millisecond, and the
 * 1023 after it fall between two doubles as well, so a client that reads them as JavaScript numbers fails at once.
 * Safe integers: 2^12 ids a millisecond since 2000, below 2^53 until the year 2069.
 */
const forms = {
  '19-digits': { base: 10n ** 18n, epoch: 0, bits: 21n },
  'safe-integers': { base: 0n, epoch: Date.UTC(2000, 0, 1), bits: 12n },
} as const satisfies Record<IdForm, { base: bigint; epoch: number; bits: bigint }>;

export const idForms: readonly IdForm[] = ['safe-integers', '19-digits'];

const SMALLEST_19_DIGITS = forms['19-digits'].base;

/** A new id for a customer, a group or a folder. @param now ms since the epoch */
export type NewId = (now: number, form: IdForm) => string;

export function idSequence(database: DatabaseSync): NewId {
  const tables = ['customers', 'former_customers', 'groups', 'folders'];
  const newest = (where: string): bigint => {
    const ids = tables.map((table) => `SELECT max(id) AS id FROM ${table} WHERE id ${where}`).join(' UNION ALL ');
    return BigInt(
      textOf(database.prepare(`SELECT CAST(ifnull(max(id), 0) AS TEXT) AS id FROM (${ids})`).get() ?? {}, 'id'),
    );
  };
  const last = {
    '19-digits': newest(`>= ${SMALLEST_19_DIGITS}`),
    'safe-integers': newest(`< ${SMALLEST_19_DIGITS}`),
  };
  return (now, form) => {
    const first = BigInt(firstIdAt(now, form)) + 1n;
    last[form] = last[form] < first ? first : last[form] + 1n;
    return last[form].toString();
  };
}

/** A bound below every id of that form from that millisecond on, above every earlier one. @param time ms since the epoch */
export function firstIdAt(time: number, form: IdForm): string {
  const { base, epoch, bits } = forms[form];
  return (base + (BigInt(Math.max(0, Math.trunc(time - epoch))) << bits)).toString();
}

/** When an id was given out, in ms since the epoch. It never runs backwards, even where the clock did. */
export function timeOfId(id: string): number {
  const number = BigInt(id);
  const { base, epoch, bits } = forms[number >= SMALLEST_19_DIGITS ? '19-digits' : 'safe-integers'];
  return Number((number - base) >> bits) + epoch;
}
