import { adobeCommerceWebhooksEvidence } from './platforms/adobe-commerce-webhooks/evidence.ts';
import { adobeIoEventsEvidence } from './platforms/adobe-io-events/evidence.ts';
import { brandEventsEvidence } from './platforms/brand-events/evidence.ts';
import { doudianEvidence } from './platforms/doudian/evidence.ts';
import type { EvidenceRule } from './evidence-rule.ts';
import { configuredEvidence } from './protocols/hmac/configured-evidence.ts';
import { kuaishouEvidence } from './platforms/kuaishou/evidence.ts';
import type { receivers } from './receivers.ts';
import { shopifyIdentity } from './platforms/shopify/identify.ts';
import { shoplazzaIdentity } from './platforms/shoplazza/identify.ts';
import { shoplineIdentity } from './platforms/shopline/identify.ts';
import { woocommerceIdentity } from './platforms/woocommerce/identify.ts';
import { bigcommerceIdentity } from './platforms/bigcommerce/identify.ts';
import { stripeIdentity } from './platforms/stripe/identify.ts';
import { wechatMiniProgramEvidence } from './platforms/wechat-mini-program/evidence.ts';
import { wechatOfficialAccountEvidence } from './platforms/wechat-official-account/evidence.ts';
import { wechatPayEvidence } from './platforms/wechat-pay/evidence.ts';
import { wechatStoreEvidence } from './platforms/wechat-store/evidence.ts';
import { wecomEvidence } from './platforms/wecom/evidence.ts';
import { taobaoEvidence } from './platforms/taobao/evidence.ts';
import { weimobEvidence } from './platforms/weimob/evidence.ts';
import { amazonEvidence } from './platforms/amazon/evidence.ts';
import { douyinEvidence } from './platforms/douyin/evidence.ts';
import { pinduoduoEvidence } from './platforms/pinduoduo/evidence.ts';
import { jdEvidence } from './platforms/jd/evidence.ts';
import { xiaohongshuEvidence } from './platforms/xiaohongshu/evidence.ts';
import { youzanEvidence } from './platforms/youzan/evidence.ts';

/** What a brand wants to know of a source before it relies on it. */
export interface Coverage {
  readonly name: string;
  /** How its events come. */
  readonly transport: 'webhook' | 'inlet' | 'webhook or inlet';
  /** What proves that an event is the platform's own. */
  readonly authentication: string;
  /**
   * `confirmed`: by the platform's own documents, and by published vectors where there are any. `partly`: what is not
   * confirmed is behind an option that is off, or left out. `unconfirmed`: how it is signed is not known for certain.
   */
  readonly confidence: 'confirmed' | 'partly' | 'unconfirmed';
  /** Which part is not confirmed. */
  readonly doubt?: string;
  readonly evidence: readonly EvidenceRule[];
  /** What `enrich` adds, as the table has it. */
  readonly enriched?: string;
  /** Event types, where no sampler lists them. */
  readonly events?: readonly string[];
}

const SIGNED_PUSH = 'SHA-1 signature with the token over the AES-256-CBC ciphertext, and the app id inside it';

