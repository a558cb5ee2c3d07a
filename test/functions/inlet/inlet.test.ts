import { describe, expect, test } from 'vitest';
import { inletHandler } from '../../../functions/inlet/inlet.ts';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import { parseEnvelope } from '../../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import type { WebhookRequest } from '../../../functions/shared/http/webhook-request.ts';
import { receivers } from '../../../functions/shared/sources/generated/receivers.ts';
import { HOUR, MINUTE, TestClock } from '../../kit/clock.ts';
import { demoConfig, sampleRequest, secrets } from '../../kit/demo.ts';
import { memberBound } from '../../kit/delivery.ts';
import { recordingLog } from '../../kit/log.ts';
import { MemoryArchive, MemoryDeadLetters, MemoryQueue, MemorySecrets, MemoryVisibility } from '../../kit/ports.ts';
import { context, sqsRecord } from '../../kit/sqs.ts';

const DAY = 24 * HOUR;

const bridged = demoConfig({
  connections: {
    ...demoConfig().connections,
    'shopify-bridge': {
      source: 'shopify',
      options: {},
      secret: 'shopify-demo',
      inlet: {
        match: [
          { path: 'order.shop', equals: 'eu' },
          { path: 'order.kind', equals: '7' },
        ],
      },
    },
    'shopify-wide': {
      source: 'shopify',
      options: {},
      secret: 'shopify-demo',
      inlet: {
        match: [
          { path: 'order.shop', equals: 'eu' },
          { path: 'wide', equals: 'yes' },
        ],
      },
    },
    'shopify-trusted': { source: 'shopify', options: {}, secret: 'shopify-demo', trust: 'queue' },
    'shopify-no-rules': { source: 'shopify', options: {}, secret: 'shopify-demo', inlet: { match: [] } },
  },
});

interface Sent {
  readonly body: string;
  readonly attributes?: Record<string, string>;
  readonly receiveCount?: number;
  /** Unix ms */
  readonly sentAt?: number;
}

function inlet(config: GuiyiConfig = bridged) {
  const clock = new TestClock();
  const queue = new MemoryQueue();
  const archive = new MemoryArchive();
  const deadLetters = new MemoryDeadLetters();
  const store = new MemorySecrets(secrets);
  const log = recordingLog();
  const observed: Envelope[] = [];
  const visibility = new MemoryVisibility();
  const waited: number[] = [];
  const handler = inletHandler({
    config,
    receivers,
    queue,
    archive,
    deadLetters,
    visibility,
    onWaiting: (hours) => waited.push(hours),
    secrets: store,
    clock: clock.read,
    log: log.log,
    observe: (envelopes) => observed.push(...envelopes),
  });
  const deliver = async (...messages: Sent[]) => {
    const records = messages.map(({ body, attributes = {}, ...came }) =>
      sqsRecord({ body, groupId: 'g', deduplicationId: 'd' }, { attributes, ...came }),
    );
    const { batchItemFailures } = await handler({ Records: records }, context());
    return batchItemFailures.map(({ itemIdentifier }) =>
      records.findIndex(({ messageId }) => messageId === itemIdentifier),
    );
  };
  /** Delivers one message and says why it became a dead letter, or what was queued. */
  const outcome = async (body: string, attributes: Record<string, string> = {}) => {
    expect(await deliver({ body, attributes })).toEqual([]);
    const [letter] = deadLetters.letters;
    if (letter) {
      expect(queue.sent).toEqual([]);
      expect(letter.body).toBe(body);
      expect(log.lines()).toMatchObject([
        { level: 'error', at: 'inlet', message: 'dead-lettered', reason: letter.reason },
      ]);
      return letter.reason;
    }
    return queue.sent.map(({ body: sent }) => {
      const parsed = parseEnvelope(sent);
      return parsed.ok ? `${parsed.envelope.connection} ${parsed.envelope.type}` : parsed.detail;
    });
  };
  return { clock, queue, archive, deadLetters, visibility, waited, store, log, observed, deliver, outcome };
}

const envelope = memberBound([{ kind: 'member-no', value: 'M-1' }]);
const json = (changes: object = {}) => JSON.stringify({ ...envelope, ...changes });

