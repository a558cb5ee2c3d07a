import type { Random } from '../../bench/truth/random.ts';
import type { SamplePayload } from '../../functions/shared/sources/source.ts';
import { HOUR } from '../kit/clock.ts';
import { openId } from '../kit/wechat-ids.ts';
import { type Act, brandEvent, type Message } from './acts.ts';

/**
 * Invented people and what they do in three days. Of everybody it is certain who they are, whatever the order in which their events
 * come: what is typed on one channel is proved on no other at the same time. What a doubtful order does is measured by bench/truth.
 */

const SPAN = 3 * 24 * HOUR;

const weChatId = (name: string, person: number) => openId(`${name}${String(person).padStart(10, '0')}`);

interface Life {
  readonly person: number;
  readonly random: Random;
  readonly start: number;
}

type Way = (life: Life) => readonly Act[];

const ACCOUNT_APP = 'wx00d3m000d3m00001';

/** So many moments in the three days, in their order and at least some minutes apart. */
function moments({ random, start }: Life, count: number): number[] {
  const part = SPAN / count;
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * part + random.between(0.05, 0.95) * part;
    return Math.floor(at / 1000) * 1000;
  });
}

const follower: Way = (life) => {
  const { person, random } = life;
  const clicks = Array.from({ length: random.int(1, 4) }, () => 'CLICK');
  const events = ['subscribe', ...clicks, ...(random.chance(0.4) ? ['unsubscribe'] : [])];
  if (events.at(-1) === 'unsubscribe' && random.chance(0.5)) events.push('subscribe', 'CLICK');
  const at = moments(life, events.length);
  return events.map((event, index) => ({
    at: at[index] ?? 0,
    person,
    message: push('wechat-demo', event, person * 10 + index, { FromUserName: weChatId('oChaos', person) }),
  }));
};

function push(
  connection: 'wechat-demo' | 'miniprogram-demo',
  event: string,
  sequence: number,
  fields: Readonly<Record<string, string>>,
): Message {
  const change = (payload: SamplePayload) => void Object.assign(payload, fields);
  return { way: 'webhook', connection, event, sequence, change };
}

/** A shop's own samples have one person a number. */
const shop =
  (connection: Extract<Message, { way: 'webhook' }>['connection'], ...events: readonly string[]): Way =>
  (life) => {
    const { person } = life;
    const at = moments(life, events.length);
    return events.map((event, index) => ({
      at: at[index] ?? 0,
      person,
      message: { way: 'webhook', connection, event, sequence: person },
    }));
  };

const shops: readonly [Way, ...Way[]] = [
  shop('shopify-demo', 'customers/create', 'orders/create', 'orders/paid', 'customers/update'),
  shop('shoplazza-demo', 'customers/create', 'orders/create', 'orders/paid'),
  shop('shopline-demo', 'customers/create', 'orders/create', 'orders/paid', 'customers/update'),
  shop('woocommerce-demo', 'customer.created', 'order.created', 'order.updated', 'customer.updated'),
  shop('stripe-demo', 'customer.created', 'customer.updated', 'payment_intent.succeeded'),
  shop('wechat-store-demo', 'channels_ec_order_new', 'channels_ec_order_pay', 'channels_ec_order_confirm'),
  shop('wechat-pay-demo', 'TRANSACTION.SUCCESS', 'REFUND.SUCCESS'),
  shop('youzan-demo', 'trade_TradeCreate', 'trade_TradePaid', 'trade_TradeSuccess'),
  shop('kuaishou-demo', 'kwaishop_order_addOrder', 'kwaishop_order_paySuccess'),
  shop('douyin-demo', 'life_member_join', 'life_trade_order_notify'),
  shop('doudian-demo', '100', '101'),
];

const NAMES = ['林晓岚', '周子墨', '许雨桐', '何思远', '宋嘉宁', '唐一帆'] as const;
const CITIES = ['上海', '杭州', '成都', '广州'] as const;

interface BrandIdentity {
  readonly kind: string;
  readonly value: string;
  readonly scope?: string;
}

interface Member {
  readonly number: { readonly kind: string; readonly value: string };
  readonly phone: { readonly kind: string; readonly value: string };
  readonly account: { readonly kind: string; readonly scope: string; readonly value: string };
  readonly union: { readonly kind: string; readonly value: string };
  readonly mini: string;
}

function memberOf(person: number): Member {
  return {
    number: { kind: 'member-no', value: `C-${person}` },
    phone: { kind: 'mobile', value: `193${String(10_000_000 + person)}` },
    account: { kind: 'wechat-openid', scope: ACCOUNT_APP, value: weChatId('oChaos', person) },
    union: { kind: 'wechat-unionid', value: weChatId('oUnion', person) },
    mini: weChatId('oMini', person),
  };
}

