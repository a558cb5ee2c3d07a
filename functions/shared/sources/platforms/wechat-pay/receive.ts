import * as z from 'zod/mini';
import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import type { About } from '../../about.ts';
import type { Finding } from '../../finding.ts';
import { undecodable } from '../../outcomes.ts';
import { parsedText } from '../../parsed-text.ts';
import { firstTime } from '../../rfc-3339.ts';
import { publicKeyOf } from '../../rsa-public-key.ts';
import { type Decoding, defineReceiver, type SourceEvent } from '../../source.ts';
import { X509Certificate } from 'node:crypto';
import { payEventKind } from './events.ts';
import { payCustomerOf } from './fields.ts';
import { openNotification, readResource } from './payload.ts';
import { certificateKeyOf, verifyNotification } from './signature.ts';
import { happenedAt } from './times.ts';

const publicKey = parsedText(
  publicKeyOf,
  'must be the PEM text of pub_key.pem: an RSA public key of 2048 bits or more',
);
const certificate = parsedText(certificateKeyOf, 'must be the PEM text of a platform certificate with an RSA key');

export const options = z.strictObject({
  /** The app whose openids the notifications of member cards, coupons, malls and transfers hold: they do not name it. */
  appId: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be an app id: letters and digits'))),
  /** Names the open-platform account in which the unionids of the apps are unique. */
  openPlatform: z.optional(z.string()),
});

export const secret = z
  .strictObject({
    apiV3Key: z.string().check(z.regex(/^[\x21-\x7e]{32}$/, 'must be the 32 characters of the APIv3 key, as they are')),
    /** WeChat Pay public keys, each with the id that the merchant platform shows beside it. */
    publicKeys: z.optional(
      z.array(
        z.strictObject({
          publicKeyId: z.string().check(z.regex(/^PUB_KEY_ID_[0-9A-Za-z]+$/, 'must begin with PUB_KEY_ID_')),
          publicKey,
        }),
      ),
    ),
    /** Platform certificates; never the merchant's own, which signs what the merchant sends. */
    platformCertificates: z.optional(z.array(certificate)),
  })
  .check(
    z.refine(
      ({ publicKeys = [], platformCertificates = [] }) => publicKeys.length + platformCertificates.length > 0,
      'needs publicKeys, platformCertificates, or both',
    ),
  );

export type WechatPayOptions = z.infer<typeof options>;

const DAY_MS = 24 * 3_600_000;
const SOON_DAYS = 30;

export const aboutWechatPay: About<WechatPayOptions> = {
  name: 'WeChat Pay APIv3',
  authentication:
    'RSA-SHA256 over time, nonce and body with a platform certificate or public key; AES-256-GCM inside; five minutes',
  confidence: 'partly',
  doubt: 'names of the events of contracts and member cards come from public copies of the documents',
  checkSecret: (secret, _options, now) => [
    keysFinding(secret),
    ...listOf(secret['platformCertificates']).flatMap(expiry(now)),
  ],
};

/** WeChat Pay APIv3 notifications: of merchants, service providers and combined payments. */
export const wechatPay = defineReceiver({
  platform: 'wechat-pay',
  options,
  secret,
  // Payments name their apps themselves; the option is that of cards and coupons.
  scopes: ({ appId, openPlatform = '' }) => ({
    ...(appId !== undefined && { 'wechat-openid': appId }),
    'wechat-unionid': openPlatform,
  }),
  verify(request, secrets) {
    if (request.method !== 'POST') {
      return { outcome: 'rejected', status: 405, reason: 'method-not-allowed', detail: 'WeChat Pay sends POST' };
    }
    return verifyNotification(request, secrets) ?? openNotification(request.body, secrets.apiV3Key);
  },
  decode: (payload, _request, settings) => decode(payload, settings),
  acknowledgement: { status: 200, body: '' },
  errorResponse: (status, message) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 'FAIL', message }),
  }),
});

function decode(payload: Uint8Array, settings: WechatPayOptions): Decoding {
  const notification = jsonOf(payload);
  if (!isJsonObject(notification)) return undecodable('body-malformed', 'the notification is not a JSON object');
  const { event_type: type, resource } = notification;
  if (typeof type !== 'string' || type === '') return undecodable('type-missing', 'the notification has no event_type');
  if (isJsonObject(resource) && 'algorithm' in resource && 'ciphertext' in resource) {
    const reading = readResource(resource);
    return undecodable('body-malformed', reading.ok ? 'the resource was not opened' : reading.detail);
  }
  if (!isJsonObject(resource)) return undecodable('body-malformed', 'what the resource holds is not a JSON object');
  const event: SourceEvent = {
    idParts: eventId(type, resource),
    type,
    ...orderingOf(type, resource, settings),
    ...timeOf(type, notification, resource),
    data: notification,
  };
  return { outcome: 'events', events: [event] };
}

