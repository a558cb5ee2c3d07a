import { type Context, holds } from './condition.ts';
import { NotUnderstood } from './not-understood.ts';
import { fitsPattern, hasWildcard } from './pattern.ts';
import type { Patterns, Principals, Rule } from './policy.ts';

/** Who calls. */
export type Caller =
  /** A function: what its role's policies allow, and what a policy of the resource allows the role. */
  | { readonly kind: 'role'; readonly name: string; readonly arn: string; readonly rules: readonly Rule[] }
  /** An operator of the account: everything that no policy of the resource forbids. */
  | { readonly kind: 'operator' }
  /** Another account, whose own policies are its own affair, or a service of AWS: what the resource's policy allows. */
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'service'; readonly name: string; readonly sourceArn: string };

/** One of the permissions that a call needs. */
export interface Permission {
  readonly action: string;
  /** Its ARN. */
  readonly resource: string;
  /** What its service says of the call besides. */
  readonly context?: Context;
}

export type Judgement =
  /** `by`: undefined for what an operator may do anyway. */
  | { readonly outcome: 'allowed'; readonly by: Rule | undefined }
  | { readonly outcome: 'denied'; readonly by: Rule | undefined };

/**
 * As IAM judges: a statement that forbids wins, then one that allows, and without either the answer is no.
 * @param attached the rules of the policies that are attached to the resource
 */
export function judge(
  caller: Caller,
  permission: Permission,
  { context, attached }: { readonly context: Context; readonly attached: readonly Rule[] },
): Judgement {
  const own = caller.kind === 'role' ? caller.rules : [];
  const applying = [
    ...own.filter((rule) => isAbout(rule, permission, context)),
    ...attached.filter((rule) => isAbout(rule, permission, context) && names(rule.principals, caller)),
  ];
  const forbidding = applying.find(({ effect }) => effect === 'Deny');
  if (forbidding) return { outcome: 'denied', by: forbidding };
  if (caller.kind === 'operator') return { outcome: 'allowed', by: undefined };
  // Of several the narrowest: a broad grant that nothing needs beside it is found out.
  const [by] = applying.sort((a, b) => breadth(a) - breadth(b));
  return { outcome: by ? 'allowed' : 'denied', by };
}

/** Nobody can show that all of it is used: the actions of a grant are to be named one by one. */
export function isOpenEnded({ action, resource }: Rule): boolean {
  return action.negated || resource.negated || action.patterns.some(hasWildcard);
}

function isAbout({ action, resource, conditions }: Rule, permission: Permission, context: Context): boolean {
  return (
    fitsAny(action, permission.action, (text) => text.toLowerCase()) &&
    fitsAny(resource, permission.resource) &&
    conditions.every((condition) => holds(condition, context))
  );
}

function fitsAny({ patterns, negated }: Patterns, text: string, form = (raw: string) => raw): boolean {
  return patterns.some((pattern) => fitsPattern(form(pattern), form(text))) !== negated;
}

function names(principals: Principals | undefined, caller: Caller): boolean {
  if (!principals) throw new NotUnderstood('a policy of a resource without a principal');
  if (principals.aws.includes('*')) return true;
  switch (caller.kind) {
    case 'role':
      return principals.aws.includes(caller.arn);
    case 'account':
      return principals.aws.some(
        (arn) => arn === caller.id || /^arn:[\w-]+:iam::(\d{12}):root$/.exec(arn)?.[1] === caller.id,
      );
    case 'service':
      return principals.services.includes(caller.name);
    case 'operator':
      return false;
  }
}

/** Fewer fixed characters are broader. */
function breadth({ action, resource }: Rule): number {
  const fixed = (patterns: Patterns) =>
    patterns.negated ? 0 : (patterns.patterns[0] ?? '').replaceAll(/[*?]/g, '').length;
  return -(fixed(action) + fixed(resource));
}
