import { expect, test } from 'vitest';
import { demoConfig, secrets } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';

const connections = demoConfig().connections;
const [connection = ''] = Object.entries(connections).find(([, { source }]) => source === 'cloudevents') ?? [];
const { options } = connections[connection] as { options: { events: Record<string, unknown> } };
const [type = ''] = Object.keys(options.events);
const { accessToken } = secrets[connection] as { accessToken: string };

const event = (id: string, changes: object = {}) => ({
  specversion: '1.0',
  id,
  source: '/till/1',
  type,
  time: '2026-03-01T04:00:00Z',
  data: { phone: '15931000071' },
  ...changes,
});

async function sent(body: unknown, contentType = 'application/cloudevents-batch+json; charset=utf-8') {
  const { send, queue, archive, observed, log } = webhookEndpoint();
  const headers = { 'content-type': contentType, authorization: `Bearer ${accessToken}` };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await send(connection, { method: 'POST', headers, rawQuery: '', body: Buffer.from(text) });
  expect(queue.sent).toHaveLength(observed.length);
  return { status: answer.statusCode, queued: observed.length, kept: archive.objects.size, line: log.lines()[0] };
}

test.each<readonly [string, unknown, object]>([
  ['one event', [event('1')], { status: 202, queued: 1, kept: 0 }],
  ['three events', [event('1'), event('2'), event('3')], { status: 202, queued: 3, kept: 0 }],
  ['no event', [], { status: 202, queued: 0, kept: 0 }],
  ['a type that nobody reads', [event('1'), event('2', { type: 'other' })], { status: 202, queued: 2, kept: 0 }],
  ['one that is none', [event('1'), { id: '2' }, event('3')], { status: 202, queued: 2, kept: 1 }],
  [
    'one whose type holds a control character',
    [event('1'), event('2', { type: 'a\u0002' })],
    { status: 202, queued: 1, kept: 1 },
  ],
  ['none that is one', [1, 'x', null], { status: 202, queued: 0, kept: 1 }],
  ['no list', event('1'), { status: 202, queued: 1, kept: 0 }],
  ['no JSON', '[', { status: 202, queued: 0, kept: 1 }],
])('a batch with %s', async (_name, body, said) => {
  expect(await sent(body)).toMatchObject(said);
});

test('which of a batch was not taken is told', async () => {
  const { line } = await sent([event('1'), { id: '2' }, event('3'), 7]);
  expect(line).toMatchObject({ message: 'quarantined', reason: 'type-missing' });
  expect(line?.detail).toMatch(/^event 2, 4 of a batch of 4/);
});

test('a list that does not say it is a batch is none', async () => {
  expect(await sent([event('1')], 'application/json')).toMatchObject({ status: 202, queued: 0, kept: 1 });
});

test('an event of a batch is the event that it is alone', async () => {
  const alone = webhookEndpoint();
  const headers = { 'content-type': 'application/cloudevents+json', authorization: `Bearer ${accessToken}` };
  await alone.send(connection, {
    method: 'POST',
    headers,
    rawQuery: '',
    body: Buffer.from(JSON.stringify(event('1'))),
  });
  const batch = webhookEndpoint();
  await batch.send(connection, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/cloudevents-batch+json' },
    rawQuery: '',
    body: Buffer.from(JSON.stringify([event('1'), event('2')])),
  });
  expect(batch.observed[0]).toEqual(alone.observed[0]);
});
