import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import { bad } from './row.ts';
import { type RowSettings, type RowTimes, type ShopRow, timesIn, withoutEmpty } from './shop-row.ts';

type Cells = ReadonlyMap<string, string>;

/**
 * A row of a WooCommerce export, as the object that the REST API v3 has for it. WooCommerce itself exports neither customers with
 * their ids nor orders: the columns are those that the common export plug-ins share (`customer_id`, `user_email`, `billing_phone`,
 * `order_id`, `order_date`), and the names of the REST API, also with a dot (`billing.phone`).
 */
export function woocommerceRow(given: Cells, settings: RowSettings): ShopRow {
  const cells: Cells = new Map([...given].map(([name, value]) => [name.replaceAll(/[ .-]/g, '_'), value]));
  if (cells.has('order_id') || cells.has('order_number') || cells.has('order_date')) return orderRow(cells, settings);
  if (['customer_id', 'user_id', 'user_email', 'user_login', 'username'].some((name) => cells.has(name))) {
    return customerRow(cells, settings);
  }
  return { kind: 'bad', row: bad('not-of-this-format', '', 'neither customers nor orders of a WooCommerce export') };
}

/** The topic under which WooCommerce would send such an object. */
export function woocommerceTopic(object: JsonObject): string {
  return 'line_items' in object ? 'order.updated' : 'customer.updated';
}

function customerRow(cells: Cells, settings: RowSettings): ShopRow {
  const id = first(cells, ['customer_id', 'user_id', 'id']) ?? '';
  if (!isId(id)) {
    return { kind: 'bad', row: bad('id-missing', 'customer_id', 'a customer without the id of the site', id) };
  }
  const created = timesIn(cells, ['date_created_gmt', 'user_registered', 'date_created', 'date_registered'], settings);
  const modified = timesIn(cells, ['date_modified_gmt', 'date_modified', 'last_update'], settings);
  const wrong = created.bad ?? modified.bad;
  if (wrong) return { kind: 'bad', row: wrong };
  // Without a time of its own the state is as old as the record at least: it never stands over anything newer.
  const time = modified.latest ?? settings.asOf ?? created.latest;
  if (time === undefined) return { kind: 'bad', row: noTime };
  return {
    kind: 'object',
    object: {
      ...withoutEmpty({
        id: Number(id),
        date_created_gmt: utc(created.latest),
        date_modified_gmt: utc(time),
        first_name: first(cells, ['first_name', 'billing_first_name']),
        last_name: first(cells, ['last_name', 'billing_last_name']),
      }),
      email: first(cells, ['email', 'user_email', 'billing_email']) ?? '',
      username: first(cells, ['username', 'user_login']) ?? '',
      billing: address('billing', cells),
      shipping: address('shipping', cells),
    },
  };
}

function orderRow(cells: Cells, settings: RowSettings): ShopRow {
  const id = first(cells, ['order_id', 'id']) ?? '';
  if (!isId(id)) {
    const detail = 'an order without the id of the site; the number of an order is another';
    return { kind: 'bad', row: bad('id-missing', 'order_id', detail, id) };
  }
  const created = timesIn(cells, ['date_created_gmt', 'order_date_gmt', 'date_created', 'order_date'], settings);
  const paid = timesIn(cells, ['date_paid_gmt', 'date_paid', 'paid_date'], settings);
  const modified = timesIn(cells, ['date_modified_gmt', 'date_modified'], settings);
  const wrong = [created, paid, modified].find((times: RowTimes) => times.bad)?.bad;
  if (wrong) return { kind: 'bad', row: wrong };
  const time = modified.latest ?? paid.latest ?? created.latest;
  if (time === undefined) return { kind: 'bad', row: noTime };
  const customer = first(cells, ['customer_id', 'customer_user', 'user_id']) ?? '0';
  return {
    kind: 'object',
    object: {
      ...withoutEmpty({
        id: Number(id),
        number: cells.get('order_number'),
        status: first(cells, ['status', 'order_status'])?.replace(/^wc-/, ''),
        date_created_gmt: utc(created.latest),
        date_modified_gmt: utc(time),
        date_paid_gmt: utc(paid.latest),
      }),
      customer_id: isId(customer) ? Number(customer) : 0,
      billing: address('billing', cells),
      shipping: address('shipping', cells),
      line_items: [],
    },
  };
}

const noTime = bad('time-missing', '', 'the row says no time: say when the file was exported with --as-of');

function first(cells: Cells, names: readonly string[]): string | undefined {
  return names.map((name) => cells.get(name)).find((value) => value !== undefined && value !== '');
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text);
}

/** As the REST API writes it: without an offset. */
function utc(time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString().slice(0, 19);
}

function address(which: 'billing' | 'shipping', cells: Cells): JsonObject {
  const names = ['first_name', 'last_name', 'email', 'phone', 'city', 'state', 'country'];
  return withoutEmpty(Object.fromEntries(names.map((name) => [name, cells.get(`${which}_${name}`)])));
}
