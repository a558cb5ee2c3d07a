import { beforeAll, describe, expect, test } from 'vitest';
import { BREAKER_KEY } from '../../../../functions/shared/ports/breaker-key.ts';
import type { Envelope } from '../../../../functions/shared/envelope/envelope.ts';
import type { WebhookRequest } from '../../../../functions/shared/http/webhook-request.ts';
import { inletHandler } from '../../../../functions/inlet/inlet.ts';
import { receivers } from '../../../../functions/shared/sources/generated/receivers.ts';
import { webhookHandler } from '../../../../functions/webhook/webhook.ts';
import { allSamples, demoConfig, sampleRequest, secrets } from '../../../kit/demo.ts';
import { deliveryWorld, memberBound } from '../../../kit/delivery.ts';
import { gatewayEvent } from '../../../kit/gateway.ts';
import { MemoryQueue, MemoryVisibility } from '../../../kit/ports.ts';
import { context, sqsRecord } from '../../../kit/sqs.ts';

const PROFILE_OF_A_PERSON = ['name', 'nickName', 'email', 'openId', 'unionId', 'birthday'] as const;
const member = memberBound(
  [
    { kind: 'mobile', value: '15412349876' },
    { kind: 'email', value: 'lin.xiaolan@mail.example' },
    { kind: 'member-no', value: 'M-20260301-0042' },
  ],
  { name: '林晓岚', subject: 'M-20260301-0042' },
);

