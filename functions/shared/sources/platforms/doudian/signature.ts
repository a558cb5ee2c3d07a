import { createHmac } from 'node:crypto';
import { hashOf } from '../../hash-signature.ts';

/** Over app key, body and app secret in a row; the HMAC has the app secret for its key as well. */
export function signatureOf(
  body: string | Uint8Array,
  { appKey, appSecret }: { readonly appKey: string; readonly appSecret: string },
  { signMethod = 'md5' }: { readonly signMethod?: 'md5' | 'hmac-sha256' | undefined },
): string {
  if (signMethod === 'md5') return hashOf('md5', appKey, body, appSecret);
  return createHmac('sha256', appSecret).update(appKey).update(body).update(appSecret).digest('hex');
}
