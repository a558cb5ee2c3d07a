import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { isThere, openChromium } from './chromium.ts';
import { fill } from './console-data.ts';

/** What a test of the console has: both are there in tests, not before. */
export interface ConsoleHost {
  /** The folder of its state. */
  readonly data: string;
  readonly host: RunningHost;
  readonly browser: Browser;
}

/** A running npm start with something for every screen, and a browser, for the tests of this file. */
export function startConsoleHost(): ConsoleHost {
  const folder = temporaryFolder();
  const running: { host?: RunningHost; browser?: Browser } = {};
  beforeAll(async () => {
    if (!isThere) return;
    running.host = await startHost({ data: folder.path });
    running.browser = await openChromium({});
    await fill(running.host, folder.path);
  }, 60_000);
  afterEach(async () => {
    // A page that nobody looks at would go on listening.
    await Promise.all((running.browser?.contexts() ?? []).map((context) => context.close()));
  });
  afterAll(async () => {
    await running.browser?.close();
    await running.host?.stop();
    folder.remove();
  });
  const there = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('The host and the browser are there in tests only.');
    return value;
  };
  return {
    data: folder.path,
    get host() {
      return there(running.host);
    },
    get browser() {
      return there(running.browser);
    },
  };
}
