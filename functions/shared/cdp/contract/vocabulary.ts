import * as z from 'zod/mini';
import type { CustomerId, FolderId, GroupId } from '../ids.ts';
import { must, onWire } from './field.ts';

/** The types of the API's fields. Each says in words what a field of it must be. */

const INT32_MAX = 2 ** 31 - 1;
const INT32 = { type: 'integer', format: 'int32' } as const;

export const textField = z.string(must('a string'));
export const nonEmptyText = textField.check(
  z.refine((value) => value.trim() !== '', 'must not be empty'),
  onWire({ type: 'string', minLength: 1 }),
);

/** Q16: nothing in the documents allows more than 32 bits, signs included. */
export const int32 = z.number(must('an integer')).check(
  z.refine((value) => Number.isInteger(value) && Math.abs(value) <= INT32_MAX, 'must be a 32-bit integer'),
  onWire(INT32),
);

export const bool = z.boolean(must('true or false'));

export const listField = <S extends z.ZodMiniType>(of: S) => z.array(of, must('a list'));
export const objectField = <S extends z.core.$ZodShape>(shape: S) => z.object(shape, must('an object'));

/** Q15: the values have names, because 0 is the yes of some fields and the no of others. */
export const verified = { no: 0, yes: 1 } as const;
export const editable = { yes: 0, no: 1 } as const;
export const isEmployee = { yes: 0, no: 1 } as const;
export const genderField = { unknown: 0, male: 1, female: 2 } as const;
export const groupType = { static: 1, smart: 2 } as const;
export const computation = { running: '0', done: '1' } as const;

/** One of the numbers. The type is wider, because a tenant's answer is passed on as it is. */
function code(values: Readonly<Record<string, number>>, be: string): z.ZodMiniType<number> {
  const allowed = Object.values(values).toSorted((a, b) => a - b);
  return z.literal(allowed, must(be)).check(onWire({ ...INT32, enum: allowed }));
}

export const zeroOrOne = code(verified, '0 or 1');
export const editableCode = code(editable, '0 or 1');
export const isEmployeeCode = code(isEmployee, '0 or 1');
export const genderCode = code(genderField, '0, 1 or 2');
export const groupTypeCode = code(groupType, '1 or 2');

const ID = must('an id of at most 19 digits');
const INT64 = { type: 'integer', format: 'int64' } as const;

/** Q06: a number or a numeric string; a string of digits inside. */
function id<Id extends string>() {
  return z
    .pipe(
      z.union(
        [
          z.string().check(z.regex(/^\d{1,19}$/, ID)),
          z.number().check(z.refine((value) => Number.isSafeInteger(value) && value >= 0, ID)),
        ],
        ID,
      ),
      z.transform((value): Id => String(value) as Id),
    )
    .check(onWire(INT64));
}

export const customerIdField = id<CustomerId>();
/** Q19: a customer group, never a folder … */
export const groupIdField = id<GroupId>();
/** … and a folder of groups, never a group. */
export const folderIdField = id<FolderId>();
/** A number of the tenant's own, as a user's. */
export const opaqueIdField = id<string>();

/** An id that may be left out by an empty text too, as the documents say of `groupId`. */
export function orEmpty<Id extends string>(of: z.ZodMiniType<Id>) {
  return z
    .pipe(
      z.union([z.literal(''), of], ID),
      z.transform((value): Id | undefined => (value === '' ? undefined : value)),
    )
    .check(onWire(INT64));
}

export const birthdayField = textField.check(
  z.refine((value) => value === '' || isCalendarDate(value), 'must be a date yyyy-MM-dd'),
  onWire({ type: 'string', pattern: String.raw`^(\d{4}-\d{2}-\d{2})?$` }),
);

const DATE_TIME = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Q26: the documents name no zone. */
export const dateTime = textField.check(
  z.refine((value) => isCalendarDate(DATE_TIME.exec(value)?.[1] ?? ''), 'must be a time yyyy-MM-dd HH:mm:ss'),
  onWire({ type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$` }),
);

/** A positive integer of a query, where every value is a text. */
export const pageNumber = queryInteger(1, INT32_MAX);

export function queryInteger(least: number, most: number) {
  const be = `an integer from ${least} to ${most}`;
  return z
    .pipe(
      z.string(must(be)).check(z.regex(/^\d{1,10}$/, must(be))),
      z.pipe(
        z.transform(Number),
        z.number().check(z.refine((value) => value >= least && value <= most, `must be ${be}`)),
      ),
    )
    .check(onWire({ ...INT32, minimum: least }));
}

/** Whether a text is an existing day `yyyy-MM-dd`. */
function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}
