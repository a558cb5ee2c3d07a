import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import { bad } from './row.ts';
import { type ShopRow, timesIn, type RowSettings, withoutEmpty } from './shop-row.ts';

/**
 * A row of the exports of the Shopify admin, as the object that the REST Admin API has for it. Columns as of 2026: customers
 * `Customer ID, First Name, Last Name, Email, …, Default Address Phone, Phone`, without any time; orders `Name, Email, Financial
 * Status, Paid at, …, Created at, …, Billing Country, …, Id, …, Phone`, a row for each line item.
 */
export function shopifyRow(cells: ReadonlyMap<string, string>, settings: RowSettings): ShopRow {
  if (cells.has('financial status') && cells.has('created at')) return orderRow(cells, settings);
  if (cells.has('customer id') || (cells.has('first name') && cells.has('email'))) return customerRow(cells, settings);
  const detail = 'neither the customers nor the orders that the Shopify admin exports';
  return { kind: 'bad', row: bad('not-of-this-format', '', detail) };
}

/** The topic under which Shopify would send such an object. */
export function shopifyTopic(object: JsonObject): string {
  return 'financial_status' in object || 'line_items' in object ? 'orders/updated' : 'customers/update';
}

function customerRow(cells: ReadonlyMap<string, string>, { asOf }: RowSettings): ShopRow {
  const id = cells.get('customer id') ?? '';
  if (id === '') {
    const detail = 'a customer without the id of the shop: export the customers again, present exports have it';
    return { kind: 'bad', row: bad('id-missing', 'Customer ID', detail) };
  }
  if (asOf === undefined) {
    const detail = 'the export says no time: say when it was made with --as-of, as --as-of 2026-05-01T10:00:00+08:00';
    return { kind: 'bad', row: bad('time-missing', '', detail) };
  }
  return {
    kind: 'object',
    object: withoutEmpty({
      id,
      first_name: cells.get('first name'),
      last_name: cells.get('last name'),
      email: cells.get('email'),
      phone: cells.get('phone'),
      updated_at: asOf,
      default_address: withoutEmpty({
        city: cells.get('default address city') ?? cells.get('city'),
        province: cells.get('province'),
        country_code: cells.get('default address country code') ?? cells.get('country code'),
        phone: cells.get('default address phone'),
      }),
    }),
  };
}

function orderRow(cells: ReadonlyMap<string, string>, settings: RowSettings): ShopRow {
  const created = cells.get('created at') ?? '';
  const name = cells.get('name') ?? '';
  // Of an order with several line items the first row says everything, the others only what is in the parcel.
  if (created === '' && name !== '') return { kind: 'part', of: name };
  const id = cells.get('id') ?? '';
  if (id === '') {
    return { kind: 'bad', row: bad('id-missing', 'Id', 'an order without the id of the shop; its name can change') };
  }
  const times = timesIn(cells, ['Created at', 'Paid at', 'Fulfilled at', 'Cancelled at'], settings);
  if (times.bad) return { kind: 'bad', row: times.bad };
  const of = (column: string) => times.at.get(column);
  return {
    kind: 'object',
    name,
    object: withoutEmpty({
      id,
      name,
      financial_status: (cells.get('financial status') ?? '').toLowerCase(),
      created_at: of('Created at'),
      cancelled_at: of('Cancelled at'),
      updated_at: times.latest,
      email: cells.get('email'),
      phone: cells.get('phone'),
      billing_address: address('billing', cells),
      shipping_address: address('shipping', cells),
    }),
  };
}

function address(which: 'billing' | 'shipping', cells: ReadonlyMap<string, string>): JsonObject {
  return withoutEmpty({
    city: cells.get(`${which} city`),
    province: cells.get(`${which} province`),
    country_code: cells.get(`${which} country`),
    phone: cells.get(`${which} phone`),
  });
}
