import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { openSource } from '../../../../../kit/source.ts';

export const options = { appKey: '3000000000000000', venderId: '10000001', acceptUnconfirmed: true };
export const source = (more: object = {}) => openSource('jd', { ...options, ...more });

export const xid = `o*AAInventedBuyer${'0'.repeat(57)}`;
export const openId = `InventedBuyer-${'0'.repeat(29)}`;

/** As `orderInfo` in an answer of `jingdong.pop.order.get`, where every value is a text. */
export const order = (more: object = {}) => ({
  orderId: '281000000001',
  venderId: '10000001',
  orderState: 'WAIT_SELLER_STOCK_OUT',
  orderStartTime: '2026-03-01 11:58:00',
  paymentConfirmTime: '2026-03-01 11:58:30',
  modified: '2026-03-01 12:00:00',
  xid_buyer: xid,
  open_id_buyer: openId,
  ...more,
});

/** What the inlet hands to the receiver. */
export function request(body: unknown): WebhookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method: 'POST', headers: {}, rawQuery: '', body: Buffer.from(text) };
}