/** A refund names no person: it waits for nobody but the events of its own order. */
function orderingOf(
  type: string,
  resource: JsonObject,
  { appId }: WechatPayOptions,
): Pick<SourceEvent, 'subject' | 'partitionKey'> {
  const kind = payEventKind(type);
  const customer = kind && payCustomerOf(resource, kind, appId);
  const [first] = customer?.openIds ?? [];
  if (first) return { subject: `${first.appId}:${first.openId}` };
  if (customer?.unionId !== undefined) return { subject: customer.unionId };
  const transaction = resource['transaction_id'];
  return typeof transaction === 'string' ? { partitionKey: `order:${transaction}` } : {};
}

/** When it happened; when it was first told where the content does not say. */
function timeOf(type: string, notification: JsonObject, resource: JsonObject): Pick<SourceEvent, 'time'> {
  const time = happenedAt(type, resource) ?? firstTime(notification['create_time']);
  return time === undefined ? {} : { time };
}

/** While a merchant moves to the public key, WeChat Pay signs with either, at random. */
function keysFinding(secret: JsonObject): Finding {
  const check = 'signing keys';
  const publicKeys = listOf(secret['publicKeys']).length;
  const certificates = listOf(secret['platformCertificates']).length;
  const detail = {
    en: `public keys ${publicKeys}, platform certificates ${certificates}`,
    zh: `公钥 ${publicKeys} 个，平台证书 ${certificates} 个`,
  };
  if (publicKeys > 0) return { check, verdict: 'ok', detail };
  const fix = {
    en: 'add the WeChat Pay public key of the merchant platform, with its id, before the merchant moves to it',
    zh: '在商户切换到微信支付公钥之前，添加商户平台上的公钥及其 ID',
  };
  return { check, verdict: certificates > 0 ? 'warning' : 'problem', detail, fix };
}

const expiry =
  (now: number) =>
  (pem: unknown): readonly Finding[] => {
    const check = 'platform certificate';
    const ends = endOf(pem);
    if (ends === undefined || ends - now > SOON_DAYS * DAY_MS) return [];
    const day = new Date(ends).toISOString().slice(0, 10);
    const fix = {
      en: 'add the next platform certificate, or the WeChat Pay public key',
      zh: '添加下一张平台证书，或微信支付公钥',
    };
    return ends < now
      ? [{ check, verdict: 'problem', detail: { en: `it ended on ${day}`, zh: `已于 ${day} 到期` }, fix }]
      : [{ check, verdict: 'warning', detail: { en: `it ends on ${day}`, zh: `将于 ${day} 到期` }, fix }];
  };

/** Unix ms; undefined for what is no certificate, which the schema of the secret says. */
function endOf(pem: unknown): number | undefined {
  try {
    return typeof pem === 'string' ? Date.parse(new X509Certificate(pem).validTo) : undefined;
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * What makes two notifications one, by the business keys that WeChat Pay advises: whether a repeated notification keeps its own
 * `id` is not documented. Where there is no such key, the content is it.
 */
function eventId(type: string, resource: JsonObject): readonly string[] {
  return [type, ...(businessKey(type, resource) ?? ['content', JSON.stringify(resource)])];
}

function businessKey(type: string, resource: JsonObject): readonly string[] | undefined {
  const merchant = [text(resource['mchid'] ?? resource['sp_mchid']) ?? '', text(resource['sub_mchid']) ?? ''];
  if (type.startsWith('TRANSACTION.')) return transactionKey(merchant, resource);
  const refund = text(resource['refund_id']);
  if (type.startsWith('REFUND.') && refund !== undefined) {
    return [...merchant, refund, text(resource['refund_status']) ?? ''];
  }
  const coupon = text(resource['coupon_code']);
  return type.includes('COUPON.') && coupon !== undefined ? [text(resource['stock_id']) ?? '', coupon] : undefined;
}

function transactionKey(merchant: readonly string[], resource: JsonObject): readonly string[] | undefined {
  const transaction = text(resource['transaction_id']);
  // Profit sharing comes under the same type and with the same transaction, and has no state.
  const state = text(resource['trade_state']);
  if (transaction !== undefined && state !== undefined) return [...merchant, transaction, state];
  const combined = text(resource['combine_out_trade_no']);
  return combined === undefined ? undefined : ['combined', text(resource['combine_mchid']) ?? '', combined];
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
