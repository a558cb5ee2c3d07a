import * as z from 'zod/mini';
import { unusedGrants } from '../../../infra/constructs/unused-grant.ts';
import { isOpenEnded } from '../enforcer/judge.ts';
import type { Patterns, Rule } from '../enforcer/policy.ts';
import type { ResolvedStack } from './policies.ts';

/** A grant that nothing here uses, and why it stands. */
export interface Explained {
  /** The policy or role that has it. */
  readonly holder: string;
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
}

const explanations = z.array(
  z.object({ actions: z.array(z.string()), resources: z.array(z.string()), reason: z.string() }),
);

/** What the stack itself says of grants that nothing uses. */
export function explainedIn({ resources, resolve }: ResolvedStack): readonly Explained[] {
  return resources.flatMap(({ id: holder, metadata }) =>
    explanations
      .parse(resolve(metadata[unusedGrants] ?? []))
      .flatMap(({ actions, resources, reason }) =>
        actions.flatMap((action) => resources.map((resource) => ({ holder, action, resource, reason }))),
      ),
  );
}

/** What is wrong with the grants, now that everything has run. */
export function complaintsAbout(
  rules: readonly Rule[],
  used: ReadonlySet<Rule>,
  explained: readonly Explained[],
): readonly string[] {
  const grants = rules.filter(({ effect }) => effect === 'Allow');
  const isOf = (one: Explained) => (rule: Rule) =>
    rule.holder === one.holder && textOf(rule.action) === one.action && textOf(rule.resource) === one.resource;
  const complaints = grants.flatMap((rule) => {
    const isExplained = explained.some((one) => isOf(one)(rule));
    const what = `${rule.holder}: ${textOf(rule.action)} on ${textOf(rule.resource)}`;
    if (isOpenEnded(rule)) return [`${what}: name the actions and resources, so that each can be shown to be used`];
    if (used.has(rule)) return isExplained ? [`${what}: is used, although the stack says that nothing uses it`] : [];
    return isExplained ? [] : [`${what}: nothing used it`];
  });
  const idle = explained.filter((one) => !grants.some(isOf(one)));
  return [
    ...complaints,
    ...idle.map(({ holder, action, resource }) => `${holder}: ${action} on ${resource}: is explained, and not granted`),
  ];
}

function textOf({ patterns, negated }: Patterns): string {
  return (negated ? 'all but ' : '') + patterns.join(', ');
}
