import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'vitest';
import { startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { isThere, openChromium, sayWhatIsLeftOut } from './chromium.ts';
import { openConsole } from './console.ts';

// What somebody does who has never seen the repository: clone, install, start, play the demo, look. The install is a download, and is taken
// as done; the page of the console is bundled here for the first time.

sayWhatIsLeftOut('the first minutes, of which the last is in a browser');

test.skipIf(!isThere)('from a clone to the first merged customer in the console', async () => {
  const began = performance.now();
  await using closing = new AsyncDisposableStack();
  const folder = temporaryFolder();
  closing.defer(() => folder.remove());
  const clone = join(folder.path, 'guiyi');
  execFileSync('git', ['clone', '--quiet', resolve('.'), clone]);
  symlinkSync(resolve('node_modules'), join(clone, 'node_modules'));

  const data = join(clone, '.guiyi');
  const host = await startHost({ data, project: clone });
  closing.defer(() => host.stop());
  execFileSync(process.execPath, ['cli/guiyi.mjs', 'demo', '--data', data], { cwd: clone });

  const browser = await openChromium({});
  closing.defer(() => browser.close());
  const page = await openConsole(browser, host);
  await page.getByText('2 customers became one').first().waitFor();
  await page.getByRole('link', { name: 'member.bound' }).first().click();
  await page
    .getByRole('link', { name: /^\d{19}/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Why one person' }).waitFor();
  // A figure of this machine and its load, and no limit of the test.
  process.stderr.write(`first merged customer after ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
});
