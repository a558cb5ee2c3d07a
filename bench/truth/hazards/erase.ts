import * as brand from '../platforms/brand.ts';
import { emailIn, type Message, phoneIn } from '../platforms/message.ts';
import * as shopify from '../platforms/shopify.ts';
import * as wechat from '../platforms/wechat.ts';
import * as woocommerce from '../platforms/woocommerce.ts';
import { mobileIdentity } from '../world/contacts.ts';
import type { History } from '../world/history.ts';
import { Life } from '../world/life.ts';
import { bystanders } from './bystanders.ts';
import { DAYS, msOf } from '../world/time.ts';

/**
 * A person asks to be forgotten everywhere, and life goes on: a shop updates its old record and an old order (both in every
 * second history), an event of before comes late, the person comes back (in 60 %) by a follow, a log-in or a new order, and in
 * every second history the number has a new owner from 90 days on.
 */
export function eraseEverywhere(history: History): void {
  const { random } = history;
  const life = new Life(history, history.person(), ['mini', 'member', 'account', 'shop', 'web-shop']);
  const { person } = life;
  const { ids, name, mobile, email } = person;
  const asks = random.between(80, 280);
  history.own(mobileIdentity(mobile), person, 0, asks);
  life.logIn(1, 'member', { mobile });
  life.live({ from: 2, to: asks - 1, mobile, email });
  for (const channel of ['mini', 'account'] as const) life.logIn(asks - random.between(1.5, 15), channel, { mobile });
  const id = ids['web-shop'];
  const buyer = { id, name, email: emailIn(email, 'typed'), phone: phoneIn(mobile, 'typed') };
  const orderedOn = asks - random.between(1.5, 10);
  history.happen(orderedOn, person, woocommerce.order({ buyer }));
  // The shops' own ids are proved to be the same person's: the request reaches them.
  history.happen(asks - 1.2, person, brand.logIn({ identities: [ids.member, ids.shop, id] }));
  if (random.chance(0.5)) {
    const late = wechat.click(ids.account);
    history.happen(asks - 0.5, person, late, { expect: 'unplaced', delaySeconds: 86_400 * random.int(1, 3) });
  }
  history.happen(asks, person, brand.eraseMember([ids.member], true), { expect: 'either' });
  const old = shopify.customerRecord('update', {
    id: ids.shop,
    name,
    email: emailIn(email, 'recorded'),
    emailConfirmed: false,
    phone: phoneIn(mobile, 'recorded'),
  });
  if (random.chance(0.5)) history.happen(asks + random.between(4, 15), person, old, { expect: 'unplaced' });
  if (random.chance(0.5)) {
    const update = woocommerce.order({ buyer, createdMs: msOf(orderedOn) });
    history.happen(asks + random.between(4, 15), person, update, { expect: 'unplaced' });
  }
  if (random.chance(0.6)) comeBack(history, life, asks + random.between(20, 150));
  if (random.chance(0.5)) nextOwnerOf(history, mobile, asks + random.between(91, 200));
  bystanders(history, 1, 2);
}

/** By an act of their own; afterwards they go on without the number. */
function comeBack(history: History, life: Life, day: number): void {
  const { random } = history;
  const { person } = life;
  const { ids, name, email } = person;
  const acts: readonly [() => Message, ...(() => Message)[]] = [
    () => wechat.follow(ids.account),
    () => brand.logIn({ identities: [ids.member, ids.mini], fields: history.settings.names ? { name } : {} }),
    () => woocommerce.order({ buyer: { id: ids['web-shop'], name, email: emailIn(email, 'typed') } }),
  ];
  const [act, next] = random.shuffled(acts);
  if (act) history.happen(day, person, act());
  if (next && random.chance(0.5)) history.happen(day + random.between(1, 30), person, next());
}

/** They may be known by the number alone. */
function nextOwnerOf(history: History, mobile: string, day: number): void {
  const { random } = history;
  const life = new Life(history, history.person(), random.chance(0.5) ? ['mini'] : ['member', 'mini']);
  history.own(mobileIdentity(mobile), life.person, day - 0.1);
  life.logIn(day, random.chance(0.5) ? undefined : 'mini', { mobile });
  life.live({ from: day + 1, to: DAYS, mobile });
}

/**
 * One channel passes on that a person asks it to forget them: WeChat's end of an authorisation, or a shop's request. Every
 * second person is known by that channel alone; the others go on elsewhere. Three of four come back to the channel.
 */
export function eraseByOneChannel(history: History): void {
  const { random } = history;
  const isKnownElsewhere = random.chance(0.5);
  const channel = random.pick(['mini', 'shop']);
  const person = history.person();
  const { ids, name, mobile, email } = person;
  const asks = random.between(80, 300);
  const life = new Life(history, person, isKnownElsewhere ? [channel, 'member', 'account'] : [channel]);
  const { live, act, request } = ofChannel();
  for (let left = random.int(2, 4); left > 0; left--) history.happen(random.between(2, asks - 1), person, live());
  history.own(mobileIdentity(mobile), person, 0);
  if (isKnownElsewhere) {
    life.logIn(1, 'member', { mobile });
    life.live({ from: 2, to: asks - 1, mobile, email });
    history.happen(asks - 0.5, person, brand.logIn({ identities: [ids.member, ids[channel]] }));
  }
  history.happen(asks, person, request(), { expect: 'either' });
  if (channel === 'shop' && random.chance(0.5)) {
    // Whoever is known elsewhere too is not forgotten before a person has decided it.
    const expect = isKnownElsewhere ? 'either' : 'unplaced';
    const record = shopify.customerRecord('update', {
      id: ids.shop,
      name,
      email: emailIn(email, 'recorded'),
      emailConfirmed: false,
    });
    history.happen(asks + random.between(1, 15), person, record, { expect });
  }
  if (isKnownElsewhere) life.live({ from: asks + 1, to: DAYS, mobile, email });
  if (random.chance(0.75)) history.happen(asks + random.between(20, 150), person, act());
  bystanders(history, 1, 2);

  function ofChannel() {
    const customer = { id: ids.shop, name, email: emailIn(email, 'typed'), emailConfirmed: false };
    return channel === 'mini'
      ? {
          live: () => wechat.enterService('mini', ids.mini),
          act: () =>
            brand.logIn({
              identities: [ids.mini, mobileIdentity(mobile)],
              fields: history.settings.names ? { name } : {},
            }),
          request: () => wechat.authorisationCancelled('mini', ids.mini, undefined),
        }
      : {
          live: () => shopify.order({ customer }),
          act: () => shopify.order({ customer }),
          request: () => shopify.redactRequest(customer),
        };
  }
}
