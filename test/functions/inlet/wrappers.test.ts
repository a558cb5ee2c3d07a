import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../../functions/shared/config/check-config.ts';
import { receivers } from '../../../functions/shared/sources/generated/receivers.ts';
import type { Json } from '../../../functions/shared/json/lossless.ts';
import { sampleRequest, demoConfig } from '../../kit/demo.ts';
import { memberBound } from '../../kit/delivery.ts';
import { openInlet } from '../../kit/inlet.ts';

const config = demoConfig({
  connections: {
    ...demoConfig().connections,
    till: {
      source: 'cloudevents',
      secret: 'loyalty-demo',
      trust: 'queue',
      options: { events: { 'till.receipt': { identities: [{ kind: 'mobile', path: 'phone', grade: 'claimed' }] } } },
      inlet: { match: [{ path: 'shop', equals: 'tea-house' }] },
    },
    'by-topic': {
      source: 'cloudevents',
      secret: 'loyalty-demo',
      trust: 'queue',
      options: { events: { 'till.receipt': { identities: [{ kind: 'mobile', path: 'phone', grade: 'claimed' }] } } },
      inlet: { match: [{ path: 'TopicArn', equals: 'arn:aws:sns:eu-central-1:111122223333:receipts' }] },
    },
    own: {
      source: 'cloudevents',
      secret: 'loyalty-demo',
      trust: 'queue',
      options: { events: { 'till.receipt': { identities: [{ kind: 'mobile', path: 'phone', grade: 'claimed' }] } } },
      inlet: { match: [{ path: 'source', equals: 'com.tea-house.till' }] },
    },
  },
});

const envelope = memberBound([{ kind: 'member-no', value: 'M-1' }]);
const receipt = (changes: object = {}) => ({
  specversion: '1.0',
  id: 'r-1',
  source: '/till/1',
  type: 'till.receipt',
  time: '2026-03-01T04:00:00Z',
  data: { phone: '15931000071' },
  ...changes,
});

/** docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const sns = (message: unknown, changes: object = {}) => ({
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: 'arn:aws:sns:eu-central-1:111122223333:customers',
  Subject: 'My First Message',
  Message: typeof message === 'string' ? message : JSON.stringify(message),
  Timestamp: '2026-03-01T04:00:01.000Z',
  SignatureVersion: '1',
  Signature: 'EXAMPLEw6JRN...',
  SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-x.pem',
  UnsubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:x',
  ...changes,
});
const attribute = (Value: string) => ({ Type: 'String', Value });

/** docs.aws.amazon.com/eventbridge/latest/userguide/aws-events.html */
const bus = (detail: object, source = 'com.tea-house.members') => ({
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'member bound',
  source,
  account: '111122223333',
  time: '2026-03-01T04:00:01Z',
  region: 'eu-central-1',
  resources: [],
  detail,
});

/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html */
const sqs = (body: unknown, connection?: string) => ({
  messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
  receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1545082649183', SenderId: 'AIDAIENQZJOLO23YVJ4VO' },
  messageAttributes: connection === undefined ? {} : { connection: { stringValue: connection, dataType: 'String' } },
  md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:111122223333:my-queue',
  awsRegion: 'eu-central-1',
});
/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-kinesis.html */
const kinesis = (data: unknown) => ({
  kinesisSchemaVersion: '1.0',
  partitionKey: '1',
  sequenceNumber: '49590338271490256608559692538361571095921575989136588898',
  data: Buffer.from(JSON.stringify(data)).toString('base64'),
  approximateArrivalTimestamp: 1545084650.987,
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
});

const put = async (message: unknown, attributes?: Record<string, string>) => {
  const inlet = openInlet(config);
  const answer = await inlet.put(typeof message === 'string' ? message : JSON.stringify(message), attributes);
  return typeof answer === 'string' ? answer : answer.map(({ connection, type }) => `${connection} ${type}`);
};
const BOUND = ['brand-demo member.bound'];
const shop = { shop: 'tea-house' };

