import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openReading } from '../../cli/source/connection.ts';
import { type Golden, goldenNow } from '../../cli/source/golden.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { checkConfig } from '../../functions/shared/config/check-config.ts';
import config from '../../guiyi.config.ts';

// Captured events with invented values, as `npx guiyi source accept <connection> <file…>` wrote them down. When one of them says
// something else on purpose, accept it again.
const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const checked = checkConfig(config, receivers, 'guiyi.config.ts');

test('there are golden events', () => {
  expect(folders.length).toBeGreaterThan(0);
});

describe.each(folders.map(({ name }) => name))('%s', (connection) => {
  const folder = join(import.meta.dirname, connection);
  test.each(readdirSync(folder))('%s says what was accepted', (file) => {
    const golden = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Golden;
    expect(goldenNow(openReading(checked, connection), golden)).toEqual(golden.says);
  });
});
