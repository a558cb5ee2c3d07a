import { emailIn, type Message, phoneIn } from '../platforms/message.ts';
import * as shopify from '../platforms/shopify.ts';
import * as stripe from '../platforms/stripe.ts';
import * as woocommerce from '../platforms/woocommerce.ts';
import * as youzan from '../platforms/youzan.ts';
import type { Random } from '../random.ts';
import type { Grade } from '../says.ts';
import type { Person } from './person.ts';

/** The contacts that a shop has of a buyer at some time. */
export interface Contacts {
  readonly mobile?: string | undefined;
  readonly email?: string | undefined;
}

/** What shops say of one person: accounts, records, orders, payments, with the person's own contacts. */
export class Shopper {
  readonly #person: Person;
  readonly #random: Random;
  readonly #cityAt: (day: number) => string;
  #isConfirmed = false;
  #isAccountOpen = false;

  constructor(person: Person, random: Random, cityAt: (day: number) => string) {
    this.#person = person;
    this.#random = random;
    this.#cityAt = cityAt;
  }

  shopifyAccount(day: number, contacts: Contacts): Message {
    this.#isAccountOpen = true;
    return shopify.customerRecord('create', {
      ...this.#shopifyCustomer(day, contacts, 'typed'),
      emailConfirmed: false,
    });
  }

  /** The second record of an account says in most cases that the address was confirmed; the later ones repeat it. */
  shopifyRecord(day: number, contacts: Contacts): Message {
    if (!this.#isConfirmed && contacts.email !== undefined && this.#isAccountOpen && this.#random.chance(0.6)) {
      this.#isConfirmed = true;
      const customer = this.#shopifyCustomer(day, contacts, 'recorded');
      return shopify.customerRecord('enable', { ...customer, email: emailIn(contacts.email, 'proved') });
    }
    return shopify.customerRecord('update', this.#shopifyCustomer(day, contacts, 'recorded'));
  }

  shopifyOrder(day: number, contacts: Contacts): Message {
    const { mobile } = contacts;
    const receiver = mobile === undefined ? undefined : { name: this.#person.name, phone: mobile };
    return shopify.order({ customer: this.#shopifyCustomer(day, contacts, 'recorded'), receiver });
  }

  wooAccount(day: number, contacts: Contacts): Message {
    return woocommerce.customerRecord('created', this.#wooBuyer(day, contacts, 'typed'));
  }

  wooRecord(day: number, contacts: Contacts): Message {
    return woocommerce.customerRecord('updated', this.#wooBuyer(day, contacts, 'recorded'));
  }

  wooOrder(day: number, contacts: Contacts): Message {
    return woocommerce.order({ buyer: this.#wooBuyer(day, contacts, 'typed') });
  }

  guestOrder({ mobile, email }: Contacts): Message {
    const { name } = this.#person;
    return woocommerce.order({ buyer: { name, email: emailIn(email, 'typed'), phone: phoneIn(mobile, 'typed') } });
  }

  youzanOrder({ mobile }: Contacts): Message {
    return youzan.order({ id: this.#person.ids.youzan, phone: phoneIn(mobile, 'typed') });
  }

  youzanRecord({ mobile }: Contacts): Message {
    const { ids, name } = this.#person;
    return youzan.customerRecord(ids.youzan, name, phoneIn(mobile, 'recorded'));
  }

  payment({ mobile, email }: Contacts): Message {
    const { ids, name } = this.#person;
    const contacts = { email: emailIn(email, 'typed'), phone: phoneIn(mobile, 'typed') };
    return stripe.checkoutCompleted({ id: ids.payments, name, ...contacts });
  }

  #shopifyCustomer(day: number, { mobile, email }: Contacts, grade: Grade): shopify.ShopifyCustomer {
    const { ids, name } = this.#person;
    return {
      id: ids.shop,
      name,
      email: emailIn(email, grade),
      emailConfirmed: this.#isConfirmed && email !== undefined,
      phone: phoneIn(mobile, grade),
      city: this.#cityAt(day),
    };
  }

  #wooBuyer(day: number, { mobile, email }: Contacts, grade: Grade) {
    const { ids, name } = this.#person;
    const contacts = { email: emailIn(email, grade), phone: phoneIn(mobile, grade) };
    return { id: ids['web-shop'], name, ...contacts, city: this.#cityAt(day) };
  }
}
