import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { quarantineFiles } from '../../../local/store/quarantine-files.ts';

const DIGEST = '0123456789abcdef'.repeat(4);
const ID = 'shop:0123456789abcdef';
const kept = (reason: string, receivedTime = '2026-11-30T12:00:00Z') =>
  JSON.stringify({
    connection: 'shop',
    receivedTime,
    reason,
    detail: 'no JSON',
    method: 'POST',
    headers: {},
    rawQuery: '',
    body: '',
  });

/** An archive with these requests of the shop, by the names of their files. */
function archiveOf(files: Readonly<Record<string, string>>) {
  const archive = mkdtempSync(join(tmpdir(), 'guiyi-quarantine-'));
  onTestFinished(() => rmSync(archive, { recursive: true }));
  const folder = join(archive, 'quarantine', 'shop');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}@object`), text);
  return { files: quarantineFiles(archive), names: () => readdirSync(folder).toSorted() };
}

test.each([
  ['with its reason in its name', `${DIGEST}.body-malformed.json`],
  ['of a version that wrote none there', `${DIGEST}.json`],
])('a request %s is listed, found and removed', (_name, file) => {
  const { files, names } = archiveOf({ [file]: kept('body-malformed'), 'something else': 'no request' });
  expect(files.list().map(({ id, request }) => [id, request.reason])).toEqual([[ID, 'body-malformed']]);
  expect(files.find(ID)?.request.reason).toBe('body-malformed');
  files.remove(ID);
  expect(names()).toEqual(['something else@object']);
});

test('a replay that failed for another reason leaves the request as it was, and once', () => {
  const { files, names } = archiveOf({ [`${DIGEST}.type-missing.json`]: kept('type-missing') });
  const before = files.find(ID);
  if (!before) throw new Error('not found');
  const after = archiveOf({
    [`${DIGEST}.body-malformed.json`]: kept('body-malformed', '2026-12-01T12:00:00Z'),
    [`${DIGEST}.type-missing.json`]: kept('type-missing', '2026-12-01T12:00:00Z'),
  });
  after.files.restore(before);
  expect(after.names()).toEqual(names());
  expect(after.files.list()).toEqual([before]);
});
