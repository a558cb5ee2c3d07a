import type { EventRow } from './event-row.ts';
import { BUYER, customer, strangers } from './payloads.ts';
import { id, lan, mail, own, phone, profile, row } from './shopify-rows.ts';

export const customerEvents: readonly EventRow[] = [
  ...['customers/create', 'customers/update', 'customers/enable', 'customers/disable'].map((type) =>
    row('a customer, the email confirmed by the shop', type, customer(), { identities: own, profile }),
  ),
  row('an email that nobody has confirmed is claimed', 'customers/update', customer({ verified_email: false }), {
    identities: [id('id'), mail('email', 'claimed'), phone('phone')],
    profile: { ...profile, emailVerified: 0 },
  }),
  row('nobody said whether the email is confirmed', 'customers/update', customer({ verified_email: null }), {
    identities: [id('id'), mail('email', 'claimed'), phone('phone')],
    profile: { name: '林岚', email: BUYER.email },
  }),
  row(
    'verified, but of somebody who has no account: typed in the admin or at a check-out',
    'customers/update',
    customer({ state: 'disabled' }),
    {
      identities: [id('id'), mail('email', 'claimed'), phone('phone')],
      profile: { name: '林岚', email: BUYER.email },
    },
  ),
  row('verified, but the account was never taken', 'customers/update', customer({ state: 'invited' }), {
    identities: [id('id'), mail('email', 'claimed'), phone('phone')],
    profile: { name: '林岚', email: BUYER.email },
  }),
  row('verified, and nobody said whether there is an account', 'customers/update', customer({ state: null }), {
    identities: [id('id'), mail('email', 'claimed'), phone('phone')],
    profile: { name: '林岚', email: BUYER.email },
  }),
  row(
    'data withheld by Shopify',
    'customers/update',
    { id: 7001, email: null, phone: null, first_name: null },
    {
      identities: [id('id')],
    },
  ),
  row('empty texts', 'customers/update', customer({ email: '', phone: ' ', first_name: '', last_name: ' ' }), {
    identities: [id('id')],
  }),
  lan(
    customer({ id: '706405506930370084', admin_graphql_api_id: 'gid://shopify/Customer/706405506930370084' }),
    {
      identities: [id('id', '706405506930370084'), mail('email'), phone('phone')],
    },
    'an id beyond 2^53 keeps its digits',
  ),
  lan(
    customer({ id: 706_405_506_930_370_000, admin_graphql_api_id: 'gid://shopify/Customer/706405506930370084' }),
    {
      identities: [id('id', '706405506930370084'), mail('email'), phone('phone')],
    },
    'an id that a bridge has rounded is taken from the global id',
  ),
  lan(
    customer({ admin_graphql_api_id: 'gid://shopify/Order/7001' }),
    { identities: own.slice(1) },
    'a global id of another type names no customer',
  ),
  lan(customer({ phone: '154 2468 1357' }), {}, 'blanks in a phone'),
  lan(customer({ phone: '0086-154-2468-1357' }), {}, '0086 and hyphens'),
  lan(customer({ phone: '＋８６１５４２４６８１３５７' }), {}, 'full-width digits'),
  lan(customer({ phone: '\u200e+86 154\u200b24681357' }), {}, 'format characters'),
  lan(customer({ email: ' Lan.Lin@MAIL.example ' }), {}, 'an email in capitals with blanks'),
  lan(
    customer({ phone: '+33 6 12 34 56 78' }),
    { identities: [id('id'), mail('email'), phone('phone', '+33612345678')] },
    'a foreign phone with its plus',
  ),
  lan(
    customer({ phone: '06 12 34 56 78' }),
    { identities: [id('id'), mail('email'), phone('phone', '+33612345678')] },
    'a national phone in the region of the connection',
    { region: 'FR' },
  ),
  lan(
    customer({ phone: '06 12 34 56 78' }),
    { identities: own.slice(0, 2), discarded: ['phone: malformed'] },
    'a national phone without a region',
  ),
  lan(customer({ first_name: 'Lan', last_name: 'Lin' }), { profile: { ...profile, name: 'Lan Lin' } }, 'a Latin name'),
  lan(
    customer({ first_name: 'Lan', last_name: '林' }),
    { profile: { ...profile, name: 'Lan 林' } },
    'a name of both alphabets',
  ),
  lan(
    customer({ first_name: '娜扎', last_name: '古力' }),
    { profile: { ...profile, name: '古力娜扎' } },
    'family name first',
  ),
  lan(customer({ first_name: null, last_name: 'Lin' }), { profile: { ...profile, name: 'Lin' } }, 'half a name'),
  lan(customer({ first_name: '岚', last_name: '**' }), { profile: { ...profile, name: '岚' } }, 'half a name masked'),
  lan(
    customer({ first_name: null, last_name: '林**' }),
    { profile: { email: BUYER.email, emailVerified: 1 } },
    'a masked name is none',
  ),
  lan(
    customer({ default_address: { customer_id: 7001, default: true, province: ' 浙江 ', city: '杭州' } }),
    {
      profile: { ...profile, province: '浙江', city: '杭州' },
    },
    'province and city of the own default address',
  ),
  lan(
    customer({ default_address: { province: 'Zhejiang', city: 'Hangzhou', country: 'China' } }),
    {
      profile: { ...profile, province: 'Zhejiang', city: 'Hangzhou' },
    },
    'province and city in Latin letters as given',
  ),
  lan(
    customer({ default_address: { customer_id: 7002, province: '浙江', city: '杭州' } }),
    {},
    'the address of another customer tells nothing',
  ),
  lan(customer({ default_address: { province: null, city: '' } }), {}, 'an empty address overwrites nothing'),
  lan(
    customer({ default_address: { phone: strangers.receiver } }),
    { discarded: ['default_address.phone: receiver'] },
    'the phone of the address book is whoever’s takes the parcel',
  ),
  lan(
    customer({ addresses: [{ phone: BUYER.phone }, { phone: strangers.neighbour }, { phone: strangers.neighbour }] }),
    {
      discarded: ['addresses[1].phone: receiver'],
    },
    'every other phone of the address book is told once',
  ),
  lan(
    customer({ default_address: { phone: '+86 154-2468-1357' } }),
    {},
    'the own phone in the address book is no stranger’s',
  ),
];
