import { expect, test } from 'vitest';
import type { Delivery } from '../../../functions/compose.ts';
import { customerId } from '../../../functions/shared/cdp/ids.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import type { Identity } from '../../../functions/shared/identity/identity.ts';
import { recordDelivery, recordQueued } from '../../../local/host/report.ts';
import { openDatabase } from '../../../local/store/database.ts';
import { openJournal } from '../../../local/store/open-journal.ts';

const envelope: Envelope = {
  specversion: '1.0',
  id: 'event-1',
  source: '/shopify/tea-house',
  type: 'orders/paid',
  time: '2026-03-01T12:00:00+08:00',
  datacontenttype: 'application/json',
  data: { customer: { phone: '15931000001' } },
  connection: 'tea-house',
  receivedtime: '2026-03-01T04:00:01Z',
};
const phone: Identity = {
  kind: 'mobile',
  scope: '',
  value: '15931000001',
  evidence: { grade: 'claimed', field: 'customer.phone' },
};
const customer = customerId('4765064840194818049');
if (!customer) throw new Error('no id');
const delivery: Delivery = {
  outcome: { outcome: 'done' },
  identities: [phone],
  withheld: [],
  isNamed: false,
  discarded: [{ kind: 'mobile', field: 'addresses[3].phone', reason: 'receiver', masked: '154****1203' }],
  asked: [],
  cases: [],
  calls: [],
  customers: [customer],
};
const later: Delivery = {
  ...delivery,
  outcome: { outcome: 'waiting', reason: 'cdp-unavailable', detail: 'HTTP 500' },
  customers: [],
};

const open = () => openJournal(openDatabase(':memory:'));

test('an event is found by its identities, its refused values and its customer, with what came and how', async () => {
  const journal = open();
  await recordQueued(journal, [envelope], 'webhook');
  await recordDelivery(journal, envelope, delivery);
  const row = { id: 'event-1', state: 'done', via: 'webhook', envelope: JSON.stringify(envelope) };
  for (const query of [
    { key: '15931000001' },
    { kind: 'mobile', scope: '', key: '15931000001' },
    { kind: 'mobile', key: '154****1203' },
    { kind: '', key: customer },
  ])
    expect(journal.findBy(query, 10)).toMatchObject([row]);
  for (const query of [
    { kind: 'email', key: '15931000001' },
    { kind: 'mobile', scope: 'wx1', key: '15931000001' },
    { kind: '', key: '15931000001' },
  ])
    expect(journal.findBy(query, 10)).toEqual([]);
});

test('a refusal counts once an event, however often the event is tried; places in a list count as one', async () => {
  const journal = open();
  await recordQueued(journal, [envelope]);
  for (const attempt of [later, later, delivery]) await recordDelivery(journal, envelope, attempt);
  const refusal = {
    source: 'shopify',
    connection: 'tea-house',
    kind: 'mobile',
    field: 'addresses[].phone',
    reason: 'receiver',
    example: '154****1203',
  };
  expect(journal.discarded()).toEqual([{ ...refusal, count: 1 }]);
  const [refused] = delivery.discarded;
  if (!refused) throw new Error('no refusal');
  const other = { ...refused, field: 'addresses[0].phone', masked: '154****9999' };
  await recordDelivery(journal, { ...envelope, id: 'event-2' }, { ...delivery, discarded: [other] });
  expect(journal.discarded()).toEqual([{ ...refusal, count: 2, example: '154****9999' }]);
});

test('the newest event comes first, and no more than asked for', async () => {
  const journal = open();
  for (const id of ['a', 'b', 'c']) await recordDelivery(journal, { ...envelope, id }, delivery);
  expect(journal.findBy({ key: '15931000001' }, 2).map(({ id }) => id)).toEqual(['c', 'b']);
});

test('keys go with the events that are forgotten', async () => {
  const database = openDatabase(':memory:');
  const journal = openJournal(database, 10);
  const ids = Array.from({ length: 1000 }, (_, index) => `event-${index}`);
  await Promise.all(ids.map((id) => recordDelivery(journal, { ...envelope, id }, delivery)));
  expect(journal.findBy({ key: '15931000001' }, 1000)).toHaveLength(10);
  const keys = database.sqlite.prepare('SELECT count(*) AS n FROM journal_key').get();
  expect(keys).toMatchObject({ n: 30 });
});
