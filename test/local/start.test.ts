import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startHost, temporaryFolder } from '../end-to-end/running-host.ts';

test('the command line finds npm start as long as it runs', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const host = await startHost({ data: folder.path });
  expect(existsSync(join(folder.path, 'address.json'))).toBe(true);
  await host.stop();
  expect(existsSync(join(folder.path, 'address.json'))).toBe(false);
});
