import * as z from 'zod/mini';
import { parseShanghaiTime, isCalendarDate } from './time.ts';

/** The field types of request bodies and queries. Each says in words what the field must be. */

const INT32_MAX = 2 ** 31 - 1;

interface Issue {
  readonly input?: unknown;
}

export function must(be: string): { error: (issue: Issue) => string } {
  return { error: ({ input }) => (input === undefined ? 'is required' : `must be ${be}`) };
}

export const text = z.string(must('a string'));
export const nonEmptyText = text.check(z.refine((value) => value.trim() !== '', 'must not be empty'));

/** Q16: nothing in the documents allows more than 32 bits, signs included. */
export const int32 = z
  .number(must('an integer'))
  .check(z.refine((value) => Number.isInteger(value) && Math.abs(value) <= INT32_MAX, 'must be a 32-bit integer'));

/** Q15 */
export const zeroOrOne = z.literal([0, 1], must('0 or 1'));
export const gender = z.literal([0, 1, 2], must('0, 1 or 2'));

const ID = must('an id of at most 19 digits');

/** Q06: a number or a numeric string; a string of digits inside. */
export const id = z.pipe(
  z.union(
    [
      z.string().check(z.regex(/^\d{1,19}$/, ID)),
      z.number().check(z.refine((value) => Number.isSafeInteger(value) && value >= 0, ID)),
    ],
    ID,
  ),
  z.transform(String),
);

/** An id that may be left out, also by an empty string. */
export const optionalId = z.pipe(
  z.nullish(z.union([z.literal(''), id], ID)),
  z.transform((value) => (value === null || value === '' ? undefined : value)),
);

export const birthday = text.check(
  z.refine((value) => value === '' || isCalendarDate(value), 'must be a date yyyy-MM-dd'),
);

/** A positive integer of a query. */
export const pageNumber = queryInteger(1, INT32_MAX);
/** Q26: at most 500 records a page. */
export const pageSize = queryInteger(1, 500);

export function queryInteger(least: number, most: number) {
  const be = `an integer from ${least} to ${most}`;
  return z.pipe(
    z.string(must(be)).check(z.regex(/^\d{1,10}$/, must(be))),
    z.pipe(
      z.transform(Number),
      z.number().check(z.refine((value) => value >= least && value <= most, `must be ${be}`)),
    ),
  );
}

/** `yyyy-MM-dd HH:mm:ss` in +08:00 (Q26), as ms since the epoch. */
export const dateTime = z.pipe(
  text.check(z.refine((value) => parseShanghaiTime(value) !== undefined, 'must be a time yyyy-MM-dd HH:mm:ss')),
  z.transform((value) => parseShanghaiTime(value) ?? 0),
);

/** The first thing wrong with an input, by the field's name. */
export function firstIssue(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'the request is malformed';
  const path = issue.path.reduce<string>(
    (name, step) =>
      typeof step === 'number' ? `${name}[${step}]` : name === '' ? String(step) : `${name}.${String(step)}`,
    '',
  );
  return `${path} ${issue.message}`;
}
