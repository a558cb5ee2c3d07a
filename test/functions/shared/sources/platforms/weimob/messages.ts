import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { openSource } from '../../../../../kit/source.ts';

export const secret = { urlKey: 'invented0key0of0thirty0two0chars' };
export const bosId = '4000000000001';
export const options = { bosId, acceptUnsigned: true };
export const source = (more: object = {}) => openSource('weimob', { ...options, ...more }, secret);

export const wid = '10000000000000001';
export const phone = '15931000001';

/** As Weimob's new platform writes it: ids are bare numbers, some beyond 2^53. */
export const message = (type: string, msgBody: string | object, more: object = {}) => {
  const [topic, event] = type.split('/');
  const content = typeof msgBody === 'string' ? msgBody : JSON.stringify(msgBody);
  return { id: 'x1', topic, event, bosId: Number(bosId), sign: 'unknown', msgBody: content, test: false, ...more };
};

export function request(body: object | string, key: string | undefined = secret.urlKey): WebhookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const rawQuery = key === undefined ? '' : `key=${key}`;
  return { method: 'POST', headers: { 'content-type': 'application/json' }, rawQuery, body: Buffer.from(text) };
}

export const said = (type: string, msgBody: Json, more: object = {}, settings: object = {}) =>
  source(settings).said(type, { ...message(type, '', more), msgBody } as Json);