/** A webhook as a bridge passes it on: headers and query in attributes. */
function bridge(request: WebhookRequest, connection?: string, encoding?: 'base64') {
  const { headers, rawQuery, body } = request;
  return {
    body: Buffer.from(body).toString(encoding ?? 'utf8'),
    attributes: {
      ...(connection === undefined ? {} : { connection }),
      headers: JSON.stringify(headers),
      ...(rawQuery === '' ? {} : { query: rawQuery }),
      ...(encoding === undefined ? {} : { encoding }),
    },
  };
}

describe('an envelope', () => {
  test('of a connection that trusts the queue is queued as it is, with the time of now', async () => {
    const { outcome, observed, clock } = inlet();
    expect(await outcome(json())).toEqual(['brand-demo member.bound']);
    expect(observed).toEqual([{ ...envelope, receivedtime: new Date(clock.now).toISOString() }]);
  });

  const data = { identities: [{ kind: 'member-no', scope: '', value: 'M-1' }], name: 'NAME' };
  test.each([
    ['a byte order mark before it', `\ufeff${json({ data })}`, 'NAME', undefined],
    ['a control character that nobody escaped', json({ data }).replace('NAME', 'a\u0002b'), 'ab', 'name'],
    ['a line end in a text', json({ data }).replace('NAME', 'a\nb'), 'a\nb', undefined],
    ['half a surrogate pair', json({ data }).replace('NAME', String.raw`a\ud83d`), 'a\ufffd', 'name'],
    ['what is no character', json({ data }).replace('NAME', 'a\ufffe'), 'a', 'name'],
  ])('with %s is read as a platform’s payload is', async (_what, body, name, mended) => {
    const { outcome, observed } = inlet();
    expect(await outcome(body)).toEqual(['brand-demo member.bound']);
    expect(observed).toMatchObject([{ data: { ...data, name } }]);
    expect(observed[0]?.mended).toBe(mended);
  });

  test('its own claim check goes along', async () => {
    const { outcome, queue } = inlet();
    await outcome(json({ data: undefined, dataref: 'claims/x' }));
    expect(parseEnvelope(queue.sent[0]?.body ?? '')).toMatchObject({ ok: true, envelope: { dataref: 'claims/x' } });
  });

  test.each([
    [
      'of a connection without trust',
      { connection: 'shopify-demo', source: '/shopify/shopify-demo' },
      'inlet-untrusted',
    ],
    ['of an unknown connection', { connection: 'nobody', source: '/brand-events/nobody' }, 'unknown-connection'],
    ['of another source than its connection has', { source: '/shopify/brand-demo' }, 'unknown-connection'],
    ['that hides a connection without trust', { source: '/shopify/shopify-demo' }, 'unknown-connection'],
    ['without an id', { id: undefined }, 'envelope-invalid'],
    ['of another version', { specversion: '0.3' }, 'envelope-invalid'],
  ])('%s is a dead letter', async (_name, changes, reason) => {
    expect(await inlet().outcome(json(changes))).toBe(reason);
  });

  test('the attribute connection does not lend it trust', async () => {
    const body = json({ connection: 'shopify-demo', source: '/shopify/shopify-demo' });
    expect(await inlet().outcome(body, { connection: 'brand-demo' })).toBe('inlet-untrusted');
  });
});

