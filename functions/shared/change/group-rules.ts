import type { Trigger } from './customer-change.ts';

/** When a customer joins and leaves a static group. */
export interface GroupRule {
  readonly join?: readonly Trigger[];
  readonly leave?: readonly Trigger[];
  /** Only for these connections; default: all. */
  readonly connections?: readonly string[];
  /** Where it is created if it is missing: the names of the folders from the root. Default: outside all folders. */
  readonly folder?: readonly string[];
}

export interface GroupMoves {
  readonly join: readonly string[];
  readonly leave: readonly string[];
}

/** Which groups a customer joins and leaves by what happened; where rules disagree, leaving wins. */
export function groupMoves(
  rules: Readonly<Record<string, GroupRule>>,
  connection: string,
  triggers: readonly Trigger[],
): GroupMoves {
  const join: string[] = [];
  const leave: string[] = [];
  for (const [group, rule] of Object.entries(rules)) {
    if (rule.connections && !rule.connections.includes(connection)) continue;
    if (triggers.some((trigger) => rule.leave?.includes(trigger))) leave.push(group);
    else if (triggers.some((trigger) => rule.join?.includes(trigger))) join.push(group);
  }
  return { join, leave };
}
