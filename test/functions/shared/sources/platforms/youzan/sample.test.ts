import { expect, test } from 'vitest';
import { source } from './pushes.ts';

const id = { kind: 'youzan-open-id', value: 'GySample000000000000000001' };
const phone = { kind: 'mobile', value: '15931000051' };
const none = { outcome: 'ignored', reason: 'event-without-customer' };
const order = (triggers: readonly string[] = []) => ({
  changes: [{ kind: 'upsert', identities: [id, phone], triggers }],
});

test('every sample passes the door and has its effect', () => {
  source().expectSamples({
    trade_TradeCreate: order(),
    trade_TradePaid: order(['paid-order']),
    trade_TradeSuccess: order(),
    youzan_trade_RefundCreated: none,
    trade_refund_RefundSuccess: none,
    SCRM_CUSTOMER_EVENT: { changes: [{ kind: 'upsert', identities: [phone], profile: { name: '林晓岚' } }] },
    'SCRM_CUSTOMER_EVENT/log-off': { changes: [{ kind: 'erase', identities: [phone] }] },
    SCRM_CUSTOMER_CARD: order(),
    POINTS: order(),
    COUPON_CUSTOMER_PROMOTION: { changes: [{ identities: [phone] }] },
  });
});

test.each([
  ['trade_TradePaid', /"msg":"%7B%22tid%22:/],
  ['POINTS', /"msg":"%7B%22mobile%22%3A/],
  ['youzan_trade_RefundCreated', /"msg":\{"tid"/],
])('%s is encoded as Youzan does it', (event, form) => {
  expect(Buffer.from(source().sample(event).body).toString()).toMatch(form);
});
