import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { isThere, openChromium, sayWhatIsLeftOut } from './chromium.ts';
import { fill } from './console-data.ts';
import { type Look, openConsole, visit } from './console.ts';

// The pictures of docs/console.md, made anew: `npm run pictures`. All people in them are invented, all values masked.

const FOLDER = 'docs/images';
const SIZE = { width: 1200, height: 720 };
/** Half a minute suffices on a machine that does nothing else. */
const LIMIT_MINUTES = 10;

interface Shot {
  readonly name: string;
  readonly path: string;
  /** What stands in it when it is complete. */
  readonly shows: string;
  readonly look: Look;
}

sayWhatIsLeftOut('the pictures of the console');
const closing = new AsyncDisposableStack();
let doing = 'starting';
if (isThere) {
  try {
    await Promise.race([take(), tooLate()]);
  } finally {
    // Whatever failed: a host or a browser that stays would keep this process, and the next start, from its end.
    await closing.disposeAsync();
  }
}

async function tooLate(): Promise<never> {
  await wait(LIMIT_MINUTES * 60_000, undefined, { ref: false });
  throw new Error(`not done after ${LIMIT_MINUTES} minutes, while ${doing}`);
}

async function take(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const folder = temporaryFolder();
  closing.defer(() => folder.remove());
  const host = await startHost({ data: folder.path });
  closing.defer(() => host.stop());
  doing = 'playing the stories of the demo';
  await fill(host, folder.path);
  const { rows } = (await host.ask('/api/event-rows')) as {
    rows: readonly { id: string; source: string; merged: readonly string[]; customers: readonly string[] }[];
  };
  const merged = rows.find((row) => row.merged.length > 0);
  if (!merged) throw new Error('the demo has made no two customers one: there is nothing to show');
  const shots: readonly Shot[] = [
    { name: 'console-events', path: '/events', shows: '2 customers became one', look: {} },
    { name: 'console-event', path: `/events/${merged.id}`, shows: 'Timeline', look: { scheme: 'dark' } },
    { name: 'console-customer', path: `/customers/${merged.customers[0] ?? ''}`, shows: 'Why one person', look: {} },
  ];
  const browser = await openChromium({});
  closing.defer(() => browser.close());
  for (const shot of shots) await shoot(browser, host, shot);
}

async function shoot(browser: Browser, host: RunningHost, { name, path, shows, look }: Shot): Promise<void> {
  doing = `taking ${name}`;
  const page = await openConsole(browser, host, look);
  await page.setViewportSize(SIZE);
  await visit(page, path);
  await page.getByText(shows).first().waitFor();
  // The graph places itself after it is there.
  await page.waitForTimeout(3_000);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
  await page.context().close();
  process.stdout.write(`${FOLDER}/${name}.png\n`);
}
