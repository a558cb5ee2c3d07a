import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { isThere, openChromium, sayWhatIsLeftOut } from './chromium.ts';
import { fill } from './console-data.ts';
import { type Look, openConsole, visit } from './console.ts';

// The pictures of docs/console.md, made anew: `npm run pictures`. All people in them are invented, all values masked.

const FOLDER = 'docs/images';
const SIZE = { width: 1200, height: 720 };

sayWhatIsLeftOut('the pictures of the console');
if (isThere) await take();

async function take(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const folder = temporaryFolder();
  const host = await startHost({ data: folder.path });
  await fill(host, folder.path);
  const { rows } = (await host.ask('/api/event-rows')) as {
    rows: readonly { id: string; source: string; merged: readonly string[]; customers: readonly string[] }[];
  };
  const merged = rows.find((row) => row.merged.length > 0);
  const shots: readonly (readonly [string, string, Look])[] = [
    ['console-events', '/events', {}],
    ['console-event', `/events/${merged?.id ?? ''}`, { scheme: 'dark' }],
    ['console-customer', `/customers/${merged?.customers[0] ?? ''}`, {}],
  ];
  const browser = await openChromium({});
  for (const [name, path, look] of shots) await shoot(browser, host, name, path, look);
  await browser.close();
  await host.stop();
  folder.remove();
}

async function shoot(browser: Browser, host: RunningHost, name: string, path: string, look: Look): Promise<void> {
  const page = await openConsole(browser, host, look);
  await page.setViewportSize(SIZE);
  await visit(page, path);
  await page.waitForTimeout(3_000);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
  await page.context().close();
  process.stdout.write(`${FOLDER}/${name}.png\n`);
}