describe('what AWS puts around one message is taken off', () => {
  test.each<readonly [string, unknown, readonly string[] | string]>([
    ['SNS', sns(envelope), BOUND],
    ['EventBridge, own bus', bus(envelope), BOUND],
    ['EventBridge behind SNS', sns(bus(envelope)), BOUND],
    ['SNS behind a pipe from a queue', sqs(sns(envelope)), BOUND],
    ['a pipe from a queue', sqs(envelope), BOUND],
    ['a pipe from a stream', kinesis(envelope), BOUND],
    [
      'SNS, named by an attribute',
      sns(receipt(), { MessageAttributes: { connection: attribute('till') } }),
      ['till till.receipt'],
    ],
    ['a record of a queue, named by an attribute', sqs(receipt(), 'till'), ['till till.receipt']],
    ['SNS, named by a rule about the message', sns(receipt(shop)), ['till till.receipt']],
    [
      'SNS, named by a rule about the topic',
      sns(receipt(), { TopicArn: 'arn:aws:sns:eu-central-1:111122223333:receipts' }),
      ['by-topic till.receipt'],
    ],
    ['EventBridge, named by a rule about the bus', bus(receipt(), 'com.tea-house.till'), ['own till.receipt']],
    ['EventBridge, named by a rule about the detail', bus(receipt(shop)), ['till till.receipt']],
    [
      'a topic in a message, which is not the topic',
      sns(receipt({ TopicArn: 'arn:aws:sns:eu-central-1:111122223333:receipts' })),
      'envelope-invalid',
    ],
    ['SNS that asks for a subscription', sns('x', { Type: 'SubscriptionConfirmation' }), 'inlet-unreadable'],
    ['SNS around no JSON', sns('hello'), 'inlet-unreadable'],
    [
      'EventBridge around an event of EC2',
      bus({ 'instance-id': 'i-1', state: 'running' }, 'aws.ec2'),
      'inlet-unreadable',
    ],
    [
      'an envelope of a connection without trust',
      sns({ ...envelope, connection: 'shopify-demo', source: '/shopify/shopify-demo' }),
      'inlet-untrusted',
    ],
  ])('%s', async (_name, message, said) => {
    expect(await put(message)).toEqual(said);
  });

  test('the data and the id are those of the message', async () => {
    const inlet = openInlet(config);
    const plain = await inlet.one(JSON.stringify(envelope));
    expect(await inlet.one(JSON.stringify(sns(envelope)))).toEqual(plain);
    expect(await inlet.one(JSON.stringify(bus(envelope)))).toEqual(plain);
  });

  test('a signed webhook behind SNS is verified over its own bytes', async () => {
    const { headers, body } = sampleRequest('shopify-demo', 'orders/paid');
    const MessageAttributes = {
      connection: attribute('shopify-demo'),
      headers: attribute(JSON.stringify(headers)),
    };
    const text = Buffer.from(body).toString();
    expect(await put(sns(text, { MessageAttributes }))).toEqual(['shopify-demo orders/paid']);
    expect(await put(sns(`${text} `, { MessageAttributes }))).toBe('signature-mismatch');
  });
});

describe('a batch', () => {
  test.each<readonly [string, Json | object]>([
    ['of EventBridge Pipes', [sqs(envelope), sqs({ ...envelope, id: 'e-2' })]],
    ['of events of a bus', [bus(envelope), bus({ ...envelope, id: 'e-2' })]],
    ['of envelopes', [envelope, { ...envelope, id: 'e-2' }]],
    ['behind SNS', sns([envelope, { ...envelope, id: 'e-2' }])],
  ])('%s', async (_name, message) => {
    expect(await put(message)).toEqual([...BOUND, ...BOUND]);
  });

  test('of CloudEvents, for a connection that is named', async () => {
    expect(await put([receipt(), receipt({ id: 'r-2' })], { connection: 'till' })).toHaveLength(2);
    expect(await put([receipt(shop), receipt({ id: 'r-2', ...shop })])).toHaveLength(2);
  });

  test('a list that is a platform’s own payload is that', async () => {
    const doudian = sampleRequest('doudian-demo', '101');
    const attributes = { connection: 'doudian-demo', headers: JSON.stringify(doudian.headers) };
    expect(await put(Buffer.from(doudian.body).toString(), attributes)).toEqual(['doudian-demo 101']);
    expect(await put(`${Buffer.from(doudian.body).toString()} `, attributes)).toBe('signature-mismatch');
  });

  test('where some are bad: the good are queued, each of the bad is a dead letter of its own', async () => {
    const { put: send, queue, deadLetters } = openInlet(config);
    const bad = { ...envelope, specversion: '0.3' };
    await send(JSON.stringify([sqs(envelope), sqs(bad), 7, sqs({ ...envelope, id: 'e-2' })]));
    expect(queue.sent).toHaveLength(2);
    expect(deadLetters.letters.map(({ reason, body }) => [reason, body])).toEqual([
      ['envelope-invalid', JSON.stringify(bad)],
      ['inlet-unreadable', '7'],
    ]);
    expect(new Set(deadLetters.letters.map(({ deduplicationId }) => deduplicationId)).size).toBe(2);
  });

  test('nothing is done before all of it is durable', async () => {
    const { put: send, queue, deadLetters } = openInlet(config);
    queue.failing = true;
    await send(JSON.stringify([sqs(envelope), sqs('x')]));
    expect([queue.sent, deadLetters.letters]).toEqual([[], []]);
  });

  test.each([
    ['an empty one', '[]'],
    ['a list of lists', '[[[[[[1]]]]]]'],
  ])('%s', async (_name, body) => {
    expect(await put(body)).toEqual(body === '[]' ? [] : 'inlet-unreadable');
  });
});

describe('the configuration that docs/sns.md shows', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/sns.md'), 'utf8');
  const [, example = ''] = /export default defineConfig\(([^]*?)^ {3}\}\);$/m.exec(page) ?? [];
  const shown: unknown = JSON.parse(String(runInNewContext(`JSON.stringify(${example}})`)));
  const checked = checkConfig(shown, receivers, 'docs/sns.md');

  test.each<readonly [string, object, Record<string, string>, string]>([
    [
      'a receipt, by its topic',
      sns(receipt(), { TopicArn: 'arn:aws:sns:eu-central-1:111122223333:receipts' }),
      {},
      'tills',
    ],
    ['an envelope', sns({ ...envelope, connection: 'crm', source: '/brand-events/crm' }), {}, 'crm'],
    ['a receipt, delivered raw with its attribute', receipt(), { connection: 'tills' }, 'tills'],
  ])('%s', async (_name, message, attributes, connection) => {
    expect(await openInlet(checked).one(JSON.stringify(message), attributes)).toMatchObject({ connection });
  });
});
