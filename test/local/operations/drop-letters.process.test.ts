import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openHost } from '../../../local/host/host.ts';
import { localOperations } from '../../../local/operations/local-operations.ts';
import { demoConfig } from '../../kit/demo.ts';

const member = (id: string, value: string) => ({
  specversion: '1.0',
  id,
  source: '/brand-events/brand-demo',
  type: 'member.bound',
  subject: value,
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  data: { identities: [{ kind: 'member-no', scope: 'demo', value }] },
  connection: 'brand-demo',
  receivedtime: new Date().toISOString(),
});

test('an erase removes the dead letters of the person’s events, and no others', async () => {
  const data = mkdtempSync(join(tmpdir(), 'guiyi-erase-'));
  const options = { data, secrets: 'local/demo-secrets.json', fresh: true, log: () => undefined };
  const host = await openHost({ config: demoConfig({}, { messages: { permanent: ['.'] } }), ...options });
  onTestFinished(async () => {
    await host.close();
    rmSync(data, { recursive: true });
  });
  const { deadLetters, privacy } = localOperations(host);
  const letters = async () => (await deadLetters.list({ queue: 'events' })).letters.map(({ events }) => events[0]?.id);
  const send = (envelope: object) => host.queues.inlet.queue.send([{ body: JSON.stringify(envelope), attributes: {} }]);
  const fault = (body: object) =>
    host.sandbox.handle({
      method: 'POST',
      path: '/sandbox/faults',
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  await fault({ mode: 'reject', endpoint: 'createCustomerByIdentity', count: 100 });
  await send(member('of-the-erased', 'M0001-erased'));
  await send(member('of-another', 'M0002-stays'));
  await expect.poll(letters, { timeout: 30_000 }).toHaveLength(2);
  await fault({ mode: 'none' });
  expect(await privacy.erase({ identity: 'member-no:demo:M0001-erased', why: 'a letter' })).toHaveProperty('event');
  await expect.poll(letters, { timeout: 30_000 }).toEqual(['of-another']);
});
