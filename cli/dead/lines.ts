import type { Language } from '../../functions/shared/text/language.ts';
import type { DeadLetterGroup } from '../../operations/dead-letters.ts';
import { labelsIn } from '../language/labels.ts';
import { tableLines } from '../table.ts';

const HEAD = ['group', 'count', 'reason', 'connection', 'type', 'first', 'last', 'example'] as const;

/** Causes as a table. */
export function deadLetterGroupLines(groups: readonly DeadLetterGroup[], language: Language): readonly string[] {
  return tableLines(
    HEAD.map(labelsIn(language)),
    groups.map(({ group, count, reason, connection = '-', type = '-', first, last, example, isPrivacyRequest }) => [
      group,
      String(count),
      reason,
      connection,
      isPrivacyRequest ? `${type} ${language === 'zh' ? '（个人信息）' : '(privacy)'}` : type,
      first,
      last,
      example,
    ]),
  );
}
