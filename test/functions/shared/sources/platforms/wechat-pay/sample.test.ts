import { describe, expect, test } from 'vitest';
import { toEnvelope } from '../../../../../../functions/shared/envelope/from-source.ts';
import { wechatPayIdentity } from '../../../../../../functions/shared/sources/platforms/wechat-pay/identify.ts';
import { wechatPaySample as sampler } from '../../../../../../functions/shared/sources/platforms/wechat-pay/sample.ts';
import { API_V3_KEY, APP, checked, receiver, secret, verify } from './notifications.ts';

const now = 1_700_000_001_000;
const options = { appId: APP };

function sample(event: string, sequence = 0, change: (payload: Record<string, unknown>) => void = () => undefined) {
  const context = { now, sequence };
  const payload = sampler.payload(event, options, context);
  if (!payload) throw new Error(event);
  change(payload);
  const { body, ...request } = sampler.sign(event, payload, { ...secret, apiV3Key: API_V3_KEY }, options, context);
  return { ...request, body: Buffer.from(body), receivedAt: now };
}

/** Through the front door to what it says. */
function receive(request: ReturnType<typeof sample>) {
  const verification = verify(request);
  if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
  const decoding = receiver(options).decode(verification.payload, request);
  if (decoding.outcome !== 'events' || !decoding.events[0]) throw new Error(JSON.stringify(decoding));
  const [event] = decoding.events;
  const reception = { platform: 'wechat-pay', connection: 'demo', receivedTime: new Date(now).toISOString() };
  const said = checked(wechatPayIdentity.configure(options))(toEnvelope(event, reception));
  return { event, said };
}

const openid = { kind: 'wechat-openid', scope: APP, value: 'oGuiyiSampleCustomer00000001' };
const unionid = { kind: 'wechat-unionid', value: 'oGuiyiSampleUnion00000000001' };
const outcomes: Readonly<Record<string, object>> = {
  'TRANSACTION.SUCCESS': { changes: [{ identities: [openid], triggers: ['paid-order'] }] },
  'TRANSACTION.SUCCESS/partner': {
    changes: [{ identities: [openid, { kind: 'wechat-openid' }], triggers: ['paid-order'] }],
  },
  'TRANSACTION.SUCCESS/combined': { changes: [{ identities: [openid], triggers: ['paid-order'] }] },
  'REFUND.SUCCESS': { outcome: 'ignored', reason: 'event-without-customer' },
  'PAYSCORE.USER_OPEN_SERVICE': { changes: [{ identities: [openid], triggers: [] }] },
  'PAYSCORE.USER_PAID': { changes: [{ identities: [openid], triggers: ['paid-order'] }] },
  'MEMBERCARD.ACCEPT_CARD': { changes: [{ identities: [unionid, openid], triggers: [] }] },
  'MEMBERCARD.ACTIVATE_CARD': { changes: [{ identities: [unionid, openid], triggers: [] }] },
  'COUPON.SEND': { changes: [{ identities: [unionid, openid], triggers: [] }] },
  'MALL_AUTH.ACTIVATE_CARD': { changes: [{ identities: [openid], triggers: [] }] },
  'PAPAY.SIGN': { changes: [{ identities: [openid, { kind: 'wechat-openid' }], triggers: [] }] },
  'MCHTRANSFER.BILL.FINISHED': { changes: [{ identities: [openid], triggers: [] }] },
  'TRANSACTION.INDUSTRY_SUCCESS': { changes: [{ identities: [openid], triggers: ['paid-order'] }] },
  'CREDIT_REPAYMENT.DEDUCTION_PAY': { changes: [{ identities: [openid], triggers: ['paid-order'] }] },
  'PRODUCT_COUPON_SP.SEND': { changes: [{ identities: [unionid, openid], triggers: [] }] },
  'COUPON.USE': { outcome: 'ignored', reason: 'event-without-customer' },
};

test('every sample has an expected outcome here', () => {
  expect(Object.keys(outcomes)).toEqual(sampler.events);
});

describe.each(sampler.events)('%s', (name) => {
  test('passes the door and has its effect, under the platform’s own name', () => {
    const { event, said } = receive(sample(name));
    expect(event.type).toBe(name.replace(/\/.*/, ''));
    expect(said).toMatchObject(outcomes[name] ?? {});
  });

  test('is one event for one sequence number, sealed anew or not, and another for another', () => {
    const ids = [0, 0, 1].map((sequence) => JSON.stringify(receive(sample(name, sequence)).event.idParts));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  test('shows nobody on the wire', () => {
    expect(sample(name).body.toString()).not.toMatch(/oGuiyiSample/);
  });
});

test('a changed payload is sealed and signed as changed', () => {
  const { said } = receive(
    sample('TRANSACTION.SUCCESS', 0, (payload) => {
      payload['payer'] = { openid: 'oChanged00000000000000000001' };
    }),
  );
  expect(said).toMatchObject({ changes: [{ identities: [{ value: 'oChanged00000000000000000001' }] }] });
});

test('without an app of its own the sample names one all the same', () => {
  expect(sampler.payload('TRANSACTION.SUCCESS', {}, { now, sequence: 0 })).toMatchObject({
    appid: 'wx00000000sample01',
  });
});

test('only a secret with the demo’s public key takes a sample', () => {
  const { publicKeys: _, ...own } = secret;
  expect(verify(sample('TRANSACTION.SUCCESS'), own)).toMatchObject({ reason: 'signing-key-unknown' });
});

test('an unknown event has no sample', () => {
  expect(sampler.payload('TRANSACTION.FAIL', options, { now, sequence: 0 })).toBeUndefined();
});
