import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { testForgeries } from '../../../../../kit/forgery.ts';

// GitHub's own form is in ../hmac/forgery.property.test.ts; here a sender who signs the id and the time too, in another form.
const SECRET = 'hush-hush';
const SENT = 1_772_337_600;

const delivery = (number: number): WebhookRequest => {
  const body = JSON.stringify({ type: 'receipt.paid', number, buyer: { phone: `159310000${String(70 + number)}` } });
  const id = `delivery-${number}`;
  const signature = createHmac('sha512', SECRET).update(`${id}.${SENT}.${body}`).digest('base64');
  return {
    method: 'POST',
    rawQuery: '',
    headers: { 'x-till-id': id, 'x-till-sent': String(SENT), 'x-till-signature': `v1=${signature}` },
    body: Buffer.from(body),
    receivedAt: (SENT + 60) * 1000,
  };
};

testForgeries({
  connection: {
    source: 'github-style',
    options: {
      signatureHeader: 'X-Till-Signature',
      algorithm: 'sha512',
      encoding: 'base64',
      prefix: 'v1=',
      signed: '{header:X-Till-Id}.{header:X-Till-Sent}.{body}',
      timestampHeader: 'X-Till-Sent',
      deliveryHeader: 'X-Till-Id',
      typePath: 'type',
      events: { 'receipt.paid': { identities: [{ kind: 'mobile', path: 'buyer.phone' }] } },
    },
  },
  secret: { secret: SECRET },
  genuine: [1, 2, 3, 4].map(delivery),
  proof: ['x-till-signature', 'x-till-id', 'x-till-sent'],
  statuses: [401, 405],
});
