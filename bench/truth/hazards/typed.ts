import { emailIn, type Message, phoneIn } from '../platforms/message.ts';
import * as shopify from '../platforms/shopify.ts';
import * as stripe from '../platforms/stripe.ts';
import * as woocommerce from '../platforms/woocommerce.ts';
import * as youzan from '../platforms/youzan.ts';
import { emailIdentity, mobileIdentity, withOneDigitWrong } from '../world/contacts.ts';
import type { History } from '../world/history.ts';
import { chooseChannels, Life } from '../world/life.ts';
import type { Channel, Person } from '../world/person.ts';
import { bystanders, ordinary } from './bystanders.ts';
import { DAYS } from '../world/time.ts';

const shops = ['shop', 'web-shop', 'youzan', 'payments'] as const satisfies readonly Channel[];
type Shop = (typeof shops)[number];

/** The last day on which somebody types another's contact. */
const LAST_DAY = 450;

/** Whose phone stands in the order's own field, and what stands beside it. */
interface Typed {
  readonly phone: string;
  readonly owner: Person;
  /** The owner's name stands in the billing and shipping addresses. */
  readonly isNamed: boolean;
}

/** A digit of the own number is typed wrong, and the number is somebody's: one to three orders, at any time before or after. */
export function typedByMistake(history: History): void {
  const { random } = history;
  const shop = random.pick(shops);
  const typist = ordinary(history, [shop]);
  const owner = history.person();
  const mobile = withOneDigitWrong(typist.person.mobile, random);
  liveWith(history, owner, mobile);
  const first = random.between(10, LAST_DAY);
  for (let left = random.int(1, 3); left > 0; left--) {
    const day = first + random.between(0, 30);
    history.happen(day, typist.person, orderAt(shop, typist.person, { phone: mobile, owner, isNamed: false }));
  }
  bystanders(history, 0, 2);
}

/** Presents for a friend, whose phone stands in the order's own field: one to three, at any time. */
export const typedForAGift =
  ({ isNamed }: { readonly isNamed: boolean }) =>
  (history: History): void => {
    const { random } = history;
    const shop = random.pick(shops);
    const giver = ordinary(history, [shop]);
    const friend = history.person();
    liveWith(history, friend, friend.mobile);
    for (let left = random.int(1, 3); left > 0; left--) {
      const gift = { phone: friend.mobile, owner: friend, isNamed };
      history.happen(random.between(10, LAST_DAY), giver.person, orderAt(shop, giver.person, gift));
    }
    bystanders(history, 0, 2);
  };

/**
 * Two presents for a friend, by somebody whose account has their own name and no contact: the friend's phone stands in one of the orders, and the
 * friend's address in the other, on another day.
 */
export function typedOnTwoDays(history: History): void {
  const { random } = history;
  const giver = history.person();
  const friend = history.person();
  history.own(mobileIdentity(friend.mobile), friend, 0);
  history.own(emailIdentity(friend.email), friend, 0);
  const shop = random.pick(['shop', 'web-shop', 'payments']);
  const day = random.between(10, 300);
  const orders = [{ mobile: friend.mobile }, { email: friend.email }];
  const [one, other] = random.chance(0.5) ? orders : orders.toReversed();
  history.happen(day, giver, pretend(shop, giver, giver, one ?? {}));
  history.happen(day + random.between(2, 100), giver, pretend(shop, giver, giver, other ?? {}));
  const life = new Life(history, friend, chooseChannels(random, ['member']));
  life.live({ from: random.between(0, LAST_DAY), to: DAYS, mobile: friend.mobile, email: friend.email });
  bystanders(history, 0, 2);
}

/**
 * Somebody opens an account with another person's phone, name and address before that person has ever logged in, and hopes to
 * become them. One to four events say so; every third of those who wait also names the person in an event without the phone.
 */
export function typedToWait(history: History): void {
  const { random } = history;
  const waiter = history.person();
  const victim = history.person();
  const opens = random.between(0, 200);
  const shop = random.pick(['shop', 'web-shop', 'payments']);
  const contacts = { email: victim.email, mobile: victim.mobile };
  history.own(mobileIdentity(victim.mobile), victim, 0);
  history.own(emailIdentity(victim.email), victim, 0);
  for (let left = random.int(1, 4), day = opens; left > 0; left--, day += random.between(1, 40)) {
    history.happen(day, waiter, pretend(shop, waiter, victim, contacts));
  }
  if (random.chance(1 / 3)) history.happen(opens + random.between(1, 40), waiter, pretend(shop, waiter, victim, {}));
  const start = random.between(opens + 1, LAST_DAY);
  const life = new Life(history, victim, chooseChannels(random, ['member']));
  life.live({ from: start, to: DAYS, mobile: victim.mobile, email: victim.email });
  // Whoever waits lives a life of their own elsewhere, and their own contacts are known there.
  if (random.chance(0.5)) {
    const elsewhere = (['mini', 'member', 'account'] as const).filter(() => random.chance(0.6));
    new Life(history, waiter, ['mini', ...elsewhere]).live({
      from: random.between(0, 60),
      to: DAYS,
      mobile: waiter.mobile,
    });
  }
  bystanders(history, 0, 2);
}

/** A life that may begin before or after somebody else types the number. */
function liveWith(history: History, owner: Person, mobile: string): void {
  const { random } = history;
  history.own(mobileIdentity(mobile), owner, 0);
  const email = random.chance(0.7) ? owner.email : undefined;
  new Life(history, owner).live({ from: random.between(0, 300), to: DAYS, mobile, email });
}

function orderAt(shop: Shop, buyer: Person, { phone, owner, isNamed }: Typed): Message {
  const { ids, name } = buyer;
  const email = emailIn(buyer.email, 'typed');
  const typed = phoneIn(phone, 'typed');
  const receiver = { name: isNamed ? owner.name : name, phone };
  switch (shop) {
    case 'shop':
      return shopify.order({
        customer: { id: ids.shop, name, email, emailConfirmed: false },
        orderPhone: typed,
        receiver,
      });
    case 'web-shop':
      return woocommerce.order({
        buyer: { id: ids['web-shop'], name, email, phone: typed, ...(isNamed && { billingName: owner.name }) },
        receiver,
        isForAnother: isNamed,
      });
    case 'youzan':
      return youzan.order({ id: ids.youzan, phone: typed, receiver });
    case 'payments':
      return stripe.checkoutCompleted({
        id: ids.payments,
        name: isNamed ? owner.name : name,
        email,
        phone: typed,
        isForAnother: isNamed,
      });
  }
}

function pretend(
  shop: 'shop' | 'web-shop' | 'payments',
  { ids }: Person,
  { name }: Person,
  contacts: { readonly email?: string; readonly mobile?: string },
): Message {
  const email = emailIn(contacts.email, 'typed');
  const phone = phoneIn(contacts.mobile, 'typed');
  const untrue = ['name'] as const;
  switch (shop) {
    case 'shop':
      return {
        ...shopify.customerRecord('update', { id: ids.shop, name, email, emailConfirmed: false, phone }),
        untrue,
      };
    case 'web-shop':
      return woocommerce.order({ buyer: { id: ids['web-shop'], name, email, phone }, isForAnother: true });
    case 'payments':
      return stripe.checkoutCompleted({ id: ids.payments, name, email, phone, isForAnother: true });
  }
}
