import { describe, expect, test } from 'vitest';
import {
  openResource,
  readResource,
  sealResource,
} from '../../../../../../functions/shared/sources/platforms/wechat-pay/payload.ts';
import vectors from '../../../../../vectors/wechat-pay.json' with { type: 'json' };
import {
  judge,
  notification,
  type Notification,
  payment,
  receiver,
  secret,
  signedRequest,
  verify,
} from './notifications.ts';

const KEY = 'a'.repeat(32);

function open(resource: Parameters<typeof readResource>[0], key: string): string | undefined {
  const reading = readResource(resource);
  if (!reading.ok) return reading.detail;
  const content = openResource(reading.sealed, key);
  return content && Buffer.from(content).toString();
}

describe('published: the resource of the Java SDK’s test', () => {
  const { apiV3Key, ...inputs } = vectors['gcm-java-sdk'].inputs;
  const resource = { algorithm: 'AEAD_AES_256_GCM', ...inputs };
  test('opens', () => {
    expect(open(resource, apiV3Key)).toBe(vectors['gcm-java-sdk'].expected.plaintext);
  });
  test.each([
    ['other associated data', { ...resource, associated_data: 'bad-associatedData' }],
    ['another nonce', { ...resource, nonce: 'bad-4a9R25RW' }],
    ['128 zero bytes', { ...resource, ciphertext: Buffer.alloc(128).toString('base64') }],
  ])('does not open with %s', (_name, changed) => {
    expect(open(changed, apiV3Key)).toBeUndefined();
  });
});

test.each(['transaction', '', '退款'])(
  'what is sealed with associated data %j opens, and with no other',
  (associated) => {
    const resource = {
      algorithm: 'AEAD_AES_256_GCM',
      nonce: '0nonce0of012',
      ciphertext: sealResource('{"名":"林晓岚 🍵"}', '0nonce0of012', associated, KEY),
      associated_data: associated,
    };
    expect(open(resource, KEY)).toBe('{"名":"林晓岚 🍵"}');
    expect(open({ ...resource, associated_data: `${associated}x` }, KEY)).toBeUndefined();
    const { associated_data: _, ...without } = resource;
    expect(open(without, KEY)).toBe(associated === '' ? '{"名":"林晓岚 🍵"}' : undefined);
    expect(open({ ...without, associated_data: null }, KEY)).toBe(associated === '' ? '{"名":"林晓岚 🍵"}' : undefined);
  },
);

test('any changed byte of the ciphertext or its tag does not open', () => {
  const sealed = Buffer.from(sealResource('{"a":1}', '0nonce0of012', '', KEY), 'base64');
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    const resource = { algorithm: 'AEAD_AES_256_GCM', nonce: '0nonce0of012', ciphertext: changed.toString('base64') };
    expect(open(resource, KEY)).toBeUndefined();
  }
});

test('a right signature over what another APIv3 key has sealed is refused, and the bytes are kept', () => {
  expect(judge(signedRequest(notification({ apiV3Key: KEY })))).toBe('403 frame-invalid authentic');
  const tampered = notification({ change: ({ resource }) => (resource['associated_data'] = 'refund') });
  expect(judge(signedRequest(tampered))).toBe('403 frame-invalid authentic');
});

test('of several live secrets the one that opens it counts', () => {
  const other = { ...secret, apiV3Key: KEY };
  const request = signedRequest(notification({ apiV3Key: KEY }));
  expect([judge(request, secret), judge(request, other)]).toEqual(['403 frame-invalid authentic', 'verified']);
});

describe('genuine, and not to be read: handed on for the quarantine', () => {
  const resourceWith =
    (fields: object): NonNullable<Notification['change']> =>
    (whole) => {
      whole.resource = { ...whole.resource, ...fields };
    };
  test.each<readonly [string, string | Uint8Array, string, string]>([
    ['nothing', '', 'body-malformed', 'the notification is not a JSON object'],
    ['no JSON', '{"id":', 'body-malformed', 'the notification is not a JSON object'],
    ['a list', '[]', 'body-malformed', 'the notification is not a JSON object'],
    ['not UTF-8', Uint8Array.of(0x7b, 0xc1, 0x7d), 'body-malformed', 'the notification is not a JSON object'],
    [
      'no event type',
      notification({ change: (whole) => delete whole['event_type'] }),
      'type-missing',
      'the notification has no event_type',
    ],
    ['an empty event type', notification({ type: '' }), 'type-missing', 'the notification has no event_type'],
    [
      'no resource',
      '{"event_type":"TRANSACTION.SUCCESS"}',
      'body-malformed',
      'what the resource holds is not a JSON object',
    ],
    [
      'another algorithm',
      notification({ change: resourceWith({ algorithm: 'AEAD_SM4_GCM' }) }),
      'body-malformed',
      'the algorithm of the resource is not AEAD_AES_256_GCM',
    ],
    [
      'a nonce of 16 bytes',
      notification({ change: resourceWith({ nonce: '0123456789abcdef' }) }),
      'body-malformed',
      'the nonce of the resource has not 12 bytes',
    ],
    [
      'associated data that are a number',
      notification({ change: resourceWith({ associated_data: 1 }) }),
      'body-malformed',
      'the associated_data of the resource is no text',
    ],
    [
      'a ciphertext that is not Base64',
      notification({ change: resourceWith({ ciphertext: 'a b' }) }),
      'body-malformed',
      'the ciphertext of the resource is not Base64',
    ],
    [
      'no ciphertext',
      notification({ change: resourceWith({ ciphertext: null }) }),
      'body-malformed',
      'the ciphertext of the resource is not Base64',
    ],
    [
      'a ciphertext without its tag',
      notification({ change: resourceWith({ ciphertext: 'AAAA' }) }),
      'body-malformed',
      'the ciphertext of the resource is shorter than its tag',
    ],
    [
      'sealed text that is not JSON',
      notification({ resource: '支付成功' }),
      'body-malformed',
      'what the resource holds is not a JSON object',
    ],
    ['a sealed list', notification({ resource: [] }), 'body-malformed', 'what the resource holds is not a JSON object'],
  ])('%s', (_name, body, reason, detail) => {
    const request = signedRequest(body);
    const verification = verify(request);
    if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
    expect(receiver().decode(verification.payload, request)).toEqual({ outcome: 'undecodable', reason, detail });
  });
});

test('a field of the content that is called ciphertext does not make it sealed', () => {
  const request = signedRequest(notification({ resource: { ...payment, ciphertext: 'x' } }));
  const verification = verify(request);
  if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
  expect(receiver().decode(verification.payload, request)).toMatchObject({ outcome: 'events' });
});
