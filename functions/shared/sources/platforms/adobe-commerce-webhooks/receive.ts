import * as z from 'zod/mini';
import { digestOfBytes } from '../../../envelope/digest.ts';
import type { WebhookRequest, WebhookResponse } from '../../../http/webhook-request.ts';
import { isJsonObject } from '../../../json/lossless.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import { jsonOf } from '../../../json/json-of.ts';
import { buyerId, adobeCustomerId, orderNumber } from '../../protocols/adobe-commerce/record-id.ts';
import { isSignedBy, signatureBytes } from '../../protocols/adobe-commerce/rsa-signature.ts';
import { type Decoding, defineReceiver, type SourceEvent, type Verification } from '../../source.ts';
import { parsedText } from '../../parsed-text.ts';
import { publicKeyOf } from '../../rsa-public-key.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';
import { hookOf, kept, recordIn } from './events.ts';

export const options = z.strictObject({
  /** A name for the Commerce installation: the scope of its customer ids. Without it the connection's name is the scope. */
  site: z.optional(z.string().check(z.minLength(1))),
});

export const secret = z.strictObject({
  /** The key that the admin shows under Stores > Configuration > Adobe Services > Webhooks. */
  publicKey: parsedText(publicKeyOf, 'must be the PEM text of an RSA public key of 2048 bits or more'),
});
export type AdobeCommerceWebhooksSecret = z.infer<typeof secret>;

export const aboutAdobeCommerceWebhooks: About<z.infer<typeof options>> = {
  name: 'Adobe Commerce webhooks',
  transport: 'webhook',
  authentication: 'RSA-SHA256 over the Base64 text of the body; the shop must switch it on',
  confidence: 'partly',
  doubt: 'no example of a signature is published: the rule comes from the code in Adobe’s documents',
  warnings: ({ site }) =>
    warnIf(
      site === undefined,
      'site',
      {
        en: 'the connection’s name is the scope of customer ids: renaming it renames them all',
        zh: '连接的名称就是客户 ID 的范围：改名会让所有 ID 换成新的',
      },
      { en: 'name the installation', zh: '写明安装的名称' },
    ),
};

/**
 * The answer steers what the shop is doing just now, perhaps a check-out: every one says that it goes on unchanged.
 * AdobeDocs/commerce-extensibility, webhooks/responses.md.
 */
const goOn = (status: number): WebhookResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: '{"op":"success"}',
});

/** Adobe Commerce webhooks: hooks inside an action of the shop, which waits for the answer. */
export const adobeCommerceWebhooks = defineReceiver({
  platform: 'adobe-commerce-webhooks',
  options,
  secret,
  scopes: ({ site }, { name }) => ({ 'adobe-commerce-customer': site ?? name }),
  verify,
  decode,
  acknowledgement: goOn(200),
  errorResponse: goOn,
});

/** What is signed is the Base64 text of the body: AdobeDocs/commerce-extensibility, webhooks/signature-verification.md. */
function verify(request: WebhookRequest, { publicKey }: AdobeCommerceWebhooksSecret): Verification {
  if (request.method !== 'POST') return rejected(405, 'method-not-allowed', 'Commerce sends POST');
  const given = request.headers['x-adobe-commerce-webhook-signature'];
  if (!given) return rejected(401, 'parameter-missing', 'no header x-adobe-commerce-webhook-signature');
  const signature = signatureBytes(given);
  if (!signature) {
    return rejected(401, 'signature-malformed', 'x-adobe-commerce-webhook-signature is not Base64');
  }
  const { buffer, byteOffset, byteLength } = request.body;
  const text = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return isSignedBy(publicKey, Buffer.from(text), signature)
    ? { outcome: 'verified', payload: request.body }
    : rejected(401, 'signature-mismatch', 'x-adobe-commerce-webhook-signature does not fit the body');
}

/** A call of a hook has no id and no time: the same body again is the same event. */
function decode(payload: Uint8Array): Decoding {
  const body = jsonOf(payload);
  if (!isJsonObject(body)) return undecodable('body-malformed', 'the body is not a JSON object');
  const { eventName } = body;
  if (typeof eventName !== 'string' || eventName === '') {
    return undecodable('type-missing', 'the body has no eventName: let the hook send that field');
  }
  const type = eventName.replace(/^observer\./, '');
  const hook = hookOf(type);
  const record = hook && recordIn(body, hook);
  const event: SourceEvent = {
    idParts: [digestOfBytes(payload)],
    type,
    ...(record && orderingOf(hook.effect, record)),
    data: record ? kept(eventName, hook, record) : { eventName },
  };
  return { outcome: 'events', events: [event] };
}

function orderingOf(
  effect: 'account' | 'order',
  record: Parameters<typeof adobeCustomerId>[0],
): Pick<SourceEvent, 'subject' | 'partitionKey'> {
  const customer = effect === 'order' ? buyerId(record) : adobeCustomerId(record);
  if (customer.kind === 'one') return { subject: `customer:${customer.id}` };
  const number = effect === 'order' ? orderNumber(record) : undefined;
  return number === undefined ? {} : { partitionKey: `order:${number}` };
}

function undecodable(reason: ReasonCode, detail: string): Decoding {
  return { outcome: 'undecodable', reason, detail };
}

function rejected(status: 401 | 405, reason: ReasonCode, detail: string): Verification {
  return { outcome: 'rejected', status, reason, detail };
}
