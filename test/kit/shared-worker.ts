import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, vi } from 'vitest';

// A set-up file of the project `unit`: its files share a worker, so each leaves the process as it found it. It runs before
// the imports of each file, and what it checks at the end comes after everything that the file does there.

const EVENTS = ['SIGINT', 'SIGTERM', 'uncaughtException', 'unhandledRejection', 'warning'];

const found = look();
afterAll(async () => {
  // A server begins, and when it was closed ends, some turns of the event loop later.
  await wait(1);
  for (let turn = 0; look().openServers > found.openServers && turn < 100; turn += 1) await wait(10);
  expect(look(), 'a file of tests leaves its worker as it found it').toEqual(found);
});

function look() {
  return {
    // The runner says there which file it is about.
    environment: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'))),
    folder: process.cwd(),
    exitCode: process.exitCode,
    listeners: EVENTS.map((name) => [name, process.listenerCount(name)]),
    openServers: process.getActiveResourcesInfo().filter((resource) => resource === 'TCPServerWrap').length,
    fakeTimers: vi.isFakeTimers(),
  };
}
