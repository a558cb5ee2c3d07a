import { emailIn, phoneIn } from '../platforms/message.ts';
import * as woocommerce from '../platforms/woocommerce.ts';
import { inventMobile, mobileIdentity } from '../world/contacts.ts';
import type { History } from '../world/history.ts';
import { Life } from '../world/life.ts';
import { bystanders, ordinary } from './bystanders.ts';
import { DAYS } from '../world/time.ts';

/** Two people have one phone, and both prove it: no event tells whether they are one person. */
export function family(history: History): void {
  const { random } = history;
  const one = history.person();
  const other = history.person();
  for (const person of [one, other]) {
    new Life(history, person).live({
      from: random.between(0, 100),
      to: DAYS,
      mobile: one.mobile,
      email: random.chance(0.7) ? person.email : undefined,
    });
  }
  bystanders(history, 0, 2);
}

/**
 * The phone of a till is typed for 20 buyers within 200 days, for half of them beside an account and for half with a name alone.
 * In every second history the clerk proves it.
 */
export function shopDevice(history: History): void {
  const { random } = history;
  const till = inventMobile(random);
  const from = random.between(10, 250);
  for (let left = 20; left > 0; left--) {
    const buyer = history.person();
    const hasAccount = random.chance(0.5);
    const email = hasAccount && random.chance(0.5) ? emailIn(buyer.email, 'typed') : undefined;
    const first = from + random.between(0, 200);
    for (let orders = random.int(1, 2); orders > 0; orders--) {
      const id = hasAccount ? { id: buyer.ids['web-shop'] } : {};
      const message = woocommerce.order({ buyer: { ...id, name: buyer.name, email, phone: phoneIn(till, 'typed') } });
      // Whoever has nothing but a phone that is nobody's need not become a customer.
      history.happen(first + random.between(0, 20), buyer, message, { expect: hasAccount ? 'placed' : 'either' });
    }
  }
  if (random.chance(0.5)) {
    const clerk = new Life(history, history.person());
    history.own(mobileIdentity(till), clerk.person, 0);
    clerk.live({ from: random.between(0, 300), to: DAYS, mobile: till });
  } else {
    history.own(mobileIdentity(till), history.person(), 0);
  }
  ordinary(history);
}