/** One line for every source: a new one does not compile without. */
export const coverage: Readonly<Record<keyof typeof receivers, Coverage>> = {
  'wechat-official-account': {
    name: 'WeChat official account',
    transport: 'webhook or inlet',
    authentication: SIGNED_PUSH,
    confidence: 'confirmed',
    evidence: wechatOfficialAccountEvidence,
  },
  'wechat-mini-program': {
    name: 'WeChat mini program',
    transport: 'webhook or inlet',
    authentication: SIGNED_PUSH,
    confidence: 'partly',
    doubt: 'the answers to virtual payment pushes come from public code',
    evidence: wechatMiniProgramEvidence,
  },
  wecom: {
    name: 'WeCom',
    transport: 'webhook or inlet',
    authentication:
      'SHA-1 signature with the token over the AES-256-CBC ciphertext, and the corp or suite id inside it',
    confidence: 'partly',
    doubt:
      'that a GET of a suite carries the provider’s corp id rests on answers of staff: `providerCorpId` is optional',
    evidence: wecomEvidence,
    enriched: '`wechat-unionid`',
  },
  'wechat-pay': {
    name: 'WeChat Pay APIv3',
    transport: 'webhook or inlet',
    authentication:
      'RSA-SHA256 over time, nonce and body with a platform certificate or public key; AES-256-GCM inside; five minutes',
    confidence: 'partly',
    doubt: 'names of the events of contracts and member cards come from public copies of the documents',
    evidence: wechatPayEvidence,
  },
  'wechat-store': {
    name: 'WeChat store',
    transport: 'webhook or inlet',
    authentication: SIGNED_PUSH,
    confidence: 'partly',
    doubt: 'member events are off: `memberEvents`',
    evidence: wechatStoreEvidence,
    enriched: '`wechat-unionid`',
  },
  shopify: {
    name: 'Shopify',
    transport: 'webhook or inlet',
    authentication: 'HMAC-SHA256 over the body',
    confidence: 'confirmed',
    evidence: shopifyIdentity.evidence,
  },
  shoplazza: {
    name: 'Shoplazza',
    transport: 'webhook or inlet',
    authentication: 'HMAC-SHA256 over the body',
    confidence: 'partly',
    doubt: 'bodies wrapped as `{"order": {…}}` rest on third-party code: `wrappedBodies`',
    evidence: shoplazzaIdentity.evidence,
  },
  shopline: {
    name: 'SHOPLINE',
    transport: 'webhook or inlet',
    authentication: 'HMAC-SHA256 over the body',
    confidence: 'confirmed',
    evidence: shoplineIdentity.evidence,
  },
  woocommerce: {
    name: 'WooCommerce',
    transport: 'webhook or inlet',
    authentication: 'HMAC-SHA256 over the body, or the hash that the site has chosen',
    confidence: 'confirmed',
    evidence: woocommerceIdentity.evidence,
  },
  bigcommerce: {
    name: 'BigCommerce',
    transport: 'webhook or inlet',
    authentication: 'Standard Webhooks v1 with the client secret, or static headers of the subscription; five minutes',
    confidence: 'partly',
    doubt: 'that every delivery is signed: unsigned ones need `headers` in the secret',
    evidence: bigcommerceIdentity.evidence,
    enriched: '`email` (claimed), `mobile` (claimed)',
  },
  stripe: {
    name: 'Stripe',
    transport: 'webhook or inlet',
    authentication: 'HMAC-SHA256 over time and body; five minutes',
    confidence: 'confirmed',
    evidence: stripeIdentity.evidence,
  },
  'standard-webhooks': {
    name: 'Standard Webhooks',
    transport: 'webhook or inlet',
    authentication: 'HMAC-SHA256 (v1) or Ed25519 (v1a) over id, time and body; five minutes',
    confidence: 'confirmed',
    evidence: configuredEvidence,
    events: ['as configured'],
  },
  cloudevents: {
    name: 'CloudEvents webhook',
    transport: 'webhook or inlet',
    authentication: 'a bearer token; nothing is signed',
    confidence: 'confirmed',
    evidence: configuredEvidence,
    events: ['as configured'],
  },
  'github-style': {
    name: 'Whoever signs as GitHub does',
    transport: 'webhook or inlet',
    authentication: 'HMAC over the body, header and form by configuration',
    confidence: 'confirmed',
    evidence: configuredEvidence,
    events: ['ping', 'as configured'],
  },
  'adobe-io-events': {
    name: 'Adobe I/O Events (Adobe Commerce)',
    transport: 'webhook',
    authentication: 'RSA-SHA256 over the body, two signatures of which one must fit, and our client id inside it',
    confidence: 'partly',
    doubt: 'events in lists and the form through EventBridge are left out',
    evidence: adobeIoEventsEvidence,
  },
  'adobe-commerce-webhooks': {
    name: 'Adobe Commerce webhooks',
    transport: 'webhook',
    authentication: 'RSA-SHA256 over the Base64 text of the body; the shop must switch it on',
    confidence: 'partly',
    doubt: 'no signature is published: the rule is that of the code in Adobe’s documents',
    evidence: adobeCommerceWebhooksEvidence,
  },
  youzan: {
    name: 'Youzan',
    transport: 'webhook or inlet',
    authentication: 'MD5 over client id, body and client secret',
    confidence: 'partly',
    doubt: 'the app behind `outer_user_id` is not documented: `outerUserIdApp` is off',
    evidence: youzanEvidence,
  },
  doudian: {
    name: 'Doudian (Douyin shop)',
    transport: 'webhook or inlet',
    authentication: 'MD5 over app key, body and app secret',
    confidence: 'partly',
    doubt: 'the second method is off: `signMethod`',
    evidence: doudianEvidence,
    enriched: '`doudian-open-id`',
  },
  kuaishou: {
    name: 'Kuaishou shop',
    transport: 'webhook or inlet',
    authentication: 'AES-CBC under the message key, with the app key inside it; no signature',
    confidence: 'partly',
    doubt: 'the scope of buyers’ ids is not documented: the narrowest is taken',
    evidence: kuaishouEvidence,
  },
  taobao: {
    name: 'Taobao and Tmall (TMC)',
    transport: 'inlet',
    authentication: 'the policy of the inlet queue, into which a bridge of your own puts the messages',
    confidence: 'partly',
    doubt: 'order, retention and repetition of TMC are not documented; phones in member messages are never taken',
    evidence: taobaoEvidence,
  },
  weimob: {
    name: 'Weimob',
    transport: 'webhook or inlet',
    authentication: 'none of Weimob’s that is known: a key of our own in the address',
    confidence: 'unconfirmed',
    doubt: 'nothing is taken without `acceptUnsigned`',
    evidence: weimobEvidence,
  },
  amazon: {
    name: 'Amazon SP-API',
    transport: 'inlet',
    authentication: 'the policy of the inlet queue, which lets Amazon’s account send',
    confidence: 'partly',
    doubt: 'whether a new order is always notified is not answered; the letter case of older types is not documented',
    evidence: amazonEvidence,
    enriched: '`amazon-buyer`, off by default',
  },
  douyin: {
    name: 'Douyin Life Services',
    transport: 'webhook or inlet',
    authentication: 'SHA-1 over client secret and body',
    confidence: 'partly',
    doubt: 'whose `from_user_id` is is not documented for these events: `fromUserIsCustomer` is off',
    evidence: douyinEvidence,
  },
  pinduoduo: {
    name: 'Pinduoduo (PMC)',
    transport: 'inlet',
    authentication: 'the policy of the inlet queue, into which a bridge of your own puts the frames',
    confidence: 'partly',
    doubt: 'retention and order of PMC are not documented',
    evidence: pinduoduoEvidence,
  },
  xiaohongshu: {
    name: 'Xiaohongshu',
    transport: 'webhook or inlet',
    authentication: 'none of Xiaohongshu’s that is certain: a key of our own in the address',
    confidence: 'unconfirmed',
    doubt: 'nothing is taken without `acceptUnsigned`',
    evidence: xiaohongshuEvidence,
  },
  jd: {
    name: 'JD',
    transport: 'inlet',
    authentication: 'the policy of the inlet queue, into which a program of your own puts the orders that it asks for',
    confidence: 'unconfirmed',
    doubt:
      'nothing is taken without `acceptUnconfirmed`: the fields come from public code, the scope of the ids from nothing',
    evidence: jdEvidence,
  },
  'brand-events': {
    name: "The brand's own systems",
    transport: 'inlet',
    authentication: 'the policy of the inlet queue',
    confidence: 'confirmed',
    evidence: brandEventsEvidence,
    events: [
      'member.bound',
      'member.updated',
      'member.erase',
      'member.suppress',
      'member.suppression-lifted',
      'contact.released',
      'contact.rebound',
    ],
  },
};
