import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type RunningHost, startHost, temporaryFolder } from './running-host.ts';
import { demoRequest, send } from './samples.ts';
import { openSandboxClient, settled } from './sandbox-client.ts';

const PHONE = '15838000061';
const EMAIL = 'suwan.61@shop.test';

/** Files of the state that hold a value of the person. */
function filesWithPerson(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter(({ parentPath, name }) => {
      const bytes = readIfThere(join(parentPath, name));
      return bytes.includes(PHONE) || bytes.includes(EMAIL);
    })
    .map(({ name }) => name);
}

/** Files may be removed while they are listed. */
function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

async function isErased(host: RunningHost): Promise<boolean> {
  const { events } = (await host.ask('/api/events')) as { readonly events: readonly { type: string; state: string }[] };
  return events.some(({ type, state }) => type === 'member.erase' && state === 'done');
}

test.each<readonly [string, (host: RunningHost) => Promise<unknown>]>([
  ['as soon as the request is acknowledged', async () => undefined],
  [
    'as soon as the message is done',
    (host) => expect.poll(() => isErased(host), { interval: 1, timeout: 20_000 }).toBe(true),
  ],
])('a process killed by SIGKILL %s: the next one forgets the person', async (_when, moment) => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  let host = await startHost({ data: folder.path });
  onTestFinished(() => host.kill());
  const order = demoRequest('shopify-demo', 'orders/paid', 61, (payload) => {
    Object.assign(payload['customer'] as object, { phone: `+86${PHONE}`, email: EMAIL });
    Object.assign(payload, { phone: `+86${PHONE}`, email: EMAIL });
  });
  expect(await send(host.url, 'shopify-demo', order)).toMatchObject({ status: 200 });
  await settled(host);
  expect(filesWithPerson(folder.path)).not.toEqual([]);

  await host.ask('/api/erase', { identity: `mobile:${PHONE}`, why: 'a letter' });
  await moment(host);
  await host.kill();

  host = await startHost({ data: folder.path });
  await settled(host);
  await expect.poll(() => filesWithPerson(folder.path), { timeout: 20_000 }).toEqual([]);
  const cdp = await openSandboxClient(host.desk);
  expect(await cdp.customerOf('mobile', PHONE)).toBeUndefined();
});
