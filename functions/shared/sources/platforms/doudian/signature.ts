import { createHmac } from 'node:crypto';
import { hashOf } from '../../hash-signature.ts';
import type { DoudianOptions, DoudianSecret } from './settings.ts';

/** Over app key, body and app secret in a row; the HMAC has the app secret for its key as well. */
export function signatureOf(
  body: string | Uint8Array,
  { appKey, appSecret }: DoudianSecret,
  { signMethod = 'md5' }: DoudianOptions,
): string {
  if (signMethod === 'md5') return hashOf('md5', appKey, body, appSecret);
  return createHmac('sha256', appSecret).update(appKey).update(body).update(appSecret).digest('hex');
}
