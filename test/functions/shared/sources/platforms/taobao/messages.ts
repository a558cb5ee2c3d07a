import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { openSource } from '../../../../../kit/source.ts';

export const options = { appKey: '12000001', sellerId: '100000001', merchantEntity: 'brand' };
export const source = (more: object = {}) => openSource('taobao', { ...options, ...more });

export const openUid = 'AAInventedBuyerInTheApp00001';
export const ouid = 'AAInventedBuyerInTheShop0001';
export const omid = 'AAInventedBuyerOfTheBrand001';

/** As a bridge writes it: an order id of 19 digits is a bare number inside the text. */
export const CONTENT = `{"tid":3000000000000000001,"oid":3000000000000000001,"payment":"29.90","buyer_nick":"林**","buyer_open_uid":"${openUid}"}`;

export const message = (topic: unknown, content: unknown = CONTENT, more: object = {}) => ({
  topic,
  id: '7100000000000000001',
  userid: '100000001',
  time: '2026-03-01 12:00:00',
  retried: 0,
  content: typeof content === 'object' && content !== null ? JSON.stringify(content) : content,
  ...more,
});

/** What the inlet hands to the receiver. */
export function request(body: object | string): WebhookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method: 'POST', headers: {}, rawQuery: '', body: Buffer.from(text) };
}

export const said = (topic: string, content: Json, more: object = {}, settings: object = {}) =>
  source(settings).said(topic, { ...message(topic, '', more), content } as Json);
