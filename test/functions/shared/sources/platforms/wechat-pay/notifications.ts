import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import type { Checked, Verification } from '../../../../../../functions/shared/sources/source.ts';
import { wechatPay } from '../../../../../../functions/shared/sources/platforms/wechat-pay/receive.ts';
import { sealResource } from '../../../../../../functions/shared/sources/platforms/wechat-pay/payload.ts';
import {
  SAMPLE_PAY_KEY,
  SAMPLE_PUBLIC_KEY_ID,
} from '../../../../../../functions/shared/sources/platforms/wechat-pay/sample-resources.ts';
import { CERTIFICATE, CERTIFICATE_PRIVATE_KEY, CERTIFICATE_SERIAL } from './platform-certificate.ts';

export const APP = 'wx0000000000000001';
export const OPENID = 'oInventedPayer00000000000001';
export const UNIONID = 'oInventedUnion00000000000001';
export const API_V3_KEY = 'invented0key0of0thirty0two0chars';
export const NOW = 1_700_000_000_000;
export const timestamp = String(NOW / 1000);
export const nonce = 'EcInvented0Nonce0Of0Thirty0Two00';

export const publicKey = {
  publicKeyId: SAMPLE_PUBLIC_KEY_ID,
  publicKey: String(createPublicKey(SAMPLE_PAY_KEY).export({ type: 'spki', format: 'pem' })),
};
/** While a merchant moves from the certificate to the public key, both sign. */
export const secret = { apiV3Key: API_V3_KEY, publicKeys: [publicKey], platformCertificates: [CERTIFICATE] };

/** Who signs: the public key's owner, or the certificate's. */
export const signers = {
  [SAMPLE_PUBLIC_KEY_ID]: createPrivateKey(SAMPLE_PAY_KEY),
  [CERTIFICATE_SERIAL]: createPrivateKey(CERTIFICATE_PRIVATE_KEY),
} as const;
export type Serial = keyof typeof signers;
export const publicKeySerial = SAMPLE_PUBLIC_KEY_ID;
export const certificateSerial = CERTIFICATE_SERIAL;

export function checked<T>(result: Checked<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

export function receiver(options: object = {}) {
  return checked(wechatPay.configure(options));
}

export function verify(request: WebhookRequest, raw: object = secret): Verification {
  return checked(receiver().openSecret(raw))(request);
}

/** What the front door does with a request, in few words. */
export function judge(request: WebhookRequest, raw: object = secret): string {
  const verification = verify(request, raw);
  if (verification.outcome !== 'rejected') return verification.outcome;
  const { status, reason, authentic } = verification;
  return `${status} ${reason}${authentic ? ' authentic' : ''}`;
}

export const payment = {
  appid: APP,
  mchid: '1900000001',
  transaction_id: '4200001234202311150000000001',
  out_trade_no: 'ORDER-1',
  trade_state: 'SUCCESS',
  success_time: '2023-11-15T06:13:18+08:00',
  payer: { openid: OPENID },
};

export interface Notification {
  readonly type?: string;
  /** What is sealed: an object, or any text. */
  readonly resource?: object | string;
  readonly apiV3Key?: string;
  readonly associatedData?: string;
  readonly change?: (notification: { resource: Record<string, unknown>; [field: string]: unknown }) => void;
}

export function notification({
  type = 'TRANSACTION.SUCCESS',
  resource = payment,
  apiV3Key = API_V3_KEY,
  associatedData = 'transaction',
  change = () => undefined,
}: Notification = {}): string {
  const text = typeof resource === 'string' ? resource : JSON.stringify(resource);
  const whole = {
    id: 'EV-invented-1',
    create_time: '2023-11-15T06:13:20+08:00',
    resource_type: 'encrypt-resource',
    event_type: type,
    summary: '支付成功',
    resource: {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: sealResource(text, '0nonce0of012', associatedData, apiV3Key),
      associated_data: associatedData,
      nonce: '0nonce0of012',
    },
  };
  change(whole);
  return JSON.stringify(whole);
}

/** A request as the platform sends it, over any body. */
export function signedRequest(body: string | Uint8Array, serial: Serial = publicKeySerial): WebhookRequest {
  const bytes = Buffer.from(body);
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), bytes, Buffer.from('\n')]);
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': serial,
      'wechatpay-signature': sign('sha256', message, signers[serial]).toString('base64'),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    },
    rawQuery: '',
    receivedAt: NOW,
    body: bytes,
  };
}

export function withHeaders(
  request: WebhookRequest,
  headers: Readonly<Record<string, string | undefined>>,
): WebhookRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}
