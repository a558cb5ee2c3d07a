import { emailIn, type Message } from '../platforms/message.ts';
import * as shopify from '../platforms/shopify.ts';
import * as stripe from '../platforms/stripe.ts';
import * as woocommerce from '../platforms/woocommerce.ts';
import { emailIdentity, mobileIdentity } from '../world/contacts.ts';
import type { History } from '../world/history.ts';
import { chooseChannels, Life } from '../world/life.ts';
import type { Person } from '../world/person.ts';
import { DAYS } from '../world/time.ts';
import { bystanders, ordinary } from './bystanders.ts';

const shops = ['shop', 'web-shop', 'payments'] as const;
type Shop = (typeof shops)[number];

/** The last day on which somebody pays with another's address. */
const LAST_DAY = 450;

/**
 * Somebody pays one to three times under an account of their own, and gives the address of a friend who pays with it too: to send them the
 * receipt, or for them. With their own name, or with the friend's.
 */
export const paidForAnother =
  ({ isNamed }: { readonly isNamed: boolean }) =>
  (history: History): void => {
    const { random } = history;
    const shop = random.pick(shops);
    const payer = ordinary(history, [shop]);
    const friend = history.person();
    history.own(mobileIdentity(friend.mobile), friend, 0);
    history.own(emailIdentity(friend.email), friend, 0);
    const life = new Life(history, friend, chooseChannels(random, [random.pick(shops), 'payments']));
    life.live({ from: random.between(0, 200), to: DAYS, mobile: friend.mobile, email: friend.email });
    for (let left = random.int(1, 3); left > 0; left--) {
      history.happen(random.between(10, LAST_DAY), payer.person, paymentAt(shop, payer.person, friend, isNamed));
    }
    bystanders(history, 0, 2);
  };

function paymentAt(shop: Shop, { ids, name: own }: Person, friend: Person, isNamed: boolean): Message {
  const email = emailIn(friend.email, 'typed');
  const name = isNamed ? friend.name : own;
  switch (shop) {
    case 'shop':
      // The account's own name stands beside the address of the order.
      return shopify.order({ customer: { id: ids.shop, name: own, email, emailConfirmed: false } });
    case 'web-shop':
      return woocommerce.order({
        buyer: { id: ids['web-shop'], name: own, email, ...(isNamed && { billingName: name }) },
        isForAnother: isNamed,
      });
    case 'payments':
      return stripe.checkoutCompleted({ id: ids.payments, name, email, isForAnother: isNamed });
  }
}
