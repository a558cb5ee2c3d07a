import { sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { receivers } from '../../../../../../functions/shared/sources/generated/receivers.ts';
import { wechatPaySample as sampler } from '../../../../../../functions/shared/sources/platforms/wechat-pay/sample.ts';
import { webhookHandler } from '../../../../../../functions/webhook/webhook.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { anyEdit, type Edit, edited, forging } from '../../../../../kit/fuzz.ts';
import { gatewayEvent } from '../../../../../kit/gateway.ts';
import { MemoryArchive, MemorySecrets } from '../../../../../kit/ports.ts';
import { context } from '../../../../../kit/sqs.ts';
import {
  APP,
  certificateSerial,
  notification,
  NOW,
  publicKeySerial,
  secret,
  signedRequest,
  signers,
} from './notifications.ts';

const signedHeaders = ['timestamp', 'nonce', 'signature', 'serial'] as const;
type SignedHeader = (typeof signedHeaders)[number];

/** One way to change a notification. All but the last change what is signed, or what it is judged by. */
type Forgery =
  | { readonly kind: 'body'; readonly edits: readonly Edit[] }
  | { readonly kind: 'header'; readonly header: SignedHeader; readonly edit: Edit }
  | { readonly kind: 'graft'; readonly header: SignedHeader | 'body'; readonly from: number }
  | { readonly kind: 'missing'; readonly header: SignedHeader }
  | { readonly kind: 'late'; readonly seconds: number }
  | { readonly kind: 'foreign'; readonly probe: boolean }
  | { readonly kind: 'beside'; readonly query: string; readonly header: string; readonly encoding: 'utf8' | 'base64' };

const anyForgery: fc.Arbitrary<Forgery> = fc.oneof(
  fc.record({ kind: fc.constant('body' as const), edits: fc.array(anyEdit, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('header' as const), header: fc.constantFrom(...signedHeaders), edit: anyEdit }),
  fc.record({
    kind: fc.constant('graft' as const),
    header: fc.constantFrom(...signedHeaders, 'body' as const),
    from: fc.nat(),
  }),
  fc.record({ kind: fc.constant('missing' as const), header: fc.constantFrom(...signedHeaders) }),
  fc.record({ kind: fc.constant('late' as const), seconds: fc.integer({ min: 300, max: 10 ** 9 }) }),
  fc.record({ kind: fc.constant('foreign' as const), probe: fc.boolean() }),
  fc.record({
    kind: fc.constant('beside' as const),
    query: fc.stringMatching(/^[A-Za-z0-9=&%+]{0,20}$/),
    header: fc.string({ maxLength: 40 }),
    encoding: fc.constantFrom('utf8', 'base64'),
  }),
);

test('wechat-pay: no forged notification gets in, and none makes us stumble', async () => {
  const { numRuns, seed } = forging();
  const door = openDoor();
  const requests = genuine();
  const originals: string[] = [];
  for (const request of requests) {
    const { status, queued } = await door(request, 'base64');
    if (status !== 200 || queued === undefined) throw new Error('a genuine notification gets in');
    originals.push(queued);
  }
  const seen: Record<string, number> = {};
  const property = fc.asyncProperty(fc.nat(), anyForgery, async (pick, forgery) => {
    const index = pick % requests.length;
    const request = requests[index];
    if (!request) throw new Error('a request');
    const changed = forge(request, forgery, requests);
    if (changed === undefined) return;
    const answer = await door(changed, forgery.kind === 'beside' ? forgery.encoding : 'base64');
    const key = `${forgery.kind} ${answer.status}`;
    seen[key] = (seen[key] ?? 0) + 1;
    const told = JSON.stringify({ forgery, ...changed, body: Buffer.from(changed.body).toString('latin1') });
    expect(forgery.kind === 'beside' ? [200] : [400, 403], told).toContain(answer.status);
    expect(answer.queued, told).toBe(forgery.kind === 'beside' ? originals[index] : undefined);
    expect(answer.kept, told).toBe(0);
    if (answer.status >= 400) expect(answer.body, told).toBe('{"code":"FAIL","message":"refused"}');
  });
  await fc.assert(property, { numRuns, seed });
  process.stdout.write(`wechat-pay, seed ${seed}: ${JSON.stringify(seen)}\n`);
  expect(Object.keys(seen).filter((key) => / 2/.test(key))).toEqual(['beside 200']);
  expect(new Set(Object.keys(seen).map((key) => key.split(' ')[0])).size).toBe(7);
});

/** The real front door; tells what it put into the queue. */
function openDoor() {
  let queued: string | undefined;
  const archive = new MemoryArchive();
  const handler = webhookHandler({
    config: demoConfig({ connections: { pay: { source: 'wechat-pay', options: { appId: APP } } } }),
    receivers,
    queue: {
      send: async ([message]) => {
        queued = message && withoutDeliveryId(message.body);
      },
    },
    archive,
    secrets: new MemorySecrets({ pay: secret }),
    clock: () => NOW,
    log: () => undefined,
  });
  return async (request: WebhookRequest, encoding: 'utf8' | 'base64') => {
    queued = undefined;
    const answer = await handler(gatewayEvent('pay', request, encoding), context());
    return { status: answer.statusCode ?? 0, body: answer.body, queued, kept: archive.objects.size };
  };
}

/** Every sample, signed in turn by the public key's owner and the certificate's. */
/** Nobody signs `Request-ID`: an event can be found by it, and is the same event without it. */
function withoutDeliveryId(envelope: string): string {
  const { deliveryid: _, ...event } = JSON.parse(envelope) as Record<string, unknown>;
  return JSON.stringify(event);
}

function genuine(): readonly WebhookRequest[] {
  return sampler.events.map((event, sequence) => {
    const at = { now: NOW, sequence };
    const payload = sampler.payload(event, { appId: APP }, at) ?? {};
    const { body, ...request } = sampler.sign(event, payload, secret, { appId: APP }, at);
    if (sequence % 2 === 1) return signedRequest(body, certificateSerial);
    return { ...request, body: Buffer.from(body), receivedAt: NOW };
  });
}

/** Undefined where the change changes nothing. */
function forge(
  request: WebhookRequest,
  forgery: Forgery,
  requests: readonly WebhookRequest[],
): WebhookRequest | undefined {
  const body = Buffer.from(request.body).toString('latin1');
  switch (forgery.kind) {
    case 'body': {
      const changed = forgery.edits.reduce((text, edit) => edited(text, edit), body);
      return changed === body ? undefined : { ...request, body: Buffer.from(changed, 'latin1') };
    }
    case 'header':
      return withHeader(request, forgery.header, edited(headerOf(request, forgery.header), forgery.edit));
    case 'graft': {
      const other = requests[forgery.from % requests.length];
      if (!other || other === request) return undefined;
      if (forgery.header === 'body') return { ...request, body: other.body };
      return withHeader(request, forgery.header, headerOf(other, forgery.header));
    }
    case 'missing':
      return withHeader(request, forgery.header, '');
    case 'late':
      return { ...request, receivedAt: NOW + forgery.seconds * 1000 };
    case 'foreign': {
      // Sealed with the right APIv3 key and signed by the other live key, or wrongly on purpose.
      const sealed = Buffer.from(notification());
      const serial = headerOf(request, 'serial') === publicKeySerial ? certificateSerial : publicKeySerial;
      const { timestamp, nonce } = { timestamp: headerOf(request, 'timestamp'), nonce: headerOf(request, 'nonce') };
      const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), sealed, Buffer.from('\n')]);
      const signature = sign('sha256', message, signers[serial]).toString('base64');
      const given = forgery.probe ? `WECHATPAY/SIGNTEST/${signature.slice(19)}` : signature;
      return withHeader({ ...request, body: sealed }, 'signature', given);
    }
    case 'beside':
      return {
        ...request,
        rawQuery: forgery.query,
        headers: { ...request.headers, 'content-type': forgery.header, 'request-id': forgery.header },
      };
  }
}

function headerOf({ headers }: WebhookRequest, name: SignedHeader): string {
  return headers[`wechatpay-${name}`] ?? '';
}

/** The number of a certificate may be written in small letters or without its leading zero; that is the same number. */
function withHeader(request: WebhookRequest, name: SignedHeader, value: string): WebhookRequest | undefined {
  const before = headerOf(request, name);
  const isSame = name === 'serial' && !before.startsWith('PUB_KEY_ID_') && number(value) === number(before);
  return value === before || isSame
    ? undefined
    : { ...request, headers: { ...request.headers, [`wechatpay-${name}`]: value } };
}

function number(serial: string): string {
  return serial.toUpperCase().replace(/^0+/, '');
}
