import { describe, expect, test } from 'vitest';
import { groupCalls } from '../../../functions/shared/cdp/client/group-calls.ts';
import { caller } from '../../../functions/shared/cdp/client/caller.ts';
import { digest } from '../../../functions/shared/envelope/digest.ts';
import { exchangeToken, sandboxExchange } from '../../../functions/shared/cdp/token-exchange.ts';
import { tokenCache } from '../../../functions/shared/cdp/token.ts';
import { MINUTE } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

// Groups and folders of the configuration in the real sandbox.
const FOLLOWERS = 'WeChat followers';
const inFolder = () =>
  deliveryWorld({
    config: demoConfig({
      groups: { [FOLLOWERS]: { join: ['follow'], leave: ['unfollow'], folder: ['归一', 'WeChat'] } },
    }),
  });
const follow = (world: DeliveryWorld, openid: string) =>
  world.sample('wechat-demo', 'subscribe', { change: (payload) => (payload['FromUserName'] = openId(openid)) });

function groupsOf(world: DeliveryWorld) {
  const key = { appKey: 'demo-app-key', secret: 'demo-only-cdp-secret' };
  const { transport } = world.cdp;
  const token = tokenCache(() => exchangeToken(transport, sandboxExchange, key, world.clock.read), world.clock.read);
  const patterns = { auth: [], permanent: [], notFound: [] };
  return groupCalls(caller({ transport, token, patterns, retry: undefined, observe: undefined }));
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('a group in a folder that is not there yet', () => {
  test('the first follower brings folders, group and membership', async () => {
    const world = inFolder();
    expect((await world.deliver(await follow(world, 'oFirst'))).outcome).toEqual({ outcome: 'done' });
    const [group, ...more] = await all(groupsOf(world).customerGroups());
    expect(group).toMatchObject({ name: FOLLOWERS, type: 1, customerTotal: 1, groupId: expect.any(String) as string });
    expect(more).toEqual([]);
    const tree = await world.cdp.open(world.config, world.store).client.queryTreeFormList();
    expect(tree).toMatchObject([{ name: '归一', subList: [{ name: 'WeChat', id: group?.groupId, subList: [] }] }]);
  });

  test('five instances with their first followers at once: one group, one pair of folders, five members', async () => {
    const world = inFolder();
    const { store, config } = world;
    const instances = Array.from({ length: 5 }, () => world.cdp.open(config, store));
    await Promise.allSettled(instances.map(({ groups }) => groups.idOf(FOLLOWERS)));
    const ids = await Promise.all(instances.map(({ groups }) => groups.idOf(FOLLOWERS)));
    expect(new Set(ids).size).toBe(1);
    expect(await all(groupsOf(world).customerGroups())).toHaveLength(1);
    for (const openid of ['oA', 'oB', 'oC', 'oD', 'oE']) await world.deliver(await follow(world, openid));
    expect(await all(groupsOf(world).customerGroups())).toMatchObject([{ customerTotal: 5 }]);
  });
});

test('while another instance creates the group, everybody waits for it, and the breaker stays closed', async () => {
  const world = inFolder();
  const { now } = world.clock;
  await world.leases.take([`create:${digest(`group ${FOLLOWERS}`)}`], 'another', { now, until: now + MINUTE });
  const followers = await Promise.all(Array.from({ length: 8 }, (_, index) => follow(world, `oWaits${index}`)));
  for (const event of followers) {
    const { outcome } = await world.deliver(event);
    expect(outcome).toMatchObject({ outcome: 'waiting', reason: 'hold-conflict', retryAfterSeconds: 5 });
  }
  world.clock.pass(MINUTE + 1);
  for (const event of followers) expect((await world.deliver(event)).outcome).toEqual({ outcome: 'done' });
});

test('a group that somebody deletes in the CDP is created again, once', async () => {
  const world = inFolder();
  await world.deliver(await follow(world, 'oFirst'));
  const groups = groupsOf(world);
  const [before] = await all(groups.customerGroups());
  if (!before) throw new Error('no group');
  await groups.deleteCustomerGroup({ customerGroupId: before.id });
  world.clock.pass(2 * MINUTE);
  expect((await world.deliver(await follow(world, 'oSecond'))).outcome).toEqual({ outcome: 'done' });
  const after = await all(groups.customerGroups());
  expect(after).toMatchObject([{ name: FOLLOWERS, customerTotal: 1 }]);
  expect(after[0]?.id).not.toBe(before.id);
});
