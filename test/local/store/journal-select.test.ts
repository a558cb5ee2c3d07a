import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../local/store/database.ts';
import type { LocalJournalEntry, JournalFilter } from '../../../local/store/journal.ts';
import { openJournal } from '../../../local/store/open-journal.ts';

const MINUTE_MS = 60_000;
const NOON = Date.parse('2026-03-01T04:00:00Z');

async function filled() {
  const journal = openJournal(openDatabase(':memory:'));
  const states = ['done', 'later', 'refused'] as const;
  for (let index = 0; index < 30; index++) {
    const connection = index % 2 === 0 ? 'tea' : 'coffee';
    const state = states[index % 3] ?? 'done';
    const entry: LocalJournalEntry = {
      id: `e${index}`,
      source: `/brand-events/${connection}`,
      connection,
      type: index < 15 ? 'member.bound' : 'member.left',
      receivedTime: new Date(NOON + index * MINUTE_MS).toISOString(),
      state,
      ...(state !== 'done' && { reason: index < 10 ? 'cdp-unavailable' : 'fault' }),
    };
    await journal.record(entry, { keys: [{ kind: 'mobile', scope: '', key: `1593100000${index % 5}` }] });
  }
  const ids = (filter: JournalFilter, limit = 100) => journal.select(filter, limit).map(({ id }) => id);
  return { journal, ids };
}

describe('events are chosen by every filter', () => {
  test.each<readonly [JournalFilter, (index: number) => boolean]>([
    [{}, () => true],
    [{ connection: 'tea' }, (index) => index % 2 === 0],
    [{ source: '/brand-events/coffee' }, (index) => index % 2 === 1],
    [{ type: 'member.left' }, (index) => index >= 15],
    [{ state: 'later' }, (index) => index % 3 === 1],
    [{ state: 'refused', reason: 'fault' }, (index) => index % 3 === 2 && index >= 10],
    [{ since: '2026-03-01T12:10:00+08:00' }, (index) => index >= 10],
    [{ until: '2026-03-01T04:10:00Z', connection: 'tea' }, (index) => index < 10 && index % 2 === 0],
    [{ key: { kind: 'mobile', key: '15931000003' }, state: 'done' }, (index) => index % 5 === 3 && index % 3 === 0],
    [{ connection: 'nowhere' }, () => false],
  ])('%j', async (filter, fits) => {
    const { ids } = await filled();
    const all = Array.from({ length: 30 }, (_, index) => index).filter(fits);
    expect(ids(filter)).toEqual(all.toReversed().map((index) => `e${index}`));
  });

  test('pages go on in both directions', async () => {
    const { journal, ids } = await filled();
    const page = journal.select({ connection: 'tea' }, 3);
    expect(page.map(({ id }) => id)).toEqual(['e28', 'e26', 'e24']);
    const after = page.at(-1)?.position ?? 0;
    expect(ids({ connection: 'tea', after }, 3)).toEqual(['e22', 'e20', 'e18']);
    const before = journal.select({ connection: 'tea', after }, 3).at(0)?.position ?? 0;
    expect(ids({ connection: 'tea', before }, 3)).toEqual(['e28', 'e26', 'e24']);
  });
});

test('what waits is counted by reason, with the oldest', async () => {
  const { journal } = await filled();
  expect(journal.waiting()).toEqual([
    { reason: 'fault', count: 7, oldest: '2026-03-01T04:10:00.000Z' },
    { reason: 'cdp-unavailable', count: 3, oldest: '2026-03-01T04:01:00.000Z' },
  ]);
});
