import { expect, test } from 'vitest';
import type { SampleRequest } from '../../../../../../functions/shared/sources/source.ts';
import { wecomSample as sampler } from '../../../../../../functions/shared/sources/platforms/wecom/sample.ts';
import { app, corpId, envelope, identifier, nameless, receiver, secret, suite, suiteId, verifier } from './events.ts';

const now = 1_700_000_003_000;
const customer = 'wmGuiyiSampleCustomer00000000001';
const identities = [{ kind: 'wecom-external-userid', scope: corpId, value: customer }];

function sample(event: string, options: object, sequence = 0): SampleRequest {
  const context = { now, sequence };
  const payload = sampler.payload(event, options, context);
  if (!payload) throw new Error(event);
  return sampler.sign(event, payload, secret, options, context);
}

/** Through the front door to the event. */
function receive(sent: SampleRequest, options: object) {
  const request = { ...sent, body: Buffer.from(sent.body) };
  const verification = verifier(options)(request);
  if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
  const decoding = receiver(options).decode(verification.payload, request);
  if (decoding.outcome !== 'events' || !decoding.events[0]) throw new Error(JSON.stringify(decoding));
  return decoding.events[0];
}

const expected: readonly (readonly [string, object | string])[] = [
  [
    'change_external_contact.add_external_contact',
    { identities, triggers: ['employee-added'], profile: { subscribeSource: 'store_0042' } },
  ],
  [
    'change_external_contact.add_half_external_contact',
    { identities, triggers: ['employee-added'], profile: { subscribeSource: 'store_0042' } },
  ],
  ['change_external_contact.edit_external_contact', { identities, triggers: [] }],
  ['change_external_contact.del_external_contact', { identities, triggers: ['employee-removed'] }],
  ['change_external_contact.del_follow_user', { identities, triggers: ['employee-removed'] }],
  ['change_external_contact.transfer_fail', { identities, triggers: [] }],
  ['change_external_contact.msg_audit_approved', { identities, triggers: [] }],
  ['change_external_chat.update', 'event-without-customer'],
  ['change_external_tag.create', 'event-not-handled'],
  ['kf_msg_or_event', 'event-without-customer'],
];

test.each(
  (
    [
      ['an app', app],
      ['a suite', suite],
      ['a personal developer’s suite', { corpId, suiteId, receiveId: '' }],
      ['frames without a receiver', nameless],
    ] as const
  ).flatMap(([form, options]) => expected.map(([event, said]) => [form, event, options, said] as const)),
)('%s: %s goes through the front door and says what it should', (_form, event, options, said) => {
  const received = receive(sample(event, options), options);
  expect(received).toMatchObject({ type: event, time: '2023-11-14T22:13:23.000Z' });
  expect(received.subject).toBe(typeof said === 'string' ? undefined : customer);
  const result = identifier(options)(envelope(received.type, received.data));
  if (typeof said === 'string') expect(result).toMatchObject({ outcome: 'ignored', reason: said });
  else expect(result).toMatchObject({ outcome: 'changes', changes: [{ kind: 'upsert', ...said }] });
});

test('every event of the sampler is in the table above', () => {
  expect(sampler.events).toEqual(expected.map(([event]) => event));
});

test.each(sampler.events)('two samples of %s are two events, one sample is one', (event) => {
  const ids = [0, 1].map((sequence) => JSON.stringify(receive(sample(event, app, sequence), app).idParts));
  expect(ids[0]).not.toBe(ids[1]);
  expect(JSON.stringify(receive(sample(event, app), app).idParts)).toBe(ids[0]);
});

test('the request has what WeCom sends, and shows nobody', () => {
  const { method, headers, rawQuery, body } = sample('change_external_contact.add_external_contact', suite);
  expect([...new URLSearchParams(rawQuery).keys()]).toEqual(['msg_signature', 'timestamp', 'nonce']);
  expect({ method, headers }).toEqual({ method: 'POST', headers: { 'content-type': 'text/xml' } });
  expect(body).toContain(`<ToUserName><![CDATA[${suiteId}]]></ToUserName><AgentID>`);
  expect(body).not.toContain(customer);
});

test('an unknown event has no sample', () => {
  expect(sampler.payload('suite_ticket', app, { now, sequence: 0 })).toBeUndefined();
});
