import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import {
  SAMPLE_KEY_PATH,
  SAMPLE_PRIVATE_KEY,
} from '../../../../../../functions/shared/sources/protocols/adobe-commerce/sample-key.ts';
import { adobeIoEvents } from '../../../../../../functions/shared/sources/platforms/adobe-io-events/receive.ts';
import type { Checked, Verification } from '../../../../../../functions/shared/sources/source.ts';

export const CLIENT = 'client0001';
export const SOURCE = 'urn:uuid:00000000-0000-4000-8000-000000000001';
export const PATH_1 = SAMPLE_KEY_PATH;
export const PATH_2 = '/prod/keys/pub-key-second.pem';
export const SAVED = 'com.adobe.commerce.observer.customer_save_commit_after';

const second = generateKeyPairSync('rsa', { modulusLength: 2048 });
const first = createPrivateKey(SAMPLE_PRIVATE_KEY);
export const pem1 = String(createPublicKey(SAMPLE_PRIVATE_KEY).export({ type: 'spki', format: 'pem' }));
export const pem2 = String(second.publicKey.export({ type: 'spki', format: 'pem' }));
export const secret = { publicKeys: { [PATH_1]: pem1, [PATH_2]: pem2 } };

export function checked<T>(result: Checked<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

export const receiver = (options: object = {}) => checked(adobeIoEvents.configure({ clientId: CLIENT, ...options }));

export function verify(request: WebhookRequest, raw: object = secret, options: object = {}): Verification {
  return checked(receiver(options).openSecret(raw))(request);
}

/** What the front door does with a request, in few words. */
export function judge(request: WebhookRequest, raw: object = secret, options: object = {}): string {
  const verification = verify(request, raw, options);
  return verification.outcome === 'rejected' ? `${verification.status} ${verification.reason}` : verification.outcome;
}

export const event = (changes: object = {}) => ({
  specversion: '1.0',
  id: 'an-id',
  source: SOURCE,
  type: SAVED,
  time: '2026-10-02T08:00:00.123Z',
  eventid: 'an-event-id',
  recipientclientid: CLIENT,
  data: { key: 'k', value: { id: 7001, email: 'lan.lin@mail.example' } },
  ...changes,
});

/** As Adobe sends it, over any body: signed with both keys. */
export function delivery(body: object | string | Uint8Array = event()): WebhookRequest {
  const bytes = Buffer.from(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body));
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json',
      'x-adobe-digital-signature-1': sign('sha256', bytes, first).toString('base64'),
      'x-adobe-digital-signature-2': sign('sha256', bytes, second.privateKey).toString('base64'),
      'x-adobe-public-key1-path': PATH_1,
      'x-adobe-public-key2-path': PATH_2,
    },
    rawQuery: '',
    body: bytes,
  };
}

export const withHeaders = (
  request: WebhookRequest,
  headers: Readonly<Record<string, string | undefined>>,
): WebhookRequest => ({ ...request, headers: { ...request.headers, ...headers } });

export const withoutSignatures = (request: WebhookRequest): WebhookRequest => ({ ...request, headers: {} });
