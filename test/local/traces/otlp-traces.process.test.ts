import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEventTraces } from '../../../local/traces/open-event-traces.ts';
import type { Delivery } from '../../../functions/compose.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';

const asked: { readonly path: string; readonly body: string }[] = [];
const collector = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.on('end', () => {
    asked.push({ path: request.url ?? '', body });
    response.end('{}');
  });
});
beforeAll(async () => {
  await once(collector.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => void collector.close());

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const event: Envelope = {
  specversion: '1.0',
  id: 'e-1',
  source: '/shopify/shop',
  type: 'orders/paid',
  subject: 'customer:88',
  time: '2026-05-01T10:00:00Z',
  datacontenttype: 'application/json',
  data: { phone: '15931000001' },
  connection: 'shop',
  receivedtime: '2026-05-01T10:00:01Z',
  traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
};
const delivery: Delivery = {
  outcome: { outcome: 'waiting', reason: 'cdp-unavailable', detail: 'buyer 15931000001' },
  identities: [],
  withheld: [],
  discarded: [],
  asked: [],
  cases: [],
  calls: [],
  customers: [],
  isNamed: false,
};

test('a try of an event is a span in the trace of its request, and says nothing of a person', async () => {
  const { port } = collector.address() as AddressInfo;
  const traces = await openEventTraces(`http://127.0.0.1:${port}/`);
  traces.event(event, delivery, Date.parse('2026-05-01T10:00:03Z'));
  await traces.close();
  expect(asked.map(({ path }) => path)).toEqual(['/v1/traces']);
  const { body = '' } = asked[0] ?? {};
  expect(body).toContain(TRACE);
  expect(body).toContain('00f067aa0ba902b7');
  for (const text of ['deliver orders/paid', 'cdp-unavailable', 'waiting', '/shopify/shop'])
    expect(body).toContain(text);
  expect(body).not.toMatch(/15931000001|customer:88/);
});

test('an event without a trace begins one; without a collector nobody is told', async () => {
  const { port } = collector.address() as AddressInfo;
  const traces = await openEventTraces(`http://127.0.0.1:${port}`);
  const { traceparent: _, ...alone } = event;
  traces.event(alone, { ...delivery, outcome: { outcome: 'done' } }, Date.parse('2026-05-01T10:00:03Z'));
  await traces.close();
  expect(asked).toHaveLength(2);
  expect(asked[1]?.body).not.toContain(TRACE);
  const none = await openEventTraces(undefined);
  none.event(event, delivery, 0);
  await none.close();
  expect(asked).toHaveLength(2);
});
