import { createHmac } from 'node:crypto';
import type { DoudianSecret } from './receive.ts';

export interface SignedCall {
  /** `order.orderDetail` */
  readonly method: string;
  /** JSON text, its names in alphabetical order, every value a text. */
  readonly body: string;
  /** Unix seconds */
  readonly timestamp: string;
}

export const API_VERSION = '2';

/**
 * The `sign` of a call of the open platform, by `hmac-sha256`. The access token is not in it
 * (op.jinritemai.com/docs/guide-docs/10/23, whose example is in the tests).
 */
export function requestSignature(
  { method, body, timestamp }: SignedCall,
  { appKey, appSecret }: DoudianSecret,
): string {
  const signed = `app_key${appKey}method${method}param_json${body}timestamp${timestamp}v${API_VERSION}`;
  return createHmac('sha256', appSecret).update(`${appSecret}${signed}${appSecret}`).digest('hex');
}
