import { expect, test } from 'vitest';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld, memberBound } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

// Identities that are right in themselves and cannot be said to this tenant without meaning somebody else.
const guest = (world: DeliveryWorld, phone: string) =>
  world.sample('shopify-demo', 'orders/create', {
    change: (payload) => {
      delete payload['customer'];
      Object.assign(payload, { email: null, contact_email: null, phone });
    },
  });

test('a North American phone alone, which as digits would be a mainland one: ignored, and told', async () => {
  const world = deliveryWorld();
  const { outcome, discarded } = await world.deliver(await guest(world, '+13105552368'));
  expect(outcome).toMatchObject({ outcome: 'ignored', reason: 'event-without-customer' });
  expect(discarded).toContainEqual(expect.objectContaining({ kind: 'mobile', reason: 'ambiguous' }));
  expect(world.deadLetters.letters).toEqual([]);
});

test('with its plus it is a customer', async () => {
  const world = deliveryWorld({ config: demoConfig({}, { foreignMobile: 'plus' }) });
  await world.deliver(await guest(world, '+13105552368'));
  expect(world.cdp.customers()).toMatchObject([{ identities: ['mobile=+13105552368'] }]);
});

test('an openid without its app beside a member number: only the number is sent', async () => {
  const world = deliveryWorld();
  await world.deliver(
    memberBound([
      { kind: 'member-no', value: 'M-7' },
      { kind: 'wechat-openid', value: openId('oNoApp') },
    ]),
  );
  expect(world.cdp.customers()).toMatchObject([{ identities: ['member-no=M-7'] }]);
});