describe('a platform’s payload', () => {
  const order = () => sampleRequest('shopify-demo', 'orders/paid');

  test('named by the attribute, signature and all', async () => {
    const { body, attributes } = bridge(order(), 'shopify-demo');
    expect(await inlet().outcome(body, attributes)).toEqual(['shopify-demo orders/paid']);
  });

  test('header names in any case', async () => {
    const { body, attributes } = bridge(order(), 'shopify-demo');
    const headers = Object.fromEntries(
      Object.entries(order().headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    expect(await inlet().outcome(body, { ...attributes, headers: JSON.stringify(headers) })).toEqual([
      'shopify-demo orders/paid',
    ]);
  });

  test('in Base64', async () => {
    const { body, attributes } = bridge(order(), 'shopify-demo', 'base64');
    expect(await inlet().outcome(body, attributes)).toEqual(['shopify-demo orders/paid']);
  });

  test('with its signature in the query', async () => {
    const { body, attributes } = bridge(sampleRequest('wechat-demo', 'subscribe'), 'wechat-demo');
    expect(await inlet().outcome(body, attributes)).toEqual(['wechat-demo subscribe']);
  });

  test('unsigned, of a connection that trusts the queue', async () => {
    const { body, attributes } = bridge(order(), 'shopify-trusted');
    const { 'x-shopify-hmac-sha256': _signature, ...headers } = order().headers;
    expect(await inlet().outcome(body, { ...attributes, headers: JSON.stringify(headers) })).toEqual([
      'shopify-trusted orders/paid',
    ]);
  });

  test('that is a CloudEvent itself, and no envelope: it names no connection', async () => {
    const type = 'example.brand.member.updated';
    const body = JSON.stringify({ specversion: '1.0', id: 'e1', source: '/brand', type, data: { member: 'M-1' } });
    const headers = JSON.stringify({ authorization: 'Bearer demo-only-cloudevents-token' });
    const attributes = { connection: 'stream-demo', headers };
    expect(await inlet().outcome(body, attributes)).toEqual(['stream-demo example.brand.member.updated']);
    expect(await inlet().outcome(body, { connection: 'stream-demo' })).toBe('inlet-untrusted');
    expect(await inlet().outcome(body, { connection: 'stream-demo', headers: '{}' })).toBe('parameter-missing');
    expect(await inlet().outcome(body)).toBe('envelope-invalid');
  });

  const { body, attributes } = bridge(order(), 'shopify-demo');
  const forged = bridge(
    sampleRequest('shopify-demo', 'orders/paid', { secret: { clientSecret: 'forged' } }),
    'shopify-demo',
  );
  test.each<readonly [string, string, Record<string, string>, string]>([
    ['without a proof', body, { connection: 'shopify-demo' }, 'inlet-untrusted'],
    ['without its signature', body, { connection: 'shopify-demo', headers: '{}' }, 'parameter-missing'],
    ['with a forged signature', forged.body, forged.attributes, 'signature-mismatch'],
    ['changed on the way', `${body} `, attributes, 'signature-mismatch'],
    ['with headers that are no JSON', body, { ...attributes, headers: '{' }, 'inlet-unreadable'],
    ['with headers that are a list', body, { ...attributes, headers: '[]' }, 'inlet-unreadable'],
    ['of an unknown connection', body, { ...attributes, connection: 'nobody' }, 'unknown-connection'],
    [
      'of a connection like a property of every object',
      body,
      { ...attributes, connection: '__proto__' },
      'unknown-connection',
    ],
    ['that nobody names', body, {}, 'inlet-unreadable'],
    ['that is no JSON and that nobody names', 'hello', {}, 'inlet-unreadable'],
    ['trusted and not understood', 'hello', { connection: 'shopify-trusted' }, 'body-malformed'],
    ['of a source that takes envelopes only', '{}', { connection: 'brand-demo' }, 'envelope-invalid'],
  ])('%s is a dead letter', async (_name, sent, attributes, reason) => {
    expect(await inlet().outcome(sent, attributes)).toBe(reason);
  });
});

test('a dead letter keeps what a redrive needs: connection, headers, query', async () => {
  const { outcome, deadLetters } = inlet();
  const attributes = { connection: 'nobody', headers: '{"x-a":"b"}', query: 'c=d' };
  await outcome('{}', attributes);
  expect(deadLetters.letters[0]?.attributes).toEqual(attributes);
});

describe('match rules', () => {
  test.each<readonly [string, unknown, string]>([
    ['the one connection whose every rule fits', { order: { shop: 'eu', kind: 7 } }, 'shopify-bridge'],
    ['another one', { order: { shop: 'eu' }, wide: 'yes' }, 'shopify-wide'],
  ])('name %s', async (_name, body, name) => {
    // Nothing here is signed: the connection that the refusal names is the one that was found.
    const { outcome, deadLetters } = inlet();
    expect(await outcome(JSON.stringify(body))).toBe('inlet-untrusted');
    expect(deadLetters.letters[0]?.detail).toContain(name);
  });

  test.each<readonly [string, unknown, string]>([
    ['none fits', { order: { shop: 'eu' } }, 'inlet-unreadable'],
    ['a value of another kind', { order: { shop: ['eu'], kind: 7 } }, 'inlet-unreadable'],
    ['a batch of one that fits', [{ order: { shop: 'eu', kind: 7 } }], 'inlet-untrusted'],
    ['a batch of one that does not fit', [{ order: { shop: 'eu' } }], 'inlet-unreadable'],
    ['a path through no object', { order: 'eu' }, 'inlet-unreadable'],
    ['two fit', { order: { shop: 'eu', kind: 7 }, wide: 'yes' }, 'inlet-ambiguous'],
  ])('%s', async (_name, body, reason) => {
    expect(await inlet().outcome(JSON.stringify(body))).toBe(reason);
  });

  test('an attribute goes before the rules', async () => {
    const body = JSON.stringify({ order: { shop: 'eu', kind: 7 } });
    expect(await inlet().outcome(body, { connection: 'nobody' })).toBe('unknown-connection');
  });
});

describe('what cannot be done now comes again, alone', () => {
  const good = { body: json() };

  test('the queue refuses', async () => {
    const { deliver, queue, deadLetters, log } = inlet();
    queue.failing = true;
    expect(await deliver(good, { body: 'hello' }, good)).toEqual([0, 2]);
    expect(deadLetters.letters).toHaveLength(1);
    expect(log.text()).toContain('PortError: queue: ServiceUnavailable');
  });

  test('the dead letters refuse', async () => {
    const { deliver, deadLetters } = inlet();
    deadLetters.failing = true;
    expect(await deliver({ body: 'hello' }, good)).toEqual([0]);
  });

  test('the secret cannot be read', async () => {
    const { deliver, store, deadLetters } = inlet();
    store.failing = true;
    expect(await deliver(bridge(sampleRequest('shopify-demo', 'orders/paid'), 'shopify-demo'), good)).toEqual([0]);
    expect(deadLetters.letters).toEqual([]);
  });

  test.each<[string, (store: MemorySecrets) => unknown, string]>([
    ['missing', (store) => store.texts.delete('shopify-demo'), 'there is no secret "shopify-demo"'],
    ['what AWS generated', (store) => store.texts.set('shopify-demo', 'k]3%'), 'the secret "shopify-demo" is not JSON'],
    [
      'of another platform',
      (store) => store.put('shopify-demo', { token: 's3cr3t' }),
      'the secret "shopify-demo" has missing or wrong fields',
    ],
  ])('but a secret that is %s is for a person, at once and with the reason', async (_name, change, detail) => {
    const { deliver, store, deadLetters } = inlet();
    change(store);
    expect(await deliver(bridge(sampleRequest('shopify-demo', 'orders/paid'), 'shopify-demo'), good)).toEqual([]);
    expect(deadLetters.letters).toEqual([
      expect.objectContaining({ reason: 'secret-missing', detail: expect.stringContaining(detail) as unknown }),
    ]);
    expect(JSON.stringify(deadLetters.letters.map((letter) => letter.detail))).not.toContain('s3cr3t');
  });

  test('a field that was put into the secret since it was read is found', async () => {
    const appId = 'wx00d3m000d3m00002';
    const config = demoConfig({
      connections: { wechat: { source: 'wechat-mini-program', options: { appId }, secret: 'wechat' } },
      groups: {},
    });
    const { deliver, store, clock, deadLetters, queue } = inlet(config);
    const fields = secrets['miniprogram-demo'] as object;
    const message = bridge(sampleRequest('miniprogram-demo', 'user_info_modified'), 'wechat');
    store.put('wechat', { ...fields, appId: 'wx00d3m000d3m00009' });
    expect(await deliver(message)).toEqual([]);
    expect(deadLetters.letters).toMatchObject([{ reason: 'secret-missing' }]);
    store.put('wechat', fields);
    clock.pass(31_000);
    expect(await deliver(message)).toEqual([]);
    expect([deadLetters.letters.slice(1), queue.sent.length]).toEqual([[], 1]);
  });

  test('the archive refuses a large one', async () => {
    const { deliver, archive } = inlet();
    archive.failing = true;
    expect(await deliver({ body: json({ data: { note: 'x'.repeat(1024 * 1024) } }) }, good)).toEqual([0]);
  });
});

describe('a part of the stage that is out of reach', () => {
  type Parts = ReturnType<typeof inlet>;
  const signed = bridge(sampleRequest('shopify-demo', 'orders/paid'), 'shopify-demo');
  const huge: Sent = { body: json({ data: { note: 'x'.repeat(1024 * 1024) } }) };
  const breaking = (part: 'store' | 'queue' | 'archive') => (parts: Parts, isBroken: boolean) => {
    parts[part].failing = isBroken;
  };

  describe.each<[string, Sent, (parts: Parts, isBroken: boolean) => void, string, string]>([
    [
      'the secret store',
      signed,
      breaking('store'),
      'secret-missing',
      'SecretError: the secret "shopify-demo" cannot be read (secrets: InternalServiceError)',
    ],
    ['the event queue', { body: json() }, breaking('queue'), 'queue-refused', 'PortError: queue: ServiceUnavailable'],
    ['the archive', huge, breaking('archive'), 'store-unavailable', 'PortError: archive: SlowDown'],
  ])('%s', (_part, message, set, reason, detail) => {
    test('its messages wait longer and longer by their own age, and lose nothing', async () => {
      const parts = inlet();
      const { clock, deliver, visibility, waited, deadLetters, queue, log } = parts;
      set(parts, true);
      const sentAt = clock.now;
      for (const [age, receiveCount, least, most] of [
        [0, 1, 2, 2],
        [MINUTE, 5, 8, 15],
        [2 * HOUR, 20, 900, 1800],
        [11 * DAY, 850, 900, 1800],
      ] as const) {
        clock.now = sentAt + age;
        expect(await deliver({ ...message, sentAt, receiveCount })).toEqual([0]);
        const { seconds } = visibility.changes.at(-1) ?? { seconds: NaN };
        expect(seconds).toBeGreaterThanOrEqual(least);
        expect(seconds).toBeLessThanOrEqual(most);
        expect(waited.at(-1)).toBe(age / HOUR);
        expect(log.lines().at(-1)).toMatchObject({ at: 'inlet', message: 'waiting', reason, detail });
      }
      expect(deadLetters.letters).toEqual([]);
      set(parts, false);
      expect(await deliver({ ...message, sentAt, receiveCount: 851 })).toEqual([]);
      expect(queue.sent).toHaveLength(1);
    });

    test.each([
      ['after its days', 12 * DAY, 700],
      ['before SQS gives it up without a word', 3 * DAY, 900],
    ])('%s a message becomes a dead letter as it came, with the reason', async (_when, age, receiveCount) => {
      const parts = inlet();
      set(parts, true);
      const sentAt = parts.clock.now - age;
      expect(await parts.deliver({ ...message, sentAt, receiveCount })).toEqual([]);
      expect(parts.deadLetters.letters).toMatchObject([
        {
          body: message.body,
          attributes: message.attributes ?? {},
          reason,
          detail: expect.stringMatching(
            RegExp(`^given up after ${age / DAY} days: .*${RegExp.escape(detail)}`),
          ) as string,
        },
      ]);
      expect(parts.waited).toEqual([]);
    });
  });

  test('the dead letters too: the message stays', async () => {
    const { clock, deliver, store, deadLetters, log } = inlet();
    store.failing = true;
    deadLetters.failing = true;
    expect(await deliver({ ...signed, sentAt: clock.now - 12 * DAY, receiveCount: 700 })).toEqual([0]);
    expect(log.lines().at(-1)).toMatchObject({ level: 'error', message: 'dead letter not taken' });
  });

  test('a visibility that cannot be changed is no failure: the queue’s own ends too', async () => {
    const { deliver, store, visibility } = inlet();
    store.failing = true;
    visibility.failing = true;
    expect(await deliver(signed)).toEqual([0]);
  });
});
