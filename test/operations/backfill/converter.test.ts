import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../functions/shared/json/lossless.ts';
import { receivers } from '../../../functions/shared/sources/generated/receivers.ts';
import { jsonRow, openConverter } from '../../../operations/backfill/converter.ts';
import type { BackfillFormat, Converted, FileRow } from '../../../operations/backfill/row.ts';

const NOW = Date.parse('2026-06-10T00:00:00Z');
const kinds = new Set(['mobile', 'email', 'member-no', 'wechat-openid']);

function converter(format: BackfillFormat, settings: { asOf?: string; offset?: string } = {}) {
  const receiver = receivers[format].configure({});
  if (!receiver.ok) throw new Error('the options of the test are wrong');
  const target = { format, connection: 'shop', receiver: receiver.value, kinds };
  return openConverter(target, { asOf: settings.asOf, offset: settings.offset, now: NOW });
}

const cells = (row: Readonly<Record<string, string>>): FileRow => ({
  line: 2,
  cells: new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value])),
});
const json = (value: object): FileRow => jsonRow(1, JSON.stringify(value), parseJson);
const eventOf = (converted: Converted) => {
  if (converted.outcome !== 'event') throw new Error(`it is ${JSON.stringify(converted)}`);
  return converted.envelope;
};

const customer = { 'Customer ID': '7210448301122', 'First Name': 'Lan', Email: 'lan@shop.example' };
const order = {
  Name: '#1001',
  Email: 'lan@shop.example',
  'Financial Status': 'paid',
  'Paid at': '2026-05-01 10:00:00 +0800',
  'Created at': '2026-05-01 09:59:00 +0800',
  'Billing Country': 'CN',
  Id: '5810200000001',
  Phone: '+8615931000001',
};

describe('the exports of the Shopify admin', () => {
  test('a customer is what the shop would send, at the time of the export', () => {
    const envelope = eventOf(converter('shopify', { asOf: '2026-06-01T00:00:00Z' })(cells(customer)));
    expect(envelope).toMatchObject({
      source: '/shopify/shop',
      type: 'customers/update',
      subject: 'customer:7210448301122',
      time: '2026-06-01T00:00:00Z',
      data: { id: '7210448301122', first_name: 'Lan', email: 'lan@shop.example' },
    });
  });

  test('an order has its own time, and its further lines belong to it', () => {
    const convert = converter('shopify');
    const envelope = eventOf(convert(cells(order)));
    expect(envelope).toMatchObject({ type: 'orders/updated', time: '2026-05-01T10:00:00+08:00' });
    expect(envelope.data).toMatchObject({
      id: '5810200000001',
      financial_status: 'paid',
      billing_address: { country_code: 'CN' },
    });
    const further = cells({ ...order, 'Financial Status': '', 'Created at': '', 'Paid at': '', Id: '' });
    expect(convert(further)).toEqual({ outcome: 'part' });
    expect(converter('shopify')(further)).toMatchObject({ outcome: 'bad', reason: 'not-of-this-format' });
  });

  test('an object of the REST API keeps its 64-bit ids and its own time', () => {
    const text =
      '{"id":9007199254740993001,"email":"lan@shop.example","updated_at":"2026-04-01T08:00:00+08:00","state":"enabled"}';
    const envelope = eventOf(converter('shopify')(jsonRow(1, text, parseJson)));
    expect(envelope).toMatchObject({ subject: 'customer:9007199254740993001', time: '2026-04-01T08:00:00+08:00' });
  });

  test('the same row is the same event, whenever it comes', () => {
    const [one, other] = [converter('shopify'), converter('shopify')].map(
      (convert) => eventOf(convert(cells(order))).id,
    );
    expect(one).toBe(other);
  });

  test.each([
    ['a customer without an id', { ...customer, 'Customer ID': '' }, 'id-missing', 'Customer ID'],
    ['an order without an id', { ...order, Id: '' }, 'id-missing', 'Id'],
    ['a time that is none', { ...order, 'Created at': 'yesterday' }, 'time-malformed', 'Created at'],
    [
      'a time without its offset',
      { ...order, 'Created at': '2026-05-01 09:59:00' },
      'time-without-offset',
      'Created at',
    ],
    [
      'a time that is still to come',
      { ...order, 'Created at': '2027-05-01 09:59:00 +0800' },
      'time-in-the-future',
      'Created at',
    ],
    ['a list of products', { Handle: 'tea', Title: 'Tea' }, 'not-of-this-format', ''],
  ])('%s is no event', (_name, row, reason, column) => {
    expect(converter('shopify', { asOf: '2026-06-01T00:00:00Z' })(cells(row))).toMatchObject({
      outcome: 'bad',
      reason,
      column,
    });
  });

  test('a customer needs the time of the export', () => {
    expect(converter('shopify')(cells(customer))).toMatchObject({ outcome: 'bad', reason: 'time-missing' });
  });
});

