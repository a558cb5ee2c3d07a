import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { usage } from '../../local/host/settings.ts';
import { readAddress } from '../../local/host/address.ts';
import { startHost, temporaryFolder } from '../end-to-end/running-host.ts';

test('the command line finds npm start as long as it runs, and every start has a token of its own', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const tokens = new Set<string>();
  for (let start = 0; start < 2; start++) {
    const host = await startHost({ data: folder.path });
    const { url, desk } = host;
    const reading = readAddress(folder.path);
    if (reading.kind !== 'address') throw new Error(reading.kind);
    const { token } = reading.address;
    tokens.add(token);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.parse(host.output())).toMatchObject({
      url,
      desk,
      webhooks: { 'shopify-demo': `${url}/webhooks/shopify-demo` },
      cdp: `${desk}/openapi`,
      api: `${desk}/api`,
    });
    expect(host.output()).not.toContain(token);
    await host.stop();
    expect(readAddress(folder.path)).toEqual({ kind: 'none' });
  }
  expect(tokens.size).toBe(2);
});

test('--help says what the options are, and starts nothing', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['local/start.ts', '--help']);
  expect(stdout).toBe(usage());
});
