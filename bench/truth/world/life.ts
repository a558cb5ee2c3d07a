import * as brand from '../platforms/brand.ts';
import type { Message } from '../platforms/message.ts';
import * as wechat from '../platforms/wechat.ts';
import type { Random } from '../random.ts';
import type { Fields } from '../statement.ts';
import { emailIdentity, mobileIdentity } from './contacts.ts';
import type { History } from './history.ts';
import type { Channel, Person } from './person.ts';
import { Shopper } from './shopper.ts';
import { DAYS } from './time.ts';

/** A time in which a person has one phone and one address. */
export interface Phase {
  readonly from: number;
  readonly to: number;
  readonly mobile?: string | undefined;
  readonly email?: string | undefined;
  /** A phone that the shop still has of before; half of its records repeat it. */
  readonly staleMobile?: string;
}

const DAYS_A_YEAR = 365;
/** In which a person opens their channels. */
const FIRST_DAYS = 45;

const oftenUsed: readonly (readonly [Channel, number])[] = [
  ['mini', 0.75],
  ['member', 0.7],
  ['account', 0.5],
  ['shop', 0.45],
  ['web-shop', 0.3],
  ['youzan', 0.3],
  ['payments', 0.2],
  ['wecom', 0.15],
];

/** The channels of one person: at least one where they log in, and two in all. */
export function chooseChannels(random: Random, always: readonly Channel[] = []): readonly Channel[] {
  const chosen = oftenUsed
    .filter(([channel, share]) => always.includes(channel) || random.chance(share))
    .map(([channel]) => channel);
  const logsIn = chosen.includes('mini') || chosen.includes('member');
  return logsIn && chosen.length >= 2 ? chosen : chooseChannels(random, always);
}

/** The ordinary life of a person: they open their channels one by one, log in, buy, and use their own contacts. */
export class Life {
  readonly person: Person;
  readonly channels: readonly Channel[];
  readonly #history: History;
  readonly #opened = new Map<Channel, number>();
  readonly #moves: { readonly day: number; readonly city: string } | undefined;
  readonly #shopper: Shopper;

  constructor(history: History, person: Person, channels: readonly Channel[] = chooseChannels(history.random)) {
    this.#history = history;
    this.person = person;
    this.channels = channels;
    const { random } = history;
    this.#shopper = new Shopper(person, random, (day) => this.cityAt(day));
    if (random.chance(0.3)) this.#moves = { day: random.between(0, DAYS), city: history.newCity() };
  }

