import { expect, test } from 'vitest';
import { type RunningHost, startHost, temporaryFolder } from './running-host.ts';
import { demoAppId, demoRequest, send } from './samples.ts';
import { openSandboxClient, settled } from './sandbox-client.ts';

const EVENTS = 1_000;
const PEOPLE = 400;
const CONNECTIONS = 16;
const KILLS = [250, 650];

/** Event `index` is about person `index % PEOPLE`; odd people follow, even ones buy. */
function eventOf(index: number) {
  const person = index % PEOPLE;
  const follows = person % 2 === 1;
  const identity = follows
    ? { type: 'wechat', value: `${demoAppId}:oKillTestFollower${String(person).padStart(11, '0')}` }
    : { type: 'mobile', value: `159${31_000_000 + person * 7}` };
  const request = follows
    ? demoRequest('wechat-demo', index < PEOPLE ? 'subscribe' : 'SCAN', index, (payload) => {
        payload['FromUserName'] = identity.value.split(':')[1] ?? '';
      })
    : demoRequest('shopify-demo', index < PEOPLE ? 'customers/create' : 'orders/paid', index, (payload) => {
        const customer = index < PEOPLE ? payload : (payload['customer'] as typeof payload);
        const id = 900_000_000 + person;
        const email = `kill.${person}@shop.test`;
        Object.assign(customer, {
          id,
          admin_graphql_api_id: `gid://shopify/Customer/${id}`,
          phone: `+86${identity.value}`,
          email,
        });
      });
  return { connection: follows ? 'wechat-demo' : 'shopify-demo', identity, request };
}

test('1,000 mixed events, the process killed twice: every acknowledged customer is there once', async () => {
  const folder = temporaryFolder();
  let host: RunningHost = await startHost({ data: folder.path });
  let restarting: Promise<void> | undefined;
  let acknowledged = 0;
  const kills = [...KILLS];
  const tokens = new Set([host.token]);
  const restart = async () => {
    await host.kill();
    host = await startHost({ data: folder.path });
    tokens.add(host.token);
    restarting = undefined;
  };
  const deliver = async (index: number): Promise<void> => {
    const { connection, request } = eventOf(index);
    for (;;) {
      await restarting;
      try {
        // A platform repeats what was not acknowledged.
        if ((await send(host.url, connection, request)).status === 200) break;
      } catch {
        // The process died under the request.
      }
    }
    acknowledged++;
    if (acknowledged === kills[0]) {
      kills.shift();
      restarting = restart();
    }
  };
  let next = 0;
  const worker = async () => {
    while (next < EVENTS) await deliver(next++);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  expect(kills).toEqual([]);
  await restarting;
  // Every start has another token for its desk.
  expect(tokens.size).toBe(1 + KILLS.length);
  await settled(host, 60);

  const cdp = await openSandboxClient(host.desk);
  const owners = new Map<string, string | undefined>();
  for (let index = 0; index < PEOPLE; index++) {
    const { identity } = eventOf(index);
    owners.set(identity.value, await cdp.customerOf(identity.type, identity.value));
  }
  expect([...owners].filter(([, owner]) => owner === undefined)).toEqual([]);
  expect(new Set(owners.values()).size).toBe(PEOPLE);
  expect(await cdp.customers()).toHaveLength(PEOPLE);
  expect(await host.ask('/api/dead-letters')).toMatchObject({ events: [] });
  await host.stop();
  folder.remove();
}, 120_000);
