import { expect, test } from 'vitest';
import { connectionScopes } from '../../../../functions/shared/sources/connection-scopes.ts';
import { isKnownKind, kinds } from '../../../../functions/shared/identity/kinds.ts';
import { identitiesOf, optionsOf, outcomeOf } from '../../../corpus/event-row.ts';
import { events } from '../../../corpus/events.ts';

/** Their events name the scopes themselves. */
const OWN_SCOPES = new Set(['brand-events', 'wechat-pay']);
/** Their events may do so, where the options name no seller or no site: then a bare id of theirs is not sent. */
const DEFAULT_MESSAGE = new Set(['adobe-io-events', 'kuaishou']);

const found = events
  .filter(({ platform }) => !OWN_SCOPES.has(platform))
  .flatMap((row) =>
    identitiesOf(outcomeOf(row)).flatMap(({ kind, scope }) =>
      isKnownKind(kind) && kinds[kind].scope !== 'none' ? [{ row, kind, scope }] : [],
    ),
  );

test('what a connection is said to give is what its events give', () => {
  const wrong = found.filter(({ row, kind, scope }) => {
    const said = connectionScopes('corpus', { source: row.platform, options: optionsOf(row) })[kind];
    return said === undefined ? !DEFAULT_MESSAGE.has(row.platform) : said !== scope;
  });
  expect([...new Set(wrong.map(({ row, kind, scope }) => `${row.platform} ${row.rule} ${kind} ${scope}`))]).toEqual([]);
  expect(found.length).toBeGreaterThan(100);
});