  live(phase: Phase): this {
    const { from, to, mobile, email } = phase;
    const { random, settings } = this.#history;
    if (mobile !== undefined) this.#history.own(mobileIdentity(mobile), this.person, from, to < DAYS ? to : undefined);
    if (email !== undefined) this.#history.own(emailIdentity(email), this.person, from, to < DAYS ? to : undefined);
    const firsts = this.channels.filter((channel) => !this.#opened.has(channel));
    for (const channel of firsts)
      this.#opened.set(channel, from + random.next() * Math.min(FIRST_DAYS, (to - from) / 3));
    const days: { readonly day: number; readonly opens?: Channel }[] = firsts.map((opens) => ({
      day: this.#opened.get(opens) ?? from,
      opens,
    }));
    // A Poisson process: the time to the next act is exponential.
    const mean = DAYS_A_YEAR / settings.rate;
    for (let day = from - Math.log(1 - random.next()) * mean; day < to; day -= Math.log(1 - random.next()) * mean)
      days.push({ day });
    for (const { day, opens } of days.toSorted((one, other) => one.day - other.day)) {
      const message = opens ? this.#first(opens, day, phase) : random.weighted(this.#acts(day, phase))?.();
      if (message) this.#history.happen(day, this.person, message);
    }
    return this;
  }

  /** The person has no such account any more. */
  close(channel: Channel): this {
    this.#opened.set(channel, Infinity);
    return this;
  }

  /** The person logs in, and proves a phone or an address. */
  logIn(
    day: number,
    channel: 'mini' | 'mini-two' | 'member' | 'account' | undefined,
    contact: { readonly mobile?: string; readonly email?: string },
  ): void {
    this.#history.happen(day, this.person, this.logInBy(day, channel, contact));
  }

  logInBy(
    day: number,
    channel: Channel | undefined,
    { mobile, email }: { readonly mobile?: string; readonly email?: string },
  ): Message {
    const identities = [
      ...(channel === undefined ? [] : [this.person.ids[channel]]),
      ...(mobile === undefined ? [] : [mobileIdentity(mobile)]),
      ...(email === undefined ? [] : [emailIdentity(email)]),
    ];
    return brand.logIn({ identities, fields: this.#nameInLogIn(day) });
  }

  cityAt(day: number): string {
    return this.#moves && day >= this.#moves.day ? this.#moves.city : this.person.city;
  }

  #nameInLogIn(day: number): Fields {
    const { random, settings } = this.#history;
    if (!settings.names) return {};
    return { name: this.person.name, ...(random.chance(0.3) && { city: this.cityAt(day) }) };
  }

  #first(channel: Channel, day: number, { mobile, email }: Phase): Message | undefined {
    const { ids } = this.person;
    const contacts = { mobile, email };
    switch (channel) {
      case 'mini':
      case 'mini-two':
        return mobile === undefined
          ? wechat.enterService(channel, ids[channel])
          : this.logInBy(day, channel, { mobile });
      case 'member':
        if (email !== undefined && (mobile === undefined || this.#history.random.chance(0.4)))
          return this.logInBy(day, channel, { email });
        return mobile === undefined ? undefined : this.logInBy(day, channel, { mobile });
      case 'account':
        return wechat.follow(ids.account);
      case 'shop':
        return this.#shopper.shopifyAccount(day, contacts);
      case 'web-shop':
        return this.#shopper.wooAccount(day, contacts);
      case 'youzan':
        return this.#shopper.youzanOrder(contacts);
      case 'payments':
        return this.#shopper.payment(contacts);
      case 'wecom':
        return wechat.addContact(ids.wecom);
    }
  }

  #acts(day: number, { staleMobile, ...phase }: Phase): readonly (readonly [weight: number, () => Message])[] {
    const { email, mobile = '' } = phase;
    const { ids, name } = this.person;
    const { random } = this.#history;
    const has = (channel: Channel) => (this.#opened.get(channel) ?? Infinity) <= day;
    const when = (condition: boolean, weight: number, message: () => Message) =>
      condition ? [[weight, message] as const] : [];
    const hasMobile = phase.mobile !== undefined;
    // The shop's own copy of the phone, which may be old.
    const kept = () => ({
      email,
      mobile: staleMobile !== undefined && random.chance(0.5) ? staleMobile : phase.mobile,
    });
    return [
      ...when(has('mini') && hasMobile, 3, () => this.logInBy(day, 'mini', { mobile })),
      ...when(has('mini'), 1, () => wechat.enterService('mini', ids.mini)),
      ...when(has('member') && hasMobile, 2, () => this.logInBy(day, 'member', { mobile })),
      ...when(has('member') && email !== undefined, 1, () => this.logInBy(day, 'member', { email: email ?? '' })),
      ...when(has('member') && has('mini'), 0.3, () =>
        brand.logIn({ identities: [ids.member, ids.mini], fields: this.#nameInLogIn(day) }),
      ),
      ...when(has('member'), 0.5, () =>
        brand.profileUpdate({ identities: [ids.member], fields: { name, city: this.cityAt(day) } }),
      ),
      ...when((has('mini') || has('member')) && hasMobile, 0.3, () => this.logInBy(day, undefined, { mobile })),
      ...when(has('account') && hasMobile, 0.7, () => this.logInBy(day, 'account', { mobile })),
      ...when(has('account'), 2, () => wechat.click(ids.account)),
      ...when(has('shop'), 1.5, () => this.#shopper.shopifyOrder(day, kept())),
      ...when(has('shop'), staleMobile === undefined ? 0.7 : 3, () => this.#shopper.shopifyRecord(day, kept())),
      ...when(has('web-shop'), 1, () => this.#shopper.wooOrder(day, phase)),
      ...when(has('web-shop'), 0.3, () => this.#shopper.wooRecord(day, phase)),
      ...when(email !== undefined && hasMobile, 0.1, () => this.#shopper.guestOrder(phase)),
      ...when(has('youzan'), 1, () => this.#shopper.youzanOrder(phase)),
      ...when(has('youzan'), 0.3, () => this.#shopper.youzanRecord(phase)),
      ...when(has('payments'), 0.6, () => this.#shopper.payment(phase)),
      ...when(has('wecom') && hasMobile, 0.3, () => this.logInBy(day, 'wecom', { mobile })),
    ];
  }
}
