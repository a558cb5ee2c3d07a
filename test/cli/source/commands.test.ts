import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CommandError } from '../../../cli/command-error.ts';
import { acceptSource } from '../../../cli/source/accept.ts';
import { previewSource } from '../../../cli/source/preview.ts';

let folder: string;
let printed: string;
const config = 'guiyi.config.ts';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiyi-source-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  process.exitCode = undefined;
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const receipt =
  '# x-github-event: receipt.paid\n# x-hub-signature-256: sha256=00\n{"buyer":{"phone":"154 2468 1357","name":"林岚"}}';

describe('preview', () => {
  test('payload to change, masked', async () => {
    await previewSource('till-demo', [file('receipt.http', receipt)], { config, json: false });
    expect(printed.split('\n')).toEqual([
      '✓ receipt.http  receipt.paid',
      '    upsert',
      '    identity  mobile 154****1357  (claimed, from buyer.phone)',
      '    profile   name ***',
      '    moments   paid-order',
      '',
    ]);
    expect(process.exitCode).toBeUndefined();
  });

  test('a path that matches nothing is an error that names the nearest', async () => {
    const misspelt = receipt.replace('"phone"', '"phnoe"');
    await previewSource('till-demo', [file('receipt.http', misspelt)], { config, json: false });
    expect(printed).toContain(
      '✗ buyer.phone  of receipt.paid matches nothing in any of the files; the nearest is buyer.phnoe',
    );
    expect(process.exitCode).toBe(1);
  });

  test('as JSON, without a personal value', async () => {
    const refused = receipt.replace('154 2468 1357', '154****1357');
    await previewSource('till-demo', [file('a.http', receipt), file('b.http', refused)], { config, json: true });
    expect(JSON.parse(printed)).toMatchObject({
      connection: 'till-demo',
      files: [
        { file: 'a.http', events: [{ type: 'receipt.paid', changes: [{ outcome: 'upsert' }] }] },
        { file: 'b.http', events: [{ changes: [{ outcome: 'ignored', refusals: [{ reason: 'masked' }] }] }] },
      ],
      unmatched: [],
    });
    expect(printed).not.toMatch(/2468|林岚/);
  });

  test('a file that nobody can read says why, and what to do', async () => {
    await previewSource('shopify-demo', [file('a.json', '{"id":1}'), file('b.json', 'x')], { config, json: false });
    expect(printed).toContain('✗ a.json  type-missing');
    expect(printed).toContain('`# name: value`');
    expect(printed).toContain('✗ b.json  body-malformed');
    expect(process.exitCode).toBe(1);
  });

  test('works for a source that is no data too, without its paths', async () => {
    const member = JSON.stringify({ identities: [{ kind: 'member-no', value: 'M-000017' }] });
    await expect(
      previewSource('brand-demo', [file('m.json', member)], { config, json: false }),
    ).resolves.toBeUndefined();
  });

  test('a connection that is not there, with the nearest name', async () => {
    await expect(previewSource('till-dmo', [file('a', receipt)], { config, json: false })).rejects.toThrow(
      /Did you mean till-demo/,
    );
  });
});

describe('accept', () => {
  test('writes a test with invented values and no signature', async () => {
    const out = join(folder, 'golden');
    await acceptSource('till-demo', [file('receipt.http', receipt)], { config, json: false, out });
    const path = join(out, 'till-demo', 'receipt.json');
    expect(printed).toBe(`✓ ${path}  receipt.paid\n`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      headers: { 'x-github-event': 'receipt.paid' },
      body: { buyer: { phone: '159 3100 0001', name: expect.stringMatching(/^\p{Script=Han}{2}$/u) } },
      says: [
        {
          type: 'receipt.paid',
          outcome: {
            outcome: 'changes',
            changes: [expect.objectContaining({ kind: 'upsert', moments: ['paid-order'] })],
          },
        },
      ],
    });
  });

  test.each([
    ['nobody can read', 'x', /body-malformed/],
    ['has no type', '{"id":1}', /type-missing/],
  ])('nothing is written when one file %s', async (_name, content, message) => {
    const out = join(folder, 'golden');
    const files = [file('receipt.http', receipt), file('odd.http', content)];
    await expect(acceptSource('till-demo', files, { config, json: false, out })).rejects.toThrow(message);
    await expect(acceptSource('till-demo', files, { config, json: false, out })).rejects.toThrow(CommandError);
    expect(() => readFileSync(join(out, 'till-demo', 'receipt.json'))).toThrow();
  });
});
