import { emailIn, phoneIn } from '../platforms/message.ts';
import * as brand from '../platforms/brand.ts';
import * as shopify from '../platforms/shopify.ts';
import { emailIdentity } from '../world/contacts.ts';
import type { History } from '../world/history.ts';
import { Life } from '../world/life.ts';
import { bystanders } from './bystanders.ts';
import { DAYS } from '../world/time.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ordinary lives; of the events 40 % come minutes to three days late, and 15 % come again within five days. */
export function lateAndRepeated(history: History): void {
  history.travels((random) => ({
    delay: random.chance(0.4) ? Math.round(random.logBetween(MINUTE, 3 * DAY)) : random.int(1, MINUTE),
    repeats: random.chance(0.15) ? [Math.round(random.logBetween(MINUTE, 5 * DAY))] : [],
  }));
  bystanders(history, 3, 6);
}

/**
 * Shop and brand both write name and city of one customer, in bursts of two to four changes within minutes. Half of them are
 * held back for up to an hour, and a quarter come in one second with the one before.
 */
export function twoWriters(history: History): void {
  const { random } = history;
  const person = history.person();
  const { ids, email, mobile } = person;
  history.own(emailIdentity(email), person, 0);
  const life = new Life(history, person, ['shop', 'member']);
  const start = random.between(0, 10);
  const customer = { id: ids.shop, emailConfirmed: true, phone: phoneIn(mobile, 'recorded') };
  const account = { ...customer, name: person.name, email: emailIn(email, 'proved'), city: person.city };
  history.happen(start, person, shopify.customerRecord('enable', account));
  life.logIn(start + 0.5, 'member', { email });
  for (let burst = random.int(4, 8); burst > 0; burst--) {
    const day = random.between(start + 1, DAYS);
    let arrives = 0;
    for (let change = random.int(2, 4), at = 0; change > 0; change--, at += random.int(10, 10 * MINUTE)) {
      const fields = {
        name: random.chance(0.5) ? history.newName() : person.name,
        city: random.chance(0.5) ? history.newCity() : life.cityAt(day),
      };
      const recorded = { ...customer, ...fields, email: emailIn(email, 'recorded') };
      const message = random.chance(0.5)
        ? shopify.customerRecord('update', recorded)
        : brand.profileUpdate({ identities: [ids.member], fields });
      const isTogether = arrives > at && random.chance(0.25);
      if (!isTogether) arrives = at + (random.chance(0.5) ? random.int(1, MINUTE) : random.int(MINUTE, HOUR));
      history.happen(day + at / DAY, person, message, { delaySeconds: arrives - at });
    }
  }
  bystanders(history, 1, 3);
}