/** Known on three channels, which log-ins show to be one person; another system knows them too. */
const member: Way = (life) => {
  const { person, random } = life;
  const { number, phone, account, union, mini } = memberOf(person);
  const bound = (at: number, index: number, identities: readonly BrandIdentity[]): Message =>
    brandEvent('member.bound', `bound ${person}-${index}`, at, { identities, name: random.pick(NAMES) });
  const tellers: readonly ((at: number, index: number) => Message)[] = [
    () => push('wechat-demo', 'subscribe', person, { FromUserName: account.value }),
    () => push('miniprogram-demo', 'user_info_modified', person, { OpenID: mini, UnionID: union.value }),
    (at, index) => bound(at, index, [number, phone]),
    (at, index) => bound(at, index, [number, account]),
    (at, index) => bound(at, index, [union, account]),
    (at, index) => bound(at, index, [phone, number]),
    (at, index) =>
      brandEvent('member.updated', `updated ${person}-${index}`, at, {
        identities: [number],
        name: random.pick(NAMES),
        city: random.pick(CITIES),
      }),
    () => push('wechat-demo', 'CLICK', person, { FromUserName: account.value }),
  ];
  const chosen = random.shuffled(tellers);
  const at = moments(life, chosen.length);
  const acts: Act[] = chosen.map((tell, index) => ({
    at: at[index] ?? 0,
    person,
    message: tell(at[index] ?? 0, index),
  }));
  if (random.chance(0.3))
    acts.push(secondWrite(life, 'import', [`member-no=${number.value}`, `mobile=${phone.value}`]));
  if (random.chance(0.2))
    acts.push(
      secondWrite(life, 'make-anew', [
        random.pick([`member-no=${number.value}`, `wechat=${ACCOUNT_APP}:${account.value}`]),
      ]),
    );
  return acts;
};

function secondWrite(
  { person, random, start }: Life,
  what: 'import' | 'make-anew',
  identities: readonly string[],
): Act {
  const at = Math.floor(start + random.between(0.1, 0.95) * SPAN);
  return { at, person, message: { way: 'second-writer', write: { what, identities } } };
}

/** Asks to be forgotten when all is over; some of what was before comes later. */
const forgotten: Way = (life) => {
  const { person, random } = life;
  const { number, phone, account } = memberOf(person);
  const [first = 0, second = 0, third = 0, last = 0] = moments(life, 4);
  return [
    { at: first, person, message: push('wechat-demo', 'subscribe', person, { FromUserName: account.value }) },
    {
      at: second,
      person,
      message: brandEvent('member.bound', `bound ${person}-1`, second, {
        identities: [number, account],
        name: random.pick(NAMES),
      }),
    },
    {
      at: third,
      person,
      message: brandEvent('member.bound', `bound ${person}-2`, third, { identities: [number, phone] }),
    },
    {
      at: last,
      person,
      message: brandEvent('member.erase', `erase ${person}`, last, { identities: [number], everywhere: true }),
    },
  ];
};

/** Values of which the CDP of a chaos run is told to want nothing. */
export const poison = { permanent: 'POISON-', undecided: 'STUCK-' } as const;

/** What must end as a dead letter, be kept in the quarantine, or be turned away. */
const spoilt: Way = ({ person, random, start }) => {
  const at = Math.floor((start + random.between(0, 0.9) * SPAN) / 1000) * 1000;
  const refused = (value: string) =>
    brandEvent('member.bound', `poison ${person}`, at, { identities: [{ kind: 'member-no', value }] });
  const order = { way: 'webhook', connection: 'shopify-demo', event: 'orders/paid', sequence: person } as const;
  const spoilt: readonly [Omit<Act, 'at' | 'person'>, ...Omit<Act, 'at' | 'person'>[]] = [
    { message: refused(`${poison.permanent}${person}`), isPoison: true },
    { message: refused(`${poison.undecided}${person}`), isPoison: true },
    { message: { way: 'queue', body: `no envelope ${person}`, id: `unreadable ${person}` }, isPoison: true },
    { message: { ...order, spoilt: 'forged' } },
    { message: { ...order, spoilt: 'undecodable' } },
  ];
  return [{ at, person, ...random.pick(spoilt) }];
};

/** Lives until so many acts are told, in the order of their time. */
export function actsOf(count: number, start: number, random: Random): readonly Act[] {
  const acts: Act[] = [];
  for (let person = 1; acts.length < count; person++) {
    const way = random.weighted<Way>([
      [30, follower],
      [40, random.pick(shops)],
      [25, member],
      [4, forgotten],
      [3, spoilt],
    ]);
    if (way) acts.push(...way({ person, random, start }));
  }
  return acts.slice(0, count).toSorted((one, other) => one.at - other.at);
}
