import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow } from './event-row.ts';
import { BUYER } from './payloads.ts';
import { id, mail, phone, profile, row } from './shopify-rows.ts';

const EMAIL = 'data.customer.defaultEmailAddress.emailAddress';
const PHONE = 'data.customer.defaultPhoneNumber.phoneNumber';
const ID = id('query_variables.customerId');

/** An event of the preview; what its query asked for stands in `customer`. */
const event = (customer?: JsonObject): JsonObject => ({
  topic: 'Customer',
  action: 'update',
  handle: 'customers',
  fields_changed: { added: [], updated: [], removed: [] },
  query_variables: { customerId: 'gid://shopify/Customer/7001' },
  ...(customer && { data: { customer } }),
});
const asked: JsonObject = {
  firstName: '岚',
  lastName: '林',
  defaultEmailAddress: { emailAddress: BUYER.email },
  defaultPhoneNumber: { phoneNumber: `+86${BUYER.phone}` },
  verifiedEmail: true,
  state: 'ENABLED',
};

export const previewEvents: readonly EventRow[] = [
  row('an event whose query asks for the contacts', 'customer/create', event(asked), {
    identities: [ID, mail(EMAIL), phone(PHONE)],
    profile,
  }),
  row(
    'an event without its variables, whose query asks for the id',
    'customer/update',
    { ...event({ id: 'gid://shopify/Customer/7001' }), query_variables: {} },
    { identities: [id('data.customer.id')] },
  ),
  row('an event without a query', 'customer/update', event(), { identities: [ID] }),
  row(
    'an address in the older field, confirmed',
    'customer/update',
    event({ email: BUYER.email, verifiedEmail: true, state: 'ENABLED' }),
    { identities: [ID, mail('data.customer.email')], profile: { email: BUYER.email, emailVerified: 1 } },
  ),
  row(
    'both fields, and they differ',
    'customer/update',
    event({ ...asked, email: 'boss@mail.example', phone: '154****1357' }),
    {
      identities: [ID, mail(EMAIL), phone(PHONE)],
      discarded: ['data.customer.email: receiver', 'data.customer.phone: masked'],
      profile,
    },
  ),
  row('a deletion in the preview', 'customer/delete', event(), { ignored: 'event-not-handled' }),
  row(
    'a deletion in the preview that erases',
    'customer/delete',
    event(),
    { erase: [ID] },
    { options: { onCustomerDelete: 'erase' } },
  ),
];
