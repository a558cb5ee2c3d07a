import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { digest } from '../../functions/shared/envelope/digest.ts';
import type { Json } from '../../functions/shared/json/lossless.ts';
import { deliveryWorld } from '../kit/delivery.ts';
import { openId } from '../kit/wechat-ids.ts';

/** Somebody who is invented. Every identity is theirs and nobody else's, as long as no story says otherwise. */
export interface Person {
  readonly index: number;
  readonly name: string;
  readonly openid: Listed;
  readonly member: Listed;
  readonly account: Listed;
  readonly phone: Listed;
  readonly mail: Listed;
}

/** An identity as the brand's own events list it. */
export interface Listed {
  readonly kind: string;
  readonly scope?: string;
  readonly value: string;
}

const APP = 'wx00d3m000d3m00001';
const FAMILY = Array.from('林周许沈顾陆程宋唐韩');
const GIVEN = Array.from('岚墨桐澄砚舟宁瑶琛菡');

export function person(index: number): Person {
  const given = [GIVEN[index % 10], GIVEN[Math.floor(index / 100) % 10]].join('');
  return {
    index,
    name: `${FAMILY[Math.floor(index / 10) % 10]}${given}`,
    openid: { kind: 'wechat-openid', scope: APP, value: openId(`oPerson${index}x`) },
    member: { kind: 'member-no', value: `M-${10_000 + index}` },
    account: { kind: 'shopify-customer', scope: 'shopify-demo', value: String(7_214_600_000_000 + index) },
    phone: phone(index),
    mail: { kind: 'email', value: `person.${index}@post.example` },
  };
}

/** Mainland mobiles in no order, so that none looks like a filler. */
export function phone(index: number): Listed {
  return { kind: 'mobile', value: `159${String(10_234_567 + ((index * 7_654_321) % 80_000_000))}` };
}

/** As the CDP knows it: `type=value`. */
export function pairOf({ kind, scope, value }: Listed): string {
  if (kind === 'wechat-openid') return `wechat=${scope}:${value}`;
  return kind === 'shopify-customer' ? `${kind}=${scope}:${value}` : `${kind}=${value}`;
}

/** When an event happened and came (Unix ms), and what tells it apart. */
export interface Stamp {
  readonly id: string;
  readonly time: number;
  readonly received: number;
}

const iso = (time: number) => new Date(time).toISOString();

/** Events as the platforms' requests become them, by samples that have come through the front door. */
export async function openEvents() {
  const world = deliveryWorld();
  const pushes = {
    follow: await world.sample('wechat-demo', 'subscribe'),
    unfollow: await world.sample('wechat-demo', 'unsubscribe'),
    click: await world.sample('wechat-demo', 'CLICK'),
  };
  const order = await world.sample('shopify-demo', 'orders/paid');
  world.cdp.sandbox.close();

  const stamped = (
    event: Envelope,
    { id, time, received }: Stamp,
    subject: string | undefined,
    data: Json,
  ): Envelope => {
    const { subject: _subject, ...rest } = event;
    const digested = { id: digest(id), time: iso(time), receivedtime: iso(received), data };
    return { ...rest, ...digested, ...(subject !== undefined && { subject }) };
  };
  const brand = (stamp: Stamp, connection: string, type: string, subject: string, data: Json): Envelope => {
    const source = `/brand-events/${connection}`;
    const event = { specversion: '1.0', source, type, datacontenttype: 'application/json', connection } as const;
    return stamped({ ...event, id: '', time: '', receivedtime: '', data }, stamp, subject, data);
  };
  const listed = (identities: readonly Listed[]) => identities.map((identity) => ({ ...identity }));

  return {
    push(how: keyof typeof pushes, { openid: { value } }: Person, stamp: Stamp): Envelope {
      const event = pushes[how];
      const CreateTime = String(Math.floor(stamp.time / 1000));
      const data = { ...(event.data as Record<string, Json>), FromUserName: value, CreateTime };
      return stamped(event, stamp, value, data);
    },

    /** An order of somebody's account, or of a guest, with what was typed. */
    order(
      buyer: Person | undefined,
      { phone, mail, name = '' }: { readonly phone?: Listed; readonly mail?: Listed; readonly name?: string },
      stamp: Stamp,
      placed = stamp.time,
    ): Envelope {
      const typed = { phone: phone ? `+86${phone.value}` : null, email: mail?.value ?? null };
      const [last_name, first_name] = [name.slice(0, 1), name.slice(1)];
      const { customer, ...data } = structuredClone(order.data) as Record<string, Json>;
      const times = { created_at: iso(placed), processed_at: iso(placed), updated_at: iso(stamp.time) };
      const account = buyer?.account.value ?? '';
      const owner = {
        ...(customer as Record<string, Json>),
        id: Number(account),
        admin_graphql_api_id: `gid://shopify/Customer/${account}`,
        default_address: null,
        ...typed,
        first_name,
        last_name,
        state: 'disabled',
        verified_email: false,
      };
      const contacts = buyer ? { phone: null, email: typed.email } : typed;
      const body = { ...data, ...times, ...contacts, contact_email: contacts.email, ...(buyer && { customer: owner }) };
      const event = { ...order, ...(!buyer && { partitionkey: digest(stamp.id) }) };
      return stamped(event, stamp, buyer && `customer:${account}`, body);
    },

    /** A log-in, or a new binding: it proves all of them. */
    bound(
      identities: readonly Listed[],
      stamp: Stamp,
      { connection = 'brand-demo', ...profile }: { connection?: string; name?: string; city?: string } = {},
    ): Envelope {
      const data = { identities: listed(identities), ...profile };
      return brand(stamp, connection, 'member.bound', identities[0]?.value ?? '', data);
    },
    updated(identities: readonly Listed[], stamp: Stamp, profile: { readonly city?: string }): Envelope {
      const data = { identities: listed(identities), ...profile };
      return brand(stamp, 'brand-demo', 'member.updated', identities[0]?.value ?? '', data);
    },
    released(identities: readonly Listed[], contact: Listed, stamp: Stamp): Envelope {
      const data = { identities: listed(identities), released: listed([contact]) };
      return brand(stamp, 'brand-demo', 'contact.released', identities[0]?.value ?? '', data);
    },
    erased(identities: readonly Listed[], stamp: Stamp): Envelope {
      const data = { identities: listed(identities), everywhere: true };
      return brand(stamp, 'brand-demo', 'member.erase', identities[0]?.value ?? '', data);
    },
  };
}

export type Events = Awaited<ReturnType<typeof openEvents>>;