describe('WooCommerce exports', () => {
  const row = { order_id: '1204', order_date: '2026-05-01 09:59:00', status: 'wc-completed', customer_id: '0' };
  test('an order of a guest is ordered by itself, at the time that the site says', () => {
    const envelope = eventOf(
      converter('woocommerce', { offset: '+08:00' })(cells({ ...row, billing_email: 'lan@shop.example' })),
    );
    expect(envelope).toMatchObject({ type: 'order.updated', partitionkey: 'order:1204', time: '2026-05-01T01:59:00Z' });
    expect(envelope.subject).toBeUndefined();
  });

  test('a customer has the columns of the common plug-ins, also by the names of the REST API', () => {
    const convert = converter('woocommerce');
    for (const named of [
      {
        customer_id: '77',
        user_email: 'lan@shop.example',
        user_registered: '2026-01-02 03:04:05',
        billing_phone: '15931000001',
      },
      {
        'Customer ID': '77',
        'billing.phone': '15931000001',
        email: 'lan@shop.example',
        date_modified_gmt: '2026-01-02T03:04:05',
      },
    ]) {
      const envelope = eventOf(convert(cells(named)));
      expect(envelope).toMatchObject({
        type: 'customer.updated',
        subject: 'customer:77',
        time: '2026-01-02T03:04:05Z',
      });
      expect(envelope.data).toMatchObject({ email: 'lan@shop.example', billing: { phone: '15931000001' } });
    }
  });

  test('a time without an offset is not guessed', () => {
    expect(converter('woocommerce')(cells(row))).toMatchObject({ outcome: 'bad', reason: 'time-without-offset' });
  });
});

describe('the brand’s own rows', () => {
  test('columns are identities, an id of the brand first; typed contacts say so', () => {
    const row = {
      time: '2026-05-01T10:00:00+08:00',
      mobile: '15931000001',
      'member-no:demo': 'M1',
      grade: 'claimed',
      name: '赵岚',
    };
    expect(eventOf(converter('brand-events')(cells(row))).data).toEqual({
      identities: [
        { kind: 'member-no', scope: 'demo', value: 'M1' },
        { kind: 'mobile', value: '15931000001', grade: 'claimed' },
      ],
      name: '赵岚',
    });
  });

  test('a line of JSON is an envelope, or the members of one', () => {
    const data = { identities: [{ kind: 'member-no', scope: 'demo', value: 'M1' }] };
    const time = '2026-05-01T10:00:00+08:00';
    const whole = { specversion: '1.0', id: 'e-1', source: '/brand-events/shop', type: 'member.bound', time, data };
    expect(eventOf(converter('brand-events')(json(whole)))).toMatchObject({
      id: 'e-1',
      type: 'member.bound',
      time,
      data,
    });
    expect(eventOf(converter('brand-events')(json({ time, ...data })))).toMatchObject({ type: 'member.updated', data });
  });

  test.each([
    ['a request to forget', { type: 'member.erase', time: '2026-05-01T10:00:00Z', identities: [{}] }, 'type-not-taken'],
    [
      'a misspelt kind',
      { time: '2026-05-01T10:00:00Z', identities: [{ kind: 'mobil', value: '15931000001' }] },
      'kind-unknown',
    ],
    [
      'an identity without a kind, beside one with',
      { time: '2026-05-01T10:00:00Z', identities: [{ kind: 'member-no', value: 'M-1' }, { value: '15931000001' }] },
      'kind-unknown',
    ],
    ['nobody', { time: '2026-05-01T10:00:00Z', name: 'Lan' }, 'id-missing'],
    ['no time', { identities: [{ kind: 'mobile', value: '15931000001' }] }, 'time-missing'],
    ['another connection', { source: '/brand-events/other', identities: [{}] }, 'not-of-this-format'],
  ])('%s is not taken from a file', (_name, row, reason) => {
    expect(converter('brand-events')(json(row))).toMatchObject({ outcome: 'bad', reason });
  });
});

test.each([
  ['{"half":', 'the line is not JSON'],
  ['[{"id":1}]', 'the line is no JSON object'],
])('a line that is no object is said to be none', (line, detail) => {
  expect(converter('shopify')(jsonRow(7, line, parseJson))).toMatchObject({
    outcome: 'bad',
    reason: 'row-unreadable',
    detail,
  });
});

test('what stands in a bad row is shown masked', () => {
  const row = { ...order, 'Created at': 'lan@shop.example' };
  const converted = converter('shopify')(cells(row));
  expect(converted).toMatchObject({ masked: 'l****e' });
  expect(JSON.stringify(converted)).not.toContain('lan@');
});
