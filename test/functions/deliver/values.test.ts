import { expect, test } from 'vitest';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, memberBound } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

// Values that were read as another person's, the whole way to the CDP.
const APP = 'wx00d3m000d3m00001';

test.each(['digits', 'plus'] as const)(
  'a buyer in the US and a mainland member whose numbers have the same digits are two customers (%s)',
  async (foreignMobile) => {
    const world = deliveryWorld({ config: demoConfig({}, { foreignMobile }) });
    await world.deliver(
      await world.sample('woocommerce-demo', 'order.created', {
        change: (payload) => {
          const person = { phone: '1-310-555-2671', country: 'US', email: 'dana.reed@buyer.example' };
          Object.assign(payload, { customer_id: 0, billing: { ...person, first_name: 'Dana', last_name: 'Reed' } });
        },
      }),
    );
    const openid = { kind: 'wechat-openid', scope: APP, value: openId('oWangQiang') };
    await world.deliver(memberBound([openid, { kind: 'mobile', value: '13105552671' }]));
    const phones = world.cdp
      .customers()
      .map(({ identities }) => identities.filter((pair) => pair.startsWith('mobile=')).join(''));
    expect(phones.toSorted((one, other) => one.length - other.length)).toEqual(
      foreignMobile === 'plus' ? ['mobile=13105552671', 'mobile=+13105552671'] : ['', 'mobile=13105552671'],
    );
  },
);

test('four log-ins with the word OPENID in place of an openid are four people', async () => {
  const world = deliveryWorld();
  for (const index of [0, 1, 2, 3]) {
    const openid = { kind: 'wechat-openid', scope: APP, value: 'OPENID' };
    const mail = { kind: 'email', value: `u${index}@mail.example` };
    await world.deliver(memberBound([openid, mail], { id: `log-in-${index}`, subject: `u${index}` }));
  }
  expect(world.cdp.customers().map(({ identities }) => identities)).toEqual(
    [0, 1, 2, 3].map((index) => [`email=u${index}@mail.example`]),
  );
});

test('a phone that a CRM calls claimed joins nobody to whom it was proved', async () => {
  const world = deliveryWorld();
  const openid = { kind: 'wechat-openid', scope: APP, value: openId('oBob') };
  await world.deliver(memberBound([openid, { kind: 'mobile', value: '15931000071' }], { id: 'bob', subject: 'bob' }));
  const typed = { kind: 'mobile', value: '15931000071', grade: 'claimed' };
  await world.deliver(memberBound([{ kind: 'member-no', value: 'M-7' }, typed], { id: 'form', subject: 'form' }));
  const own = world.cdp.customers().map(({ identities }) => identities.toSorted());
  expect(own).toContainEqual(['member-no=M-7']);
  expect(own).toHaveLength(2);
});
