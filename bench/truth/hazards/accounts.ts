import { emailIn, phoneIn } from '../platforms/message.ts';
import * as brand from '../platforms/brand.ts';
import * as shopify from '../platforms/shopify.ts';
import * as wechat from '../platforms/wechat.ts';
import { emailIdentity, mobileIdentity } from '../world/contacts.ts';
import type { History } from '../world/history.ts';
import { chooseChannels, Life } from '../world/life.ts';
import { inventMemberNumber, inventShopAccount } from '../world/person.ts';
import { bystanders } from './bystanders.ts';
import { DAYS } from '../world/time.ts';

/**
 * One person closes an account and opens another: a membership with a new number, or a shop account with a new id. Phone,
 * address and name stay, and are proved before and after.
 */
export function newAccount(history: History): void {
  const { random } = history;
  const isMembership = random.chance(0.5);
  const closed = isMembership ? 'member' : 'shop';
  const life = new Life(history, history.person(), chooseChannels(random, ['mini', closed]));
  const { person } = life;
  const { name, email, mobile } = person;
  const closes = random.between(100, 350);
  const opens = closes + random.between(0.5, 60);
  life.live({ from: random.between(0, 60), to: closes - 0.1, mobile, email });
  life.close(closed).live({ from: closes + 0.1, to: DAYS, mobile, email });
  history.own(emailIdentity(email), person, 0);
  history.own(mobileIdentity(mobile), person, 0);
  const fields = history.settings.names ? { name } : {};
  if (isMembership) {
    const member = inventMemberNumber(random);
    history.own(member, person, opens - 1);
    history.happen(
      closes - random.between(1, 20),
      person,
      brand.logIn({ identities: [person.ids.member, mobileIdentity(mobile)], fields }),
    );
    for (let left = random.int(2, 4), day = opens; left > 0; left--, day += random.between(5, 40)) {
      history.happen(day, person, brand.logIn({ identities: [member, mobileIdentity(mobile)], fields }));
    }
  } else {
    const id = inventShopAccount(random);
    history.own(id, person, opens - 1);
    const customer = { name, phone: phoneIn(mobile, 'typed'), city: person.city };
    const old = { ...customer, id: person.ids.shop, email: emailIn(email, 'proved'), emailConfirmed: true };
    history.happen(closes - random.between(1, 30), person, shopify.customerRecord('enable', old));
    history.happen(closes, person, shopify.accountClosed(person.ids.shop), { expect: 'either' });
    history.happen(
      opens,
      person,
      shopify.customerRecord('create', { ...customer, id, email: emailIn(email, 'typed'), emailConfirmed: false }),
    );
    const confirmed = { ...customer, id, email: emailIn(email, 'proved'), emailConfirmed: true };
    history.happen(opens + random.between(0.1, 2), person, shopify.customerRecord('enable', confirmed));
    const again = { ...confirmed, email: emailIn(email, 'recorded') };
    for (let left = random.int(1, 4); left > 0; left--)
      history.happen(opens + random.between(3, 100), person, shopify.order({ customer: again }));
  }
  bystanders(history, 1, 3);
}

/** People with three apps of one open-platform account; a third of what WeChat and the brand say has the unionid too. */
export function oneUnion(history: History): void {
  const { random } = history;
  for (let left = random.int(2, 3); left > 0; left--) {
    const person = history.person();
    const { ids, unionId, mobile } = person;
    const life = new Life(history, person, ['account', 'mini', 'mini-two']);
    life.live({ from: random.between(0, 60), to: DAYS, mobile });
    for (let union = random.int(2, 5); union > 0; union--) {
      const app = random.pick(['account', 'mini', 'mini-two']);
      const message = random.pick([
        () =>
          app === 'account' ? wechat.takeCard(ids.account, unionId) : wechat.profileModified(app, ids[app], unionId),
        () => brand.logIn({ identities: [unionId, ids[app]] }),
      ]);
      history.happen(random.between(60, DAYS), person, message());
    }
    for (let clicks = random.int(1, 4); clicks > 0; clicks--) {
      history.happen(random.between(60, DAYS), person, wechat.enterService('mini-two', ids['mini-two']));
    }
  }
  bystanders(history, 0, 2);
}
