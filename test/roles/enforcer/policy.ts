import * as z from 'zod/mini';
import { type Condition, readConditions } from './condition.ts';
import { NotUnderstood } from './not-understood.ts';

/** The patterns of an element of a statement; `negated` for NotAction and NotResource. */
export interface Patterns {
  readonly patterns: readonly string[];
  readonly negated: boolean;
}

/** Of a resource's own policy: whom a statement is about. */
export interface Principals {
  /** ARNs, account ids, or `*`. */
  readonly aws: readonly string[];
  readonly services: readonly string[];
}

/** A statement that forbids, or one action on one resource of a statement that allows. */
export interface Rule {
  readonly effect: 'Allow' | 'Deny';
  /** Where it stands in the template, for messages. */
  readonly holder: string;
  readonly action: Patterns;
  readonly resource: Patterns;
  readonly principals: Principals | undefined;
  readonly conditions: readonly Condition[];
}

const texts = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value) => [value].flat()),
);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const values = z.pipe(
  z.union([scalar, z.array(scalar)]),
  z.transform((value) => [value].flat().map(String)),
);
const statement = z.strictObject({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.optional(texts),
  NotAction: z.optional(texts),
  Resource: z.optional(texts),
  NotResource: z.optional(texts),
  Principal: z.optional(
    z.union([z.literal('*'), z.strictObject({ AWS: z.optional(texts), Service: z.optional(texts) })]),
  ),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), values))),
});
const document = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.union([
    z.array(statement),
    z.pipe(
      statement,
      z.transform((one) => [one]),
    ),
  ]),
});

/**
 * The rules of a policy document whose references are resolved.
 * @param holder where the document stands, for messages
 * @throws NotUnderstood for anything that is not judged here
 */
export function readPolicy(raw: unknown, holder: string): Rule[] {
  const parsed = document.safeParse(raw);
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path, message }) => `${path.join('.')} (${message})`);
    throw new NotUnderstood(`the policy of ${holder}: ${places.join(', ')}`);
  }
  return parsed.data.Statement.flatMap((one) => rulesOf(one, holder));
}

function rulesOf(one: z.infer<typeof statement>, holder: string): Rule[] {
  const action = patternsOf(one.Action, one.NotAction, `action of a statement of ${holder}`);
  const resource = patternsOf(one.Resource, one.NotResource, `resource of a statement of ${holder}`);
  const principals = principalsOf(one.Principal);
  const rule = { effect: one.Effect, holder, principals, conditions: readConditions(one.Condition ?? {}) };
  if (one.Effect === 'Deny') return [{ ...rule, action, resource }];
  // Each grant stands alone, so that the use of one proves nothing of another.
  return split(action).flatMap((action) => split(resource).map((resource) => ({ ...rule, action, resource })));
}

function patternsOf(plain: readonly string[] | undefined, not: readonly string[] | undefined, what: string): Patterns {
  const patterns = plain ?? not;
  if (patterns === undefined || (plain && not)) throw new NotUnderstood(`the ${what}: one of two elements must stand`);
  const variable = patterns.find((pattern) => pattern.includes('${'));
  if (variable !== undefined) throw new NotUnderstood(`the policy variable in ${variable}`);
  return { patterns, negated: plain === undefined };
}

function principalsOf(principal: z.infer<typeof statement>['Principal']): Principals | undefined {
  if (principal === undefined) return undefined;
  if (principal === '*') return { aws: ['*'], services: [] };
  return { aws: principal.AWS ?? [], services: principal.Service ?? [] };
}

function split({ patterns, negated }: Patterns): Patterns[] {
  return negated ? [{ patterns, negated }] : patterns.map((pattern) => ({ patterns: [pattern], negated }));
}
