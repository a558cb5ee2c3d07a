import type { Message } from '../platforms/message.ts';
import * as shopify from '../platforms/shopify.ts';
import { emailIdentity, inventRoleAddress } from '../world/contacts.ts';
import type { History } from '../world/history.ts';
import { chooseChannels, Life } from '../world/life.ts';
import type { Person } from '../world/person.ts';
import { bystanders } from './bystanders.ts';
import { DAYS } from '../world/time.ts';

/**
 * A mailbox belongs to a job: three or four people have it one after another, each for 60 to 150 days, with 1 to 30 days
 * between them. Each proves it two to five times, in most cases beside an id of one of their channels.
 */
export function companyMailbox(history: History): void {
  const { random } = history;
  const email = inventRoleAddress(random);
  const holders = random.int(3, 4);
  let day = random.between(0, 20);
  for (let holder = 0; holder < holders && day < DAYS - 20; holder++) {
    const channel = random.pick(['member', 'mini', 'account', 'shop']);
    const life = new Life(history, history.person(), chooseChannels(random, [channel]));
    const { person } = life;
    const leaves = Math.min(DAYS, day + random.between(60, 150));
    history.own(emailIdentity(email), person, day - 0.1, leaves);
    for (let left = random.int(2, 5); left > 0; left--) {
      const on = random.between(day, leaves);
      if (channel === 'shop') history.happen(on, person, confirmedBy(person, email));
      else life.logIn(on, random.chance(0.8) ? channel : undefined, { email });
    }
    // Each has a phone of their own, before the job and after it.
    life.live({ from: day * random.between(0.2, 1), to: DAYS, mobile: person.mobile });
    day = leaves + random.between(1, 30);
  }
  bystanders(history, 0, 2);
}

/** The shop has the address confirmed. */
function confirmedBy({ ids, name }: Person, email: string): Message {
  return shopify.customerRecord('enable', {
    id: ids.shop,
    name,
    email: { value: email, grade: 'proved' },
    emailConfirmed: true,
  });
}
