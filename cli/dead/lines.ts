import type { DeadLetterGroup } from '../../operations/dead-letters.ts';
import { tableLines } from '../table.ts';

const HEAD = ['group', 'count', 'reason', 'connection', 'type', 'first', 'last', 'example'];

/** Causes as a table. */
export function deadLetterGroupLines(groups: readonly DeadLetterGroup[]): readonly string[] {
  return tableLines(
    HEAD,
    groups.map(({ group, count, reason, connection = '-', type = '-', first, last, example, isPrivacyRequest }) => [
      group,
      String(count),
      reason,
      connection,
      isPrivacyRequest ? `${type} (privacy)` : type,
      first,
      last,
      example,
    ]),
  );
}
