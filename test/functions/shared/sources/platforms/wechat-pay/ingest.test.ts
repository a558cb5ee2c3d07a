import { describe, expect, test } from 'vitest';
import { parseEnvelope } from '../../../../../../functions/shared/envelope/codec.ts';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { inletHandler } from '../../../../../../functions/inlet/inlet.ts';
import { receivers } from '../../../../../../functions/shared/sources/generated/receivers.ts';
import { MINUTE } from '../../../../../kit/clock.ts';
import { demoConfig, sampleRequest } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { recordingLog } from '../../../../../kit/log.ts';
import {
  MemoryArchive,
  MemoryDeadLetters,
  MemoryQueue,
  MemorySecrets,
  MemoryVisibility,
} from '../../../../../kit/ports.ts';
import { context, sqsRecord } from '../../../../../kit/sqs.ts';
import {
  APP,
  certificateSerial,
  notification,
  NOW,
  publicKey,
  publicKeySerial,
  secret,
  signedRequest,
  withHeaders,
} from './notifications.ts';
import { CERTIFICATE } from './platform-certificate.ts';

const config = demoConfig({ connections: { pay: { source: 'wechat-pay', options: { appId: APP } } } });
const keyOnly = { apiV3Key: secret.apiV3Key, publicKeys: [publicKey] };
const certificateOnly = { apiV3Key: secret.apiV3Key, platformCertificates: [CERTIFICATE] };
const json = { 'content-type': 'application/json' };
const fail = (message: string) => ({ headers: json, body: JSON.stringify({ code: 'FAIL', message }) });

const genuine = (serial: typeof publicKeySerial | typeof certificateSerial = publicKeySerial) =>
  signedRequest(notification(), serial);
const door = (stored: unknown = secret) => webhookEndpoint(config, { pay: stored });

describe.each(['utf8', 'base64'] as const)('a body handed on as %s', (encoding) => {
  test('in Chinese, with blanks and escapes, is judged by its bytes', async () => {
    const { send, queue } = door();
    const written = JSON.stringify(JSON.parse(notification()), null, 2).replaceAll('/', String.raw`\/`);
    expect(await send('pay', signedRequest(written), encoding)).toMatchObject({ statusCode: 200, body: '' });
    expect(parseEnvelope(queue.sent[0]?.body ?? '')).toMatchObject({
      envelope: { type: 'TRANSACTION.SUCCESS', data: { summary: '支付成功', resource: { appid: APP } } },
    });
  });
});

test.each<readonly [string, WebhookRequest, number, string]>([
  ['a changed body', { ...genuine(), body: Buffer.from('{}') }, 403, 'signature-mismatch'],
  ['a probe', withHeaders(genuine(), { 'wechatpay-signature': 'WECHATPAY/SIGNTEST/QUJD' }), 403, 'signature-probe'],
  ['an unknown serial', withHeaders(genuine(), { 'wechatpay-serial': 'ABCDEF' }), 403, 'signing-key-unknown'],
  ['an old request', { ...genuine(), receivedAt: NOW + 5 * MINUTE }, 403, 'timestamp-outside-window'],
  ['no signature', withHeaders(genuine(), { 'wechatpay-signature': undefined }), 400, 'parameter-missing'],
  ['GET', { ...genuine(), method: 'GET' }, 405, 'method-not-allowed'],
])('%s: the platform hears FAIL, and nothing that helps a forger', async (_name, request, statusCode, reason) => {
  const { send, queue, archive, log } = door();
  expect(await send('pay', request)).toEqual({ statusCode, ...fail('refused') });
  expect([queue.sent.length, archive.objects.size]).toEqual([0, 0]);
  expect(log.lines()).toMatchObject([{ level: 'warn', message: 'rejected', status: statusCode, reason }]);
});

