import { expect, test } from 'vitest';
import type { SampleRequest } from '../../../../../../functions/shared/sources/source.ts';
import { wechatOfficialAccountSample as sampler } from '../../../../../../functions/shared/sources/platforms/wechat-official-account/sample.ts';
import { appId, envelope, identifier, receiver, secret, verifier } from './pushes.ts';

const now = 1_700_000_001_000;

function sample(event: string, sequence = 0, raw: object = secret): SampleRequest {
  const context = { now, sequence };
  const payload = sampler.payload(event, { appId }, context);
  if (!payload) throw new Error(event);
  return sampler.sign(event, payload, raw, { appId }, context);
}

/** Through the front door to the event. */
function receive(sent: SampleRequest, options: object = { appId }, raw: object = secret) {
  const request = { ...sent, body: Buffer.from(sent.body) };
  const verification = verifier(options, raw)(request);
  if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
  const decoding = receiver(options).decode(verification.payload, request);
  if (decoding.outcome !== 'events' || !decoding.events[0]) throw new Error(JSON.stringify(decoding));
  return decoding.events[0];
}

const openid = { kind: 'wechat-openid', scope: appId, value: 'oGuiyiSampleCustomer00000001' };
const unionid = { kind: 'wechat-unionid', value: 'oGuiyiSampleUnion00000000001' };

test.each([
  [
    'subscribe',
    { kind: 'upsert', triggers: ['follow'], profile: { subscribeSource: 'store_0042' }, identities: [openid] },
  ],
  ['unsubscribe', { kind: 'upsert', triggers: ['unfollow'], identities: [openid] }],
  ['SCAN', { kind: 'upsert', triggers: [], identities: [openid] }],
  ['CLICK', { kind: 'upsert', triggers: [], identities: [openid] }],
  ['VIEW', { kind: 'upsert', triggers: [], identities: [openid] }],
  ['LOCATION', { kind: 'upsert', triggers: [], identities: [openid] }],
  ['message.text', { kind: 'upsert', triggers: [], identities: [openid] }],
  ['message.file', { kind: 'upsert', triggers: [], identities: [openid] }],
  ['user_scan_product', { kind: 'upsert', triggers: [], identities: [openid] }],
  ['user_get_card', { kind: 'upsert', triggers: [], identities: [unionid, openid] }],
  ['subscribe_msg_popup_event', { kind: 'upsert', triggers: [], identities: [openid] }],
  ['user_info_modified', { kind: 'upsert', triggers: [], identities: [unionid, openid] }],
  ['user_authorization_revoke', 'event-not-handled'],
  ['user_authorization_cancellation', { kind: 'erase', identities: [unionid, openid] }],
])('%s goes through the front door and says what it should', (event, said) => {
  const received = receive(sample(event));
  expect(received).toMatchObject({ type: event, subject: openid.value, time: '2023-11-14T22:13:21.000Z' });
  const result = identifier()(envelope(received.type, received.data));
  if (typeof said === 'string') expect(result).toMatchObject({ outcome: 'ignored', reason: said });
  else expect(result).toMatchObject({ outcome: 'changes', changes: [said] });
});

test('every event of the sampler is in the table above', () => {
  expect(sampler.events).toHaveLength(14);
});

test.each(sampler.events)('two samples of %s are two events, one sample is one', (event) => {
  const ids = [0, 1].map((sequence) => JSON.stringify(receive(sample(event, sequence)).idParts));
  expect(ids[0]).not.toBe(ids[1]);
  expect(JSON.stringify(receive(sample(event, 0)).idParts)).toBe(ids[0]);
});

test('the query has what the platform sends', () => {
  const { method, headers, rawQuery, body } = sample('subscribe');
  expect([...new URLSearchParams(rawQuery).keys()].toSorted()).toEqual([
    'encrypt_type',
    'msg_signature',
    'nonce',
    'openid',
    'signature',
    'timestamp',
  ]);
  expect({ method, headers }).toEqual({ method: 'POST', headers: { 'content-type': 'text/xml' } });
  expect(body).not.toContain(openid.value);
});

test('without a key the sample is a plaintext push', () => {
  const keyless = { token: secret.token, appId };
  const sent = sample('subscribe', 0, keyless);
  expect(sent.body).toContain(openid.value);
  expect(receive(sent, { appId, plaintext: true }, keyless)).toMatchObject({ type: 'subscribe' });
});

test('an unknown event has no sample', () => {
  expect(sampler.payload('debug_demo', { appId }, { now, sequence: 0 })).toBeUndefined();
});
