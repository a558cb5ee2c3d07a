import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER } from './payloads.ts';
import { withoutId } from './traps.ts';

const row = (rule: string, type: string, data: Json, expected: Expected, options?: object): EventRow => ({
  platform: 'adobe-commerce-webhooks',
  rule,
  type,
  data: { eventName: type, data },
  expected,
  ...(options && { options }),
});

const SAVE = 'customer_save_before';
const PLACE = 'sales_order_place_before';
const account = (changes: JsonObject = {}): JsonObject => ({
  customer: { data_model: { id: 7001, email: BUYER.email, firstname: 'Ana', lastname: 'Lopez', ...changes } },
});
const order = (changes: JsonObject = {}): JsonObject => ({
  order: {
    increment_id: '000009001',
    customer_id: '7001',
    customer_is_guest: 0,
    customer_email: BUYER.email,
    ...changes,
  },
});
const none = { ignored: 'event-without-customer' };
const id = (field: string, scope = 'tea') => `adobe-commerce-customer@${scope} 7001 verified data.${field}`;
const email = (field: string) => `email ${BUYER.email} claimed data.${field}`;
const profile = { email: BUYER.email };
const named = { ...profile, name: 'Ana Lopez' };

export const adobeCommerceWebhooksEvents: readonly EventRow[] = [
  row('the holder of an account', SAVE, account(), {
    identities: [id('customer.data_model.id'), email('customer.data_model.email')],
    profile: named,
  }),
  row('as the model names it', SAVE, account({ id: null, entity_id: 7001 }), {
    identities: [id('customer.data_model.entity_id'), email('customer.data_model.email')],
    profile: named,
  }),
  row(
    'without a site the connection is the scope',
    SAVE,
    account({ email: null, firstname: null, lastname: null }),
    {
      identities: [id('customer.data_model.id', 'corpus')],
    },
    { site: undefined },
  ),
  row('somebody who signs up just now', SAVE, account({ id: null }), none),
  row('two ids', SAVE, account({ entity_id: 7002 }), {
    ...withoutId('ambiguous'),
    discarded: ['data.customer.data_model.id: ambiguous'],
  }),
  row('the record in another place', SAVE, { customer: { id: 7001 } }, none),
  row('a buyer with an account', PLACE, order(), {
    identities: [id('order.customer_id'), email('order.customer_email')],
    profile,
  }),
  row('a guest, whose order may come to nothing', PLACE, order({ customer_id: null, customer_is_guest: 1 }), none),
  row('a masked address', PLACE, order({ customer_email: 'l***@mail.example' }), {
    identities: [id('order.customer_id')],
    discarded: ['data.order.customer_email: masked'],
  }),
  row('a cart', 'sales_quote_save_after', {}, { ignored: 'event-not-handled' }),
  row('a name that is no hook of ours', 'customer_delete_before', account(), { ignored: 'event-not-handled' }),
];
