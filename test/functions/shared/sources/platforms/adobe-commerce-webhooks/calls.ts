import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { adobeCommerceWebhooks } from '../../../../../../functions/shared/sources/platforms/adobe-commerce-webhooks/receive.ts';
import { SAMPLE_PRIVATE_KEY } from '../../../../../../functions/shared/sources/protocols/adobe-commerce/sample-key.ts';
import type { Checked } from '../../../../../../functions/shared/sources/source.ts';

export const HEADER = 'x-adobe-commerce-webhook-signature';
export const secret = {
  publicKey: String(createPublicKey(SAMPLE_PRIVATE_KEY).export({ type: 'spki', format: 'pem' })),
};

export function checked<T>(result: Checked<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

export const receiver = () => checked(adobeCommerceWebhooks.configure({}));
export const verifier = (raw: object = secret) => checked(receiver().openSecret(raw));

export const account = {
  eventName: 'customer_save_before',
  data: { customer: { data_model: { id: 7001, email: 'lan.lin@mail.example' }, password: 'hunter2' } },
};

/** As the shop calls a hook, over any body. @param signed what is signed: by the documents the Base64 text of the body */
export function call(body: object | string = account, signed?: (bytes: Buffer) => string): WebhookRequest {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const text = signed ? signed(bytes) : bytes.toString('base64');
  const signature = sign('sha256', Buffer.from(text), createPrivateKey(SAMPLE_PRIVATE_KEY)).toString('base64');
  return { method: 'POST', headers: { [HEADER]: signature }, rawQuery: '', body: bytes };
}
