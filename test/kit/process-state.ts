import { setTimeout as wait } from 'node:timers/promises';
import { vi } from 'vitest';

const EVENTS = ['SIGINT', 'SIGTERM', 'uncaughtException', 'unhandledRejection', 'warning'];

/** What a file of tests may change of the process that it runs in, and another one would meet. */
export function processState() {
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

/** The state when no more servers are open than there were, or after a second. */
export async function settledProcessState(openServers: number): Promise<ReturnType<typeof processState>> {
  // A server begins, and when it was closed ends, some turns of the event loop later.
  await wait(1);
  for (let turn = 0; processState().openServers > openServers && turn < 100; turn += 1) await wait(10);
  return processState();
}
