import { expect } from 'vitest';
import { runGuiyi } from '../cli/run-guiyi.ts';
import { startHost } from '../end-to-end/running-host.ts';
import { send } from '../end-to-end/samples.ts';
import { settled } from '../end-to-end/sandbox-client.ts';
import { nightFolder } from './night-folder.ts';
import type { OperatorWorld } from './operator-world.ts';

interface Status {
  readonly events: { readonly later: number };
}

/** `npm start` in a process of its own, and its operator with `--data`. */
export async function processOperatorWorld(): Promise<OperatorWorld> {
  const folder = nightFolder();
  const data = folder.files.path('state');
  const host = await startHost({ data });
  return {
    guiyi: (...args) => runGuiyi([...args, '--data', data]),
    named: `--data ${data}`,
    send: async (connection, request) => (await send(host.url, connection, request)).status,
    async inlet(body) {
      await host.ask('/api/inlet', { body });
    },
    async failCdp(count) {
      const fault = count === 0 ? { mode: 'none' } : { mode: 'http-500', count };
      const response = await fetch(`${host.desk}/sandbox/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      });
      expect(response.status).toBe(200);
    },
    settled: () => settled(host),
    async waits() {
      await expect.poll(async () => ((await host.ask('/api/status')) as Status).events.later).toBeGreaterThan(0);
    },
    ...folder.files,
    async end() {
      await host.stop();
      folder.remove();
    },
  };
}
