import * as z from 'zod/mini';
import { must } from '../../functions/shared/cdp/contract/field.ts';

/** An integer in a query. */
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
