import { describe, expect, test } from 'vitest';
import type { Transport } from '../../../functions/shared/cdp/transport.ts';
import type { CustomerItem } from '../../../functions/shared/change/customer-item.ts';
import { casesOf, DAY, deliverOn, deliverThrough, eventOn, memberNo, mobile, openid, ownerOf } from '../../kit/days.ts';
import { type DeliveryWorld, deliveryWorld } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';

// Between the question who has an identity and the call that would make somebody new, another system gives it to a customer who is known
// by other identities. The answer names that customer, of whom the event knew nothing.

const ann = memberNo('AN-1');
const follower = openid('oAnn');
const OPENID = `wechat=${follower.scope}:${follower.value}`;
const NOBODY = '{"code":0,"msg":"ok","data":null}';

/** Another system, which links the openid to Ann right before the next customer would be made. */
function worldWithOther({ isShownAtOnce }: { readonly isShownAtOnce: boolean }) {
  let isWaiting = false;
  let isHidden = false;
  const wrap =
    (transport: Transport): Transport =>
    async (request) => {
      if (isWaiting && request.endpoint === 'createCustomerByIdentity') {
        world.cdp.customer('member-no=AN-1', OPENID);
        isWaiting = false;
        isHidden = !isShownAtOnce;
      }
      const answer = await transport(request);
      const asksForIt =
        request.endpoint === 'getCustomerIdByIdentityList' && request.body?.includes(follower.value) === true;
      return isHidden && asksForIt ? { ...answer, text: NOBODY } : answer;
    };
  const world: DeliveryWorld = deliveryWorld({ wrap });
  return {
    world,
    linksNext: () => {
      isWaiting = true;
    },
  };
}

/** Ann is a member with a phone that she has proved, and with a name that was said on the tenth day. */
async function withAnn(world: DeliveryWorld): Promise<string> {
  await deliverOn(world, 0, [ann, mobile('15931000701')], { name: 'Ann Early', subject: 'ann' });
  await deliverOn(world, 10, [ann], { name: 'Ann Late', subject: 'ann' });
  return ownerOf(world, ann)?.id ?? 'nobody';
}

function itemOf(world: DeliveryWorld, id: string): CustomerItem {
  const { names, contacts, claimed, fields } = JSON.parse(world.ledger.records.get(`c:${id}`)?.state ?? '{}');
  return { names, contacts, claimed, fields, groups: {} };
}

describe.each([
  ['and names her when it is asked again', true],
  ['and its look-ups go on saying that the openid is nobody’s', false],
] as const)('the CDP answers with Ann, who is known, %s', (_title, isShownAtOnce) => {
  test('what was known of her stays, and the event is hers', async () => {
    const { world, linksNext } = worldWithOther({ isShownAtOnce });
    const id = await withAnn(world);
    const before = itemOf(world, id);
    linksNext();
    expect((await deliverOn(world, 15, [follower], { subject: 'follower' })).outcome).toEqual({ outcome: 'done' });
    const after = itemOf(world, id);
    expect(after.names).toEqual(before.names);
    expect(after.contacts).toEqual(before.contacts);
    expect(after.claimed).toEqual(before.claimed);
    expect(ownerOf(world, follower)?.id).toBe(id);
  });

  test('an older name does not win over the later one', async () => {
    const { world, linksNext } = worldWithOther({ isShownAtOnce });
    await withAnn(world);
    linksNext();
    await deliverOn(world, 15, [follower], { subject: 'follower' });
    await deliverOn(world, 5, [ann], { name: 'Ann Between', subject: 'ann', lateDays: 20 });
    expect(world.cdp.customers()).toMatchObject([{ name: 'Ann Late' }]);
  });
});

test('it is decided anew what becomes hers: a second openid of one app is not linked, and a person is asked', async () => {
  const { world, linksNext } = worldWithOther({ isShownAtOnce: true });
  const [own, second] = [openid('oAnnInTheOtherApp', 2), openid('oSomebody', 2)];
  const id = await withAnn(world);
  await deliverOn(world, 11, [ann, own], { subject: 'ann' });
  linksNext();
  await deliverOn(world, 15, [follower, { ...second, grade: 'claimed' }], { subject: 'follower' });
  expect(ownerOf(world, follower)?.id).toBe(id);
  expect(ownerOf(world, second)).toBeUndefined();
  expect(await casesOf(world)).toEqual(['ids-contradict 1']);
});

test('the first try says why it waits', async () => {
  const { world, linksNext } = worldWithOther({ isShownAtOnce: true });
  await withAnn(world);
  linksNext();
  const { outcome } = await world.deliver(eventOn(world, 15, [follower], { subject: 'follower' }));
  expect(outcome).toMatchObject({
    outcome: 'waiting',
    reason: 'hold-conflict',
    detail: expect.stringMatching('a customer who was there before'),
  });
});

test('whoever is known as part of another, and is named by the CDP, is who the CDP says: one try is enough', async () => {
  const { world, linksNext } = worldWithOther({ isShownAtOnce: true });
  const id = await withAnn(world);
  const record = world.ledger.records.get(`c:${id}`) ?? expect.fail();
  const state = JSON.stringify({ ...(JSON.parse(record.state) as object), alias: '4711' });
  world.ledger.records.set(`c:${id}`, { ...record, state });
  linksNext();
  const { outcome } = await world.deliver(eventOn(world, 15, [follower], { subject: 'follower' }));
  expect(outcome).toEqual({ outcome: 'done' });
});

test('what her city is, is sent again, although it is what she was last sent: the call has written an older one', async () => {
  const { world, linksNext } = worldWithOther({ isShownAtOnce: true });
  await withAnn(world);
  const living = (day: number, who: typeof ann, subject: string, city: string, lateDays = 0) => {
    const event = eventOn(world, day, [who], { type: 'member.updated', subject, lateDays });
    return { ...event, id: `${event.id} ${city}`, data: { ...(event.data as object), city } };
  };
  await deliverThrough(world, living(10, ann, 'ann', '杭州'));
  linksNext();
  await deliverThrough(world, living(5, follower, 'follower', '成都', 5));
  await deliverThrough(world, living(10.01, ann, 'ann', '杭州'));
  expect(world.cdp.customers()).toMatchObject([{ profile: { city: '杭州' } }]);
});

test('under `merge: always` a typed phone leads to its customer in one try, and what was known of them stays', async () => {
  const world = deliveryWorld({ config: demoConfig({}, { merge: 'always' }) });
  const id = await withAnn(world);
  const before = itemOf(world, id);
  const typing = eventOn(world, 15, [follower, { ...mobile('15931000701'), grade: 'claimed' }], {
    subject: 'follower',
  });
  world.clock.now = world.start + 15 * DAY;
  expect((await world.deliver(typing)).outcome).toEqual({ outcome: 'done' });
  expect(ownerOf(world, follower)?.id).toBe(id);
  const { names, contacts, fields } = itemOf(world, id);
  expect({ names, contacts }).toEqual({ names: before.names, contacts: before.contacts });
  expect(fields['name']).toMatchObject({ t: world.start + 10 * DAY });
});