/** Everything that must not stand in a log, and every line that was logged while the worst happened. */
async function worstDay() {
  const world = deliveryWorld({
    // A CDP that repeats what it was sent where it declines.
    wrap: (transport) => async (request) => {
      const { body = '', path } = request;
      if (refusing)
        return { status: 200, retryAfter: null, text: JSON.stringify({ code: -1, msg: `E_FIELD ${path} ${body}` }) };
      return transport(request);
    },
  });
  let refusing = false;
  const { log, store, archive, deadLetters, visibility, clock } = world;
  const queue = new MemoryQueue();
  const envelopes: Envelope[] = [member];
  const ports = {
    config: demoConfig(),
    receivers,
    queue,
    archive,
    secrets: store,
    clock: clock.read,
    log: log.log,
    observe: (received: readonly Envelope[]) => envelopes.push(...received),
  };
  const door = webhookHandler(ports);
  const inlet = inletHandler({ ...ports, visibility: new MemoryVisibility(), deadLetters });
  const requests = allSamples.map(([connection, event]) => [connection, sampleRequest(connection, event)] as const);
  const knock = async (change: (request: WebhookRequest) => WebhookRequest = (request) => request) => {
    for (const [connection, request] of requests) await door(gatewayEvent(connection, change(request)), context());
  };
  const bridged = requests.map(([connection, { headers, rawQuery, body }]) => {
    const attributes = { connection, headers: JSON.stringify(headers), query: rawQuery || 'a=1' };
    return sqsRecord(
      { body: Buffer.from(body).toString(), groupId: 'g', deduplicationId: 'd' },
      { attributes, sentAt: clock.now },
    );
  });

  // The front door and the inlet: as they should be, forged, cut off, and while everything behind them fails.
  await knock();
  await knock((request) => ({ ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) }));
  await knock((request) => ({ ...request, body: request.body.subarray(0, 40) }));
  await knock((request) => ({ ...request, headers: { ...request.headers, 'x-shopify-topic': 'customers/redact' } }));
  await inlet(
    { Records: [...bridged, sqsRecord({ body: JSON.stringify(member), groupId: 'g', deduplicationId: 'd' })] },
    context(),
  );
  await inlet({ Records: bridged.map((record) => ({ ...record, body: `${record.body} ` })) }, context());
  queue.failing = true;
  await knock();
  await inlet({ Records: bridged }, context());
  queue.failing = false;
  for (const name of store.texts.keys()) store.texts.set(name, `{"wrong":${store.texts.get(name)}}`);
  clock.pass(3_600_000);
  await knock();
  for (const [name, secret] of Object.entries(secrets)) store.put(name, secret);

  // Delivery: accepted, repeated, refused with an echo, undecided, lost, thrown at failing ports.
  const all = envelopes.filter((envelope, index) => envelopes.findIndex(({ id }) => id === envelope.id) === index);
  const deliverAll = async (redrive?: number) => {
    // Whatever has opened it, an operator lets delivery go on.
    world.ledger.records.delete(BREAKER_KEY);
    for (const envelope of all) {
      await world.deliverRecords([await world.recordOf(envelope, redrive === undefined ? {} : { redrive })]);
    }
  };
  world.cdp.customer('mobile=15426438637');
  await deliverAll();
  await deliverAll();
  for (const mode of ['reject', 'http-500', 'throttle', 'drop-after-commit'] as const) {
    world.cdp.order({ mode, count: 1000 });
    await deliverAll(1);
    world.cdp.order({ mode: 'none' });
  }
  refusing = true;
  await deliverAll(2);
  deadLetters.failing = true;
  visibility.failing = true;
  await deliverAll(3);
  refusing = false;
  world.ledger.failNextWrites = { how: 'error', left: 1000 };
  await deliverAll(4);
  world.ledger.failingReads = true;
  await deliverAll(5);
  world.ledger.failingReads = false;
  for (const name of store.texts.keys()) store.put(name, { wrong: secrets[name] });
  clock.pass(7_200_000);
  await deliverAll(6);

  const people = new Set<string>();
  for (const { event, delivery } of world.deliveries) {
    for (const { value, scope } of delivery.identities) people.add(value).add(`${scope}:${value}`);
    if (event.subject !== undefined) people.add(event.subject);
  }
  for (const { profile, name, identities } of world.cdp.customers()) {
    if (name !== '') people.add(name);
    for (const field of PROFILE_OF_A_PERSON)
      if (typeof profile[field] === 'string' && profile[field] !== '') people.add(profile[field]);
    for (const pair of identities) people.add(pair.slice(pair.indexOf('=') + 1));
  }
  const keys = new Set(Object.values(secrets).flatMap((secret) => (typeof secret === 'object' ? textsIn(secret) : [])));
  // App id, corp id and app key are names, not secrets.
  for (const name of [
    'wx00d3m000d3m00001',
    'wx00d3m000d3m00002',
    'wx00d3m000d3m00003',
    'ww00d3m000d3m00001',
    'demo-app-key',
  ])
    keys.delete(name);
  for (const { headers } of world.cdp.sent) if (headers['token'] !== undefined) keys.add(headers['token']);
  const signatures = requests.flatMap(([, { headers, rawQuery }]) => [
    headers['x-shopify-hmac-sha256'] ?? '',
    headers['wechatpay-signature'] ?? '',
    headers['wechatpay-nonce'] ?? '',
    ...new URLSearchParams(rawQuery).values(),
  ]);
  return {
    text: log.text(),
    lines: log.lines(),
    people,
    keys,
    signatures: signatures.filter((text) => text.length > 5),
  };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('a day on which everything goes wrong: no log line says a person, a secret, or a body', () => {
  let day: Awaited<ReturnType<typeof worstDay>>;
  beforeAll(async () => {
    day = await worstDay();
  });

  test('there was enough to look at', () => {
    expect(day.lines.length).toBeGreaterThan(300);
    expect(day.people.size).toBeGreaterThan(15);
    expect([...day.people]).toEqual(
      expect.arrayContaining([
        '15412349876',
        'lin.xiaolan@mail.example',
        '林晓岚',
        'oGuiyiSampleCustomer00000001',
        'oGuiyiSampleShopper000000001',
        'buyer.1@mail.example',
      ]),
    );
    expect(day.keys.size).toBeGreaterThan(4);
    const messages = new Set(day.lines.map(({ at, message }) => `${String(at)} ${String(message)}`));
    expect([...messages].toSorted()).toEqual([
      'deliver breaker not read',
      'deliver breaker not written',
      'deliver case',
      'deliver dead letter not taken',
      'deliver dead-lettered',
      'deliver done',
      'deliver ignored',
      'deliver the breaker opens',
      'deliver visibility not changed',
      'deliver waiting',
      'inlet accepted',
      'inlet dead-lettered',
      'inlet waiting',
      'webhook accepted',
      'webhook quarantined',
      'webhook rejected',
    ]);
  });

  test('no identity and no name', () => {
    expect([...day.people].filter((value) => day.text.includes(value))).toEqual([]);
  });

  test('no secret, no token, no signature', () => {
    expect([...day.keys, ...day.signatures].filter((value) => day.text.includes(value))).toEqual([]);
  });

  test('only what the allow-list has', () => {
    const allowed = [
      'level',
      'at',
      'message',
      'connection',
      'reason',
      'detail',
      'event',
      'type',
      'status',
      'count',
      'durationMs',
      'error',
    ];
    const keys = new Set(day.lines.flatMap((line) => Object.keys(line)));
    expect([...keys].filter((key) => !allowed.includes(key))).toEqual([]);
  });
});
