import * as fc from 'fast-check';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { MINUTE } from './clock.ts';
import { DAY, email, eventOn, memberNo, mobile, openid } from './days.ts';
import type { DeliveryWorld } from './delivery.ts';

/** What may happen to three invented people, as plain data: shop orders, the official account, and the brand's own events. */

const people = [
  {
    member: 'C-1',
    follower: 'oCourseOne',
    phone: '15931000101',
    mail: 'one@post.example',
    names: ['欧阳小满', '欧阳满'],
  },
  { member: 'C-2', follower: 'oCourseTwo', phone: '15931000102', mail: 'two@post.example', names: ['司徒北辰'] },
  { member: 'C-3', follower: 'oCourseThree', phone: '15931000103', mail: 'three@post.example', names: ['上官云舒'] },
] as const;

const samples = ['orders/create', 'orders/paid', 'customers/update'] as const;
const pushes = ['subscribe', 'unsubscribe', 'CLICK'] as const;

/** One event of somebody: `late` hours before it comes. */
const anyStep = fc.record({
  person: fc.nat({ max: people.length - 1 }),
  what: fc.oneof(
    fc.record({ kind: fc.constant('shop' as const), event: fc.constantFrom(...samples), phoneOf: fc.nat({ max: 2 }) }),
    fc.record({ kind: fc.constant('account' as const), event: fc.constantFrom(...pushes) }),
    fc.record({
      kind: fc.constant('brand' as const),
      proves: fc.subarray(['phone', 'mail', 'follower'] as const),
      name: fc.option(fc.nat({ max: 1 }), { nil: undefined }),
    }),
  ),
  lateMinutes: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }) },
  ),
});
export type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** Runs of events of one subject, as a batch may hold them, with the minutes that pass before each. */
export const anyCourse = fc.array(
  fc.record({
    minutes: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 60, max: 3_000 })),
    run: fc.array(anyStep, { minLength: 1, maxLength: 6 }),
    subject: anyStep,
  }),
  { minLength: 2, maxLength: 8 },
);
export type Course = typeof anyCourse extends fc.Arbitrary<infer T> ? T : never;

/** The events of one run: all of them of the subject that its first step names. */
export async function eventsOf(
  world: DeliveryWorld,
  { subject, run }: Course[number],
  index: number,
): Promise<readonly Envelope[]> {
  const events: Envelope[] = [];
  for (const [place, { what, lateMinutes }] of run.entries()) {
    const own = what.kind === subject.what.kind ? what : subject.what;
    const event = await eventOf(world, subject.person, own, lateMinutes);
    events.push({ ...event, id: `${index}-${place}` });
  }
  return events;
}

async function eventOf(world: DeliveryWorld, person: number, what: Step['what'], late: number): Promise<Envelope> {
  const { member, follower, phone, mail, names } = people[person] ?? people[0];
  const time = new Date(world.clock.now - late * MINUTE).toISOString();
  if (what.kind === 'brand') {
    const proved = { phone: mobile(phone), mail: email(mail), follower: openid(follower) };
    const name = what.name === undefined ? undefined : names[what.name % names.length];
    const given = [memberNo(member), ...what.proves.map((one) => proved[one])];
    const day = (world.clock.now - world.start - late * MINUTE) / DAY;
    return eventOn(world, day, given, { ...(name !== undefined && { name }), subject: member });
  }
  const sequence = person + 1;
  const event =
    what.kind === 'shop'
      ? await world.sample('shopify-demo', what.event, {
          sequence,
          now: world.clock.now,
          change: (payload) => {
            const typed = `+86${people[what.phoneOf]?.phone}`;
            if ('customer' in payload) Object.assign(payload['customer'] as object, { phone: typed });
            payload['phone'] = typed;
          },
        })
      : await world.sample('wechat-demo', what.event, { sequence });
  if (what.kind === 'shop') return { ...event, time };
  const { value } = openid(follower);
  return { ...event, time, subject: value, data: { ...(event.data as object), FromUserName: value } };
}

/** What a person has done last: each channel with an event that looks at what the CDP has. */
export async function lastEventsOf(world: DeliveryWorld, person: number): Promise<readonly Envelope[]> {
  const shop = { kind: 'shop', event: 'orders/paid', phoneOf: person } as const;
  const account = { kind: 'account', event: 'subscribe' } as const;
  const brand = { kind: 'brand', proves: [] as ('phone' | 'mail' | 'follower')[], name: 0 } as const;
  const events = [];
  for (const what of [shop, account, brand]) events.push(await eventOf(world, person, what, 0));
  return events.map((event, index) => ({ ...event, id: `last-${person}-${index}` }));
}

/** The ids of each person, as `type=value`: of the shop, of the account, of the brand. */
export const idsOfPeople: readonly (readonly string[])[] = people.map(({ member, follower }, index) => [
  `shopify-customer=shopify-demo:721450000000${index + 1}`,
  `wechat=wx00d3m000d3m00001:${openid(follower).value}`,
  `member-no=${member}`,
]);

/** What the CDP has of everybody, without ids and times. */
export function seen({ cdp }: Pick<DeliveryWorld, 'cdp'>): readonly unknown[] {
  return cdp
    .customers()
    .map(({ name, profile, identities, groups }) => ({ name, profile, identities, groups }))
    .toSorted((one, other) => (one.identities.join() < other.identities.join() ? -1 : 1));
}
