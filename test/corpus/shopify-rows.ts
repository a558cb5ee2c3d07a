import type { ProfileFields } from '../../functions/shared/change/customer-change.ts';
import type { Json } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER, SHOP } from './payloads.ts';

export const row = (
  rule: string,
  type: string,
  data: Json,
  expected: Expected,
  more: Partial<EventRow> = {},
): EventRow => ({
  platform: 'shopify',
  rule,
  type,
  data,
  expected,
  ...more,
});

export const id = (field: string, value = '7001') => `shopify-customer@${SHOP} ${value} verified ${field}`;
export const mail = (field: string, grade = 'verified,record', value: string = BUYER.email) =>
  `email ${value} ${grade} ${field}`;
export const phone = (field: string, value: string = BUYER.phone) => `mobile ${value} claimed ${field}`;

export const own = [id('id'), mail('email'), phone('phone')];
export const buyer = [id('customer.id'), mail('customer.email'), phone('customer.phone')];
export const others = ['shipping_address.phone: receiver', 'billing_address.phone: receiver', 'user_id: staff'];
export const profile: ProfileFields = { name: '林岚', email: BUYER.email, emailVerified: 1 };
export const lan = (data: Json, expected: Partial<Expected> = {}, rule = '', more: Partial<EventRow> = {}) =>
  row(rule, 'customers/update', data, { identities: own, profile, ...expected }, more);
