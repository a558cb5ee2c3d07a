import type { Moment } from './customer-change.ts';

/** When a customer joins and leaves a static group. */
export interface GroupRule {
  readonly join?: readonly Moment[];
  readonly leave?: readonly Moment[];
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
  moments: readonly Moment[],
): GroupMoves {
  const join: string[] = [];
  const leave: string[] = [];
  for (const [group, rule] of Object.entries(rules)) {
    if (rule.connections && !rule.connections.includes(connection)) continue;
    if (moments.some((moment) => rule.leave?.includes(moment))) leave.push(group);
    else if (moments.some((moment) => rule.join?.includes(moment))) join.push(group);
  }
  return { join, leave };
}
