import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coveragePage, withEvidence } from '../../docs/sources/coverage.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';

const folder = join(import.meta.dirname, '../../docs/sources');

test('the table of sources is up to date (run `npm run generate` when this fails)', () => {
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(coveragePage());
});

test.each(Object.keys(receivers))('%s has a page, a line, and events', (platform) => {
  expect(existsSync(join(folder, `${platform}.md`))).toBe(true);
  expect(coveragePage()).toContain(`](${platform}.md) |`);
  expect(sources[platform as keyof typeof sources].coverage.events).not.toEqual([]);
});

test.each(Object.entries(sources))(
  '%s: the table of identities on its page is its evidence',
  (platform, { coverage }) => {
    const page = readFileSync(join(folder, `${platform}.md`), 'utf8');
    expect(page).toBe(withEvidence(page, coverage.evidence));
    expect(page.includes('| Kind | Field | Grade | Why |')).toBe(coverage.evidence.length > 0);
  },
);

test('there is no page of a source that is gone', () => {
  const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
  expect(pages.map((name) => name.slice(0, -3)).toSorted()).toEqual(Object.keys(receivers).toSorted());
});

test('what is not confirmed says which part', () => {
  const silent = Object.values(sources).filter(
    ({ coverage: { confidence, doubt } }) => confidence !== 'confirmed' && !doubt,
  );
  expect(silent).toEqual([]);
});
