import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whyInChinese } from '../../docs/sources/chinese-reasons.ts';
import { chineseSources } from '../../docs/sources/chinese.ts';
import { coveragePage, sourceFolders, withContacts, withEvidence } from '../../docs/sources/coverage.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import config from '../../guiyi.config.ts';
import { everySample } from '../kit/every-source.ts';
import { paidContactsOf } from '../kit/paid-contacts.ts';

const folder = sourceFolders.en;
const languages = ['en', 'zh'] as const;

test.each(languages)('%s: the table of sources is up to date (run `npm run generate` when this fails)', (language) => {
  expect(readFileSync(join(sourceFolders[language], 'README.md'), 'utf8')).toBe(coveragePage(language));
});

test.each(Object.keys(receivers))('%s has a page, a line, and events', (platform) => {
  expect(existsSync(join(folder, `${platform}.md`))).toBe(true);
  for (const language of languages) expect(coveragePage(language)).toContain(`${platform}.md) |`);
  expect(sources[platform as keyof typeof sources].coverage.events).not.toEqual([]);
});

describe.each(languages)('%s', (language) => {
  const pages = Object.entries(sources).filter(([platform]) =>
    existsSync(join(sourceFolders[language], `${platform}.md`)),
  );

  test.each(pages)('%s: the table of identities on its page is its evidence', (platform, { coverage }) => {
    const page = readFileSync(join(sourceFolders[language], `${platform}.md`), 'utf8');
    expect(page).toBe(withEvidence(page, coverage.evidence, language));
    const head = language === 'en' ? '| Kind | Field | Grade | Why |' : '| 身份类型 | 字段 | 等级 | 为什么 |';
    expect(page.includes(head)).toBe(coverage.evidence.length > 0);
  });
});

describe('what a source of the demo says of itself has a Chinese text', () => {
  const demo = new Set(Object.values(config.connections).map(({ source }) => source));

  test.each(Object.entries(sources).filter(([platform]) => demo.has(platform as keyof typeof sources)))(
    '%s',
    (platform, { coverage }) => {
      const chinese = chineseSources[platform];
      expect([chinese?.name, chinese?.authentication]).not.toContain(undefined);
      expect(chinese?.doubt === undefined).toBe(coverage.doubt === undefined);
      expect(coverage.evidence.map(({ why }) => why).filter((why) => whyInChinese(why) === undefined)).toEqual([]);
    },
  );
});

describe('the option by which contacts count that people pay with', () => {
  /** What a brand has configured may say so, whatever the demo's own events are. */
  const configured = ['cloudevents', 'github-style', 'standard-webhooks'];
  const paying = everySample.flatMap(([connection, event]) => paidContactsOf(connection, event));
  const named = [...new Set([...configured, ...paying])].toSorted();

  test.each(languages)('%s: is on the page of every source whose samples pay with one, and on no other', (language) => {
    // A source that is being written has no page in Chinese yet.
    const pages = Object.keys(sources).flatMap((source) => {
      const file = join(sourceFolders[language], `${source}.md`);
      return existsSync(file) ? [{ source, page: readFileSync(file, 'utf8') }] : [];
    });
    expect(pages.filter(({ page }) => /^\| `contacts`/m.test(page)).map(({ source }) => source)).toEqual(named);
    for (const { page } of pages) expect(page).toBe(withContacts(page, language));
    expect(named.length).toBeGreaterThan(configured.length);
  });
});

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
