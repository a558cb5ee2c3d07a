import * as z from 'zod/mini';
import { nearestSpelling } from '../functions/shared/text/nearest-spelling.ts';

/** A name, an id or a reason in a request, without the blanks around it: blanks alone say nothing. */
export const queryWord = z.string().check(z.trim(), z.minLength(1), z.maxLength(1024));

/** RFC 3339 with offset. */
export const time = z
  .string()
  .check(
    z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/),
    z.refine(isTime, { error: 'is no time that there is' }),
  );

/** Of RFC 3339 with offset: whether there is such a day and time. `Date` takes a 31st of February for a day of March. */
export function isTime(text: string): boolean {
  const day = text.slice(0, 10);
  const isDay = !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  return isDay && !Number.isNaN(Date.parse(text));
}

/** Who asks for something that is recorded, and why. */
export const asker = { by: queryWord, why: queryWord };

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/**
 * Reads a request as its schema has it. What the schema does not know is an error and not left out: a filter with a misspelt name
 * would choose everything.
 */
export function readRequest<T>(schema: z.ZodMiniType<T>, given: unknown, names: readonly string[]): Read<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, error: parsed.error.issues.map((issue) => problem(issue, names)).join('; ') };
}

function problem(issue: z.core.$ZodIssue, names: readonly string[]): string {
  const at = issue.path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownName(key, names)).join('; ');
    case 'invalid_type':
      return at === ''
        ? `a JSON object is needed, with ${names.join(', ')}`
        : `${at} must be ${article(issue.expected)}`;
    case 'invalid_value':
      return `${at} must be ${issue.values.map(String).join(' or ')}`;
    case 'invalid_format':
      if (at === 'limit') return 'limit must be a number from 1 to 500';
      if (at === 'after' || at === 'before') return `${at} must be the position of an event`;
      return `${at} must be a time with its offset, as 2026-03-01T12:00:00+08:00`;
    case 'custom':
      return `${at === '' ? 'the request' : at} ${issue.message}`;
    case 'too_small':
      return `${at} must not be empty`;
    case 'too_big':
      return `${at} is too long, or has too many members`;
    default:
      return `${at === '' ? 'the request' : at} is not as it must be`;
  }
}

function unknownName(name: string, names: readonly string[]): string {
  const nearest = nearestSpelling(name, names);
  const there = names.length === 0 ? 'there is none' : `there are ${names.join(', ')}`;
  const hint = nearest === undefined ? there : `did you mean ${nearest}?`;
  return `${JSON.stringify(name.slice(0, 60))} is no name that is known here: ${hint}`;
}

function article(expected: string): string {
  if (expected === 'boolean') return 'true or false';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
