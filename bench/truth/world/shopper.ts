import { emailIn, type Message, phoneIn } from '../platforms/message.ts';
import * as shopify from '../platforms/shopify.ts';
import * as stripe from '../platforms/stripe.ts';
import * as woocommerce from '../platforms/woocommerce.ts';
import * as youzan from '../platforms/youzan.ts';
import type { Random } from '../random.ts';
import type { Grade } from '../statement.ts';
import type { Person } from './person.ts';
import { msOf } from './time.ts';

/** Of the shop accounts of people who have an address: opened with it alone; the phone is typed later, at a check-out. */
const REGISTERED = 0.6;
/** Of the payers: those whose page of payment asks for a phone. */
const PHONE_AT_PAYMENT = 0.3;

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
  /** Most pages of payment ask for no phone. */
  readonly #asksForPhone: boolean;
  #isConfirmed = false;
  #isAccountOpen = false;
  #isRegistered = false;
  #shopifySince: number | undefined;
  #wooSince: number | undefined;

  constructor(person: Person, random: Random, cityAt: (day: number) => string) {
    this.#person = person;
    this.#random = random;
    this.#cityAt = cityAt;
    this.#asksForPhone = random.chance(PHONE_AT_PAYMENT);
  }

  /** Registered with an address alone, or opened by a check-out with what was typed there. */
  shopifyAccount(day: number, typed: Contacts): Message {
    this.#isAccountOpen = true;
    this.#isRegistered = this.#registers(typed);
    this.#shopifySince = msOf(day);
    const contacts = this.#isRegistered ? { email: typed.email } : typed;
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

  wooAccount(day: number, typed: Contacts): Message {
    const contacts = this.#registers(typed) ? { email: typed.email } : typed;
    this.#wooSince = msOf(day);
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
    const phone = this.#asksForPhone ? phoneIn(mobile, 'typed') : undefined;
    const contacts = { email: emailIn(email, 'typed'), phone };
    return stripe.checkoutCompleted({ id: ids.payments, name, ...contacts });
  }

  #registers({ email }: Contacts): boolean {
    return email !== undefined && this.#random.chance(REGISTERED);
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
      isRegistered: this.#isRegistered,
      ...(this.#shopifySince !== undefined && { createdMs: this.#shopifySince }),
    };
  }

  #wooBuyer(day: number, { mobile, email }: Contacts, grade: Grade) {
    const { ids, name } = this.#person;
    const contacts = { email: emailIn(email, grade), phone: phoneIn(mobile, grade) };
    const since = this.#wooSince === undefined ? {} : { createdMs: this.#wooSince };
    return { id: ids['web-shop'], name, ...contacts, city: this.#cityAt(day), ...since };
  }
}
