import { brandEventsIdentity } from './brand-events/identify.ts';
import { shopifyIdentity } from './shopify/identify.ts';
import { shoplazzaIdentity } from './shoplazza/identify.ts';
import { shoplineIdentity } from './shopline/identify.ts';
import { woocommerceIdentity } from './woocommerce/identify.ts';
import { bigcommerceIdentity } from './bigcommerce/identify.ts';
import { stripeIdentity } from './stripe/identify.ts';
import { standardWebhooksIdentity } from './standard-webhooks/identify.ts';
import { cloudeventsIdentity } from './cloudevents/identify.ts';
import { githubStyleIdentity } from './github-style/identify.ts';
import { wechatMiniProgramIdentity } from './wechat-mini-program/identify.ts';
import { wechatOfficialAccountIdentity } from './wechat-official-account/identify.ts';
import { wecomIdentity } from './wecom/identify.ts';
import { wechatPayIdentity } from './wechat-pay/identify.ts';
import { wechatStoreIdentity } from './wechat-store/identify.ts';
import type { Identifier } from './source.ts';

/** What delivery knows of the platforms. */
export const identifiers: Readonly<Record<string, Identifier>> = {
  'wechat-official-account': wechatOfficialAccountIdentity,
  'wechat-mini-program': wechatMiniProgramIdentity,
  'wechat-pay': wechatPayIdentity,
  'wechat-store': wechatStoreIdentity,
  shopify: shopifyIdentity,
  shoplazza: shoplazzaIdentity,
  shopline: shoplineIdentity,
  woocommerce: woocommerceIdentity,
  bigcommerce: bigcommerceIdentity,
  stripe: stripeIdentity,
  'standard-webhooks': standardWebhooksIdentity,
  cloudevents: cloudeventsIdentity,
  'github-style': githubStyleIdentity,
  'brand-events': brandEventsIdentity,
  wecom: wecomIdentity,
};
