import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import example from '../../../../examples/production/guiyi.config.ts';
import { requireToken } from '../../../../functions/shared/config/require-token.ts';
import { bundleFunctions } from '../../../../infra/bundle.ts';
import { demoConfig } from '../../../kit/demo.ts';

const { token: _, ...withoutToken } = example.cdp;

test('no function is built for a tenant of which nobody has said how a token is had', async () => {
  const config = { ...example, cdp: withoutToken };
  await expect(bundleFunctions({ config })).rejects.toThrow('guiyi.config.ts: cdp.token: found nothing');
  expect(requireToken(example, 'guiyi.config.ts')).toBe(example);
});

test.each(['sandbox', 'http://127.0.0.1:8788'])('%s has an exchange of its own', (baseUrl) => {
  expect(() => requireToken(demoConfig({}, { baseUrl }), 'guiyi.config.ts')).not.toThrow();
});

test('nor does this machine: nothing is made, nothing is sent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-token-'));
  try {
    const file = join(folder, 'tenant.config.mjs');
    writeFileSync(file, `export default ${JSON.stringify({ ...example, cdp: withoutToken })};\n`);
    const args = [
      'local/start.ts',
      '--config',
      file,
      '--data',
      join(folder, 'data'),
      '--port',
      '0',
      '--desk-port',
      '0',
    ];
    const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([status, stdout, stderr]).toEqual([1, '', expect.stringContaining('cdp.token: found nothing')]);
    expect(readdirSync(folder)).toEqual(['tenant.config.mjs']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
