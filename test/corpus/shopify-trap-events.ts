import type { EventRow } from './event-row.ts';
import { customer, guest } from './payloads.ts';
import { id, lan, mail, own, phone, row } from './shopify-rows.ts';
import { emailTraps, phoneTraps } from './traps.ts';

/** Each trap where a customer's own contact belongs, and where a guest's does. */
export const trapEvents: readonly EventRow[] = [
  ...phoneTraps.map(([rule, value, reason]) =>
    lan(
      customer({ phone: value }),
      { identities: own.slice(0, 2), discarded: [`phone: ${reason}`] },
      `a phone that is ${rule}`,
    ),
  ),
  ...phoneTraps.map(([rule, value, reason]) =>
    row(`a guest’s phone that is ${rule}`, 'orders/create', guest({ phone: value }), {
      identities: [mail('email', 'claimed', 'guest@mail.example')],
      discarded: [`phone: ${reason}`],
      profile: { email: 'guest@mail.example' },
    }),
  ),
  ...emailTraps.map(([rule, value, reason]) =>
    lan(
      customer({ email: value }),
      {
        identities: [id('id'), phone('phone')],
        discarded: [`email: ${reason}`],
        profile: { name: '林岚' },
      },
      `an email that is ${rule}`,
    ),
  ),
  ...emailTraps.map(([rule, value, reason]) =>
    row(`a guest’s email that is ${rule}`, 'orders/create', guest({ email: value }), {
      ignored: 'event-without-customer',
      discarded: [`email: ${reason}`],
    }),
  ),
];