test('what another APIv3 key has sealed is refused, kept, and taken when it comes again with the right key', async () => {
  const { send, store, archive, queue, clock } = door({ ...secret, apiV3Key: 'a'.repeat(32) });
  expect(await send('pay', genuine())).toEqual({ statusCode: 403, ...fail('refused') });
  expect([...archive.objects.keys()]).toEqual([expect.stringMatching(/^quarantine\/pay\//)]);
  store.put('pay', secret);
  clock.pass(MINUTE);
  expect(await send('pay', genuine())).toMatchObject({ statusCode: 200 });
  expect(queue.sent).toHaveLength(1);
});

test('genuine, and not to be read: kept and acknowledged', async () => {
  const { send, archive } = door();
  expect(await send('pay', signedRequest('{"event_type":"TRANSACTION.SUCCESS"}'))).toMatchObject({ statusCode: 200 });
  expect(archive.objects.size).toBe(1);
});

test('the queue refuses, or the secret is missing: asked to come again, in the platform’s words', async () => {
  const refusing = door();
  refusing.queue.failing = true;
  const empty = webhookEndpoint(config, {});
  for (const { send } of [refusing, empty]) {
    expect(await send('pay', genuine())).toEqual({ statusCode: 503, ...fail('unavailable') });
  }
});

describe('a move from the certificate to the public key', () => {
  test('drops nothing: while both are stored, either signs', async () => {
    const { send, queue } = door();
    for (const serial of [certificateSerial, publicKeySerial, certificateSerial] as const) {
      expect(await send('pay', genuine(serial))).toMatchObject({ statusCode: 200 });
    }
    expect(queue.sent).toHaveLength(3);
  });

  test('a key that was added since the secret was read is found at once', async () => {
    const { send, store } = door(certificateOnly);
    expect(await send('pay', genuine(certificateSerial))).toMatchObject({ statusCode: 200 });
    store.put('pay', [keyOnly, certificateOnly]);
    expect(await send('pay', genuine(publicKeySerial))).toMatchObject({ statusCode: 200 });
    expect(await send('pay', genuine(certificateSerial))).toMatchObject({ statusCode: 200 });
  });

  test('a probe does not make us read the secret again', async () => {
    const { send, store } = door();
    await send('pay', genuine());
    const { reads } = store;
    await send('pay', withHeaders(genuine(), { 'wechatpay-signature': 'WECHATPAY/SIGNTEST/QUJD' }));
    expect(store.reads).toBe(reads);
  });
});

describe('through the inlet queue', () => {
  async function bridge(request: WebhookRequest, { sentAt, waited }: { sentAt: number; waited: number }) {
    const queue = new MemoryQueue();
    const deadLetters = new MemoryDeadLetters();
    const handler = inletHandler({
      config,
      receivers,
      queue,
      archive: new MemoryArchive(),
      deadLetters,
      visibility: new MemoryVisibility(),
      secrets: new MemorySecrets({ pay: secret }),
      clock: () => sentAt + waited,
      log: recordingLog().log,
    });
    const attributes = { connection: 'pay', headers: JSON.stringify(request.headers) };
    const message = { body: Buffer.from(request.body).toString(), groupId: 'g', deduplicationId: 'd' };
    await handler({ Records: [sqsRecord(message, { attributes, sentAt })] }, context());
    return { queued: queue.sent.length, reasons: deadLetters.letters.map(({ reason }) => reason) };
  }

  test('the time that counts is when it entered the queue, however long it waited there', async () => {
    expect(await bridge(genuine(), { sentAt: NOW + 4 * MINUTE, waited: 600 * MINUTE })).toEqual({
      queued: 1,
      reasons: [],
    });
    expect(await bridge(genuine(), { sentAt: NOW + 5 * MINUTE, waited: 0 })).toEqual({
      queued: 0,
      reasons: ['timestamp-outside-window'],
    });
  });
});

test('the demo’s own connection takes the samples of its sampler, and no other time', async () => {
  const { send, clock } = webhookEndpoint();
  const request = sampleRequest('wechat-pay-demo', 'TRANSACTION.SUCCESS', { now: clock.now });
  expect(await send('wechat-pay-demo', request)).toMatchObject({ statusCode: 200 });
  const old = { ...request, receivedAt: clock.now + 5 * MINUTE };
  expect(await send('wechat-pay-demo', old)).toMatchObject({ statusCode: 403 });
});
