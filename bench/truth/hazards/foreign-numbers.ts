import * as brand from '../platforms/brand.ts';
import { emailIn, type Message, type WrittenPhone } from '../platforms/message.ts';
import { shoplazzaCustomer, shoplineCustomer } from '../platforms/shopline.ts';
import * as stripe from '../platforms/stripe.ts';
import * as woocommerce from '../platforms/woocommerce.ts';
import { inventLookAlikes, mobileIdentity } from '../world/contacts.ts';
import type { History } from '../world/history.ts';
import { Life } from '../world/life.ts';
import { latinFirstNames, latinLastNames } from '../world/names.ts';
import type { Person } from '../world/person.ts';
import { bystanders } from './bystanders.ts';
import { DAYS } from '../world/time.ts';

type Country = 'US' | 'DE';
type Write = (person: Person, phone: WrittenPhone, shopId: string) => Message;

/** Where a foreigner's number comes from. */
const ways: readonly [
  { readonly country: Country; readonly write: Write },
  ...{ readonly country: Country; readonly write: Write }[],
] = [
  { country: 'US', write: atWebShop('web-shop') },
  { country: 'US', write: atWebShop('web-shop-de') },
  { country: 'DE', write: atWebShop('web-shop-de') },
  { country: 'DE', write: atWebShop('web-shop') },
  {
    country: 'US',
    write: ({ ids, name, email }, phone) =>
      stripe.checkoutCompleted({ id: ids.payments, name, email: emailIn(email, 'typed'), phone }),
  },
  { country: 'US', write: (person, phone, id) => shoplineCustomer(foreigner('shopline', person, phone, id)) },
  { country: 'US', write: (person, phone, id) => shoplazzaCustomer(foreigner('shoplazza', person, phone, id)) },
  { country: 'DE', write: logInWithCountry },
  { country: 'US', write: logInWithCountry },
];

/**
 * A buyer abroad and a person in China whose numbers have the same digits; the country stands beside the foreign one, or is that
 * of the shop. Two to five events of the buyer; the person in China proves theirs.
 */
export function foreignNumbers(history: History): void {
  const { random } = history;
  const { country, write } = random.pick(ways);
  const numbers = inventLookAlikes(country, random);
  const abroad = history.person({ name: `${random.pick(latinFirstNames)} ${random.pick(latinLastNames)}` });
  history.own(mobileIdentity(numbers.foreign), abroad, 0);
  const shopId = String(random.int(4_000_000_000, 4_999_999_999));
  for (const kind of ['shopline-customer', 'shoplazza-customer']) {
    history.own({ kind, scope: `${kind.slice(0, -'-customer'.length)}-shop`, value: shopId }, abroad, 0);
  }
  history.own({ kind: 'woocommerce-customer', scope: 'web-shop-de', value: abroad.ids['web-shop'].value }, abroad, 0);
  for (let left = random.int(2, 5); left > 0; left--) {
    const text = random.pick(writingsOf(country, numbers.foreign));
    history.happen(random.between(5, DAYS), abroad, write(abroad, { value: numbers.foreign, text, country }, shopId));
  }
  const inChina = history.person();
  new Life(history, inChina).live({
    from: random.between(0, 300),
    to: DAYS,
    mobile: numbers.mainland,
    email: inChina.email,
  });
  bystanders(history, 0, 2);
}

function writingsOf(country: Country, foreign: string): readonly [string, ...string[]] {
  const digits = foreign.slice(1);
  if (country === 'DE') return [digits.slice(2), `0${digits.slice(2)}`, foreign, `00${digits}`];
  const [area, exchange, line] = [digits.slice(1, 4), digits.slice(4, 7), digits.slice(7)];
  return [
    digits,
    `1-${area}-${exchange}-${line}`,
    `1 ${area} ${exchange} ${line}`,
    foreign,
    `(${area}) ${exchange}-${line}`,
  ];
}

function atWebShop(site: 'web-shop' | 'web-shop-de'): Write {
  return ({ ids, name, email }, phone) =>
    woocommerce.order({
      buyer: { id: { ...ids['web-shop'], scope: site }, name, email: emailIn(email, 'typed'), phone, site },
    });
}

function foreigner(platform: 'shopline' | 'shoplazza', { name, email }: Person, phone: WrittenPhone, value: string) {
  const id = { kind: `${platform}-customer`, scope: `${platform}-shop`, value };
  return { id, name, email: { value: email, grade: 'typed' as const }, phone };
}

/** WeChat's own form of a phone, as a brand hands it on: the digits without, and the country's code beside them. */
function logInWithCountry({ ids, name }: Person, { value }: WrittenPhone): Message {
  const countryCode = value.startsWith('+49') ? '49' : '1';
  const message = brand.logIn({ identities: [ids.mini, mobileIdentity(value)], fields: { name } });
  const { kind, scope, value: id } = ids.mini;
  const phone = { kind: 'mobile', value: value.slice(1 + countryCode.length), countryCode };
  return { ...message, data: () => ({ identities: [{ kind, scope, value: id }, phone], name }) };
}
