import * as fc from 'fast-check';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { type DeliveryWorld, memberBound } from './delivery.ts';
import { externalUserId, openId } from './wechat-ids.ts';

/** Somebody who is invented, and of whom the truth is known: these ids and contacts are theirs and nobody else's. */
export interface InventedPerson {
  readonly name: string;
  /** By kind, as the brand's own events list them. */
  readonly own: Readonly<Record<OwnKind, { readonly kind: string; readonly scope?: string; readonly value: string }>>;
}

export const ownKinds = [
  'follower',
  'shopper',
  'buyer',
  'contact',
  'account',
  'union',
  'member',
  'phone',
  'mail',
] as const;
export type OwnKind = (typeof ownKinds)[number];

const FIRST_SHOP_ID = 7_214_500_001_000;
export const names = ['林甲', '周乙', '许丙'] as const;

export const people: readonly InventedPerson[] = names.map((name, index) => ({
  name,
  own: {
    follower: { kind: 'wechat-openid', scope: 'wx00d3m000d3m00001', value: openId(`oFollower${index}`) },
    shopper: { kind: 'wechat-openid', scope: 'wx00d3m000d3m00002', value: openId(`oShopper${index}`) },
    buyer: { kind: 'wechat-openid', scope: 'wx00d3m000d3m00003', value: openId(`oBuyer${index}`) },
    contact: { kind: 'wecom-external-userid', scope: 'ww00d3m000d3m00001', value: externalUserId(`wmContact${index}`) },
    account: { kind: 'shopify-customer', scope: 'shopify-demo', value: String(FIRST_SHOP_ID + index) },
    union: { kind: 'wechat-unionid', value: openId(`oUnion${index}`) },
    member: { kind: 'member-no', value: `M-${index}` },
    phone: { kind: 'mobile', value: `1593100040${index}` },
    mail: { kind: 'email', value: `person.${index}@mail.example` },
  },
}));

/** As the CDP knows an identity of the demo: `type=value`. */
export function pairOf(person: InventedPerson, kind: OwnKind): string {
  const { kind: type, scope, value } = person.own[kind];
  if (type === 'wechat-openid') return `wechat=${scope}:${value}`;
  return type === 'shopify-customer' ? `${type}=${scope}:${value}` : `${type}=${value}`;
}

/** One thing that happens to somebody. Of what is typed, `phoneOf` and `mailOf` say whose it really is. */
export interface Happening {
  readonly how: 'follow' | 'modify' | 'pay' | 'store' | 'add' | 'account' | 'order' | 'guest' | 'log-in';
  readonly who: number;
  readonly phoneOf: number | undefined;
  readonly mailOf: number | undefined;
  readonly mailProved: boolean;
  /** Of a log-in. */
  readonly proves: readonly OwnKind[];
}

const anybody = fc.nat({ max: people.length - 1 });

/** @param typos Do people type each other's phones and addresses? */
export function happenings(typos: boolean): fc.Arbitrary<Happening> {
  return (
    fc
      .record({
        how: fc.constantFrom<Happening['how'][]>(
          'follow',
          'modify',
          'pay',
          'store',
          'add',
          'account',
          'order',
          'guest',
          'log-in',
          'log-in',
          'log-in',
        ),
        who: anybody,
        phoneOf: fc.option(anybody, { nil: undefined }),
        mailOf: fc.option(anybody, { nil: undefined }),
        mailProved: fc.boolean(),
        proves: fc.uniqueArray(fc.constantFrom(...ownKinds), { minLength: 1, maxLength: 4 }),
      })
      .map((happening) => (typos ? happening : withoutTypos(happening)))
      // Of an address that is proved there is no slip of the finger.
      .map((happening) =>
        happening.mailProved && happening.mailOf !== undefined ? { ...happening, mailOf: happening.who } : happening,
      )
  );
}

function withoutTypos(happening: Happening): Happening {
  const { who, phoneOf, mailOf } = happening;
  return {
    ...happening,
    phoneOf: phoneOf === undefined ? undefined : who,
    mailOf: mailOf === undefined ? undefined : who,
  };
}

/** What a happening proves to be one person's. */
export function provedBy({ how, mailOf, mailProved, proves }: Happening): readonly OwnKind[] {
  switch (how) {
    case 'follow':
    case 'pay':
      return ['follower'];
    case 'modify':
      return ['shopper', 'union'];
    case 'store':
      return ['buyer'];
    case 'add':
      return ['contact'];
    case 'account':
    case 'order':
      return mailProved && mailOf !== undefined ? ['account', 'mail'] : ['account'];
    case 'guest':
      return [];
    case 'log-in':
      return proves;
  }
}

/** The envelope that the platform's own request, or the brand's system, gives for a happening. */
export async function envelopeOf(world: DeliveryWorld, happening: Happening, sequence: number): Promise<Envelope> {
  const { how, who, phoneOf, mailOf, mailProved, proves } = happening;
  const person = people[who] ?? people[0];
  if (!person) throw new Error('nobody');
  const { own } = person;
  const typed = {
    phone: phoneOf === undefined ? null : `+86${people[phoneOf]?.own.phone.value}`,
    email: mailOf === undefined ? null : (people[mailOf]?.own.mail.value ?? null),
  };
  const account = {
    id: Number(own.account.value),
    admin_graphql_api_id: `gid://shopify/Customer/${own.account.value}`,
    first_name: person.name.slice(1),
    last_name: person.name.slice(0, 1),
    verified_email: mailProved,
    state: mailProved ? 'enabled' : 'disabled',
    default_address: null,
    ...typed,
  };
  switch (how) {
    case 'follow':
      return world.sample('wechat-demo', 'subscribe', {
        sequence,
        change: (payload) => (payload['FromUserName'] = own.follower.value),
      });
    case 'modify':
      return world.sample('miniprogram-demo', 'user_info_modified', {
        sequence,
        change: (payload) => Object.assign(payload, { OpenID: own.shopper.value, UnionID: own.union.value }),
      });
    case 'pay':
      return world.sample('wechat-pay-demo', 'TRANSACTION.SUCCESS', {
        sequence,
        change: (payload) => (payload['payer'] = { openid: own.follower.value }),
      });
    case 'store':
      return world.sample('wechat-store-demo', 'channels_ec_order_pay', {
        sequence,
        change: (payload) => (payload['FromUserName'] = own.buyer.value),
      });
    case 'add':
      return world.sample('wecom-demo', 'change_external_contact.add_external_contact', {
        sequence,
        change: (payload) => (payload['ExternalUserID'] = own.contact.value),
      });
    case 'account':
      return world.sample('shopify-demo', 'customers/create', {
        sequence,
        change: (payload) => Object.assign(payload, account),
      });
    case 'order':
      return world.sample('shopify-demo', 'orders/paid', {
        sequence,
        change: (payload) => Object.assign(payload, { ...typed, contact_email: typed.email, customer: account }),
      });
    case 'guest':
      return world.sample('shopify-demo', 'orders/paid', {
        sequence,
        change: (payload) => {
          delete payload['customer'];
          Object.assign(payload, { ...typed, contact_email: typed.email });
        },
      });
    case 'log-in': {
      const time = new Date(world.clock.now).toISOString();
      const identities = proves.map((kind) => own[kind]);
      return memberBound(identities, { id: `log-in ${sequence}`, time, receivedtime: time, name: person.name });
    }
  }
}
