// Made by `npm run generate` from functions/shared/sources/platforms. Do not edit.
import type { Identifier } from '../source.ts';
import { adobeCommerceWebhooksIdentity } from '../platforms/adobe-commerce-webhooks/identify.ts';
import { adobeIoEventsIdentity } from '../platforms/adobe-io-events/identify.ts';
import { amazonIdentity } from '../platforms/amazon/identify.ts';
import { bigcommerceIdentity } from '../platforms/bigcommerce/identify.ts';
import { brandEventsIdentity } from '../platforms/brand-events/identify.ts';
import { cloudeventsIdentity } from '../platforms/cloudevents/identify.ts';
import { doudianIdentity } from '../platforms/doudian/identify.ts';
import { douyinIdentity } from '../platforms/douyin/identify.ts';
import { githubStyleIdentity } from '../platforms/github-style/identify.ts';
import { jdIdentity } from '../platforms/jd/identify.ts';
import { kuaishouIdentity } from '../platforms/kuaishou/identify.ts';
import { pinduoduoIdentity } from '../platforms/pinduoduo/identify.ts';
import { shopifyIdentity } from '../platforms/shopify/identify.ts';
import { shoplazzaIdentity } from '../platforms/shoplazza/identify.ts';
import { shoplineIdentity } from '../platforms/shopline/identify.ts';
import { standardWebhooksIdentity } from '../platforms/standard-webhooks/identify.ts';
import { stripeIdentity } from '../platforms/stripe/identify.ts';
import { taobaoIdentity } from '../platforms/taobao/identify.ts';
import { wechatMiniProgramIdentity } from '../platforms/wechat-mini-program/identify.ts';
import { wechatOfficialAccountIdentity } from '../platforms/wechat-official-account/identify.ts';
import { wechatPayIdentity } from '../platforms/wechat-pay/identify.ts';
import { wechatStoreIdentity } from '../platforms/wechat-store/identify.ts';
import { wecomIdentity } from '../platforms/wecom/identify.ts';
import { weimobIdentity } from '../platforms/weimob/identify.ts';
import { woocommerceIdentity } from '../platforms/woocommerce/identify.ts';
import { xiaohongshuIdentity } from '../platforms/xiaohongshu/identify.ts';
import { youzanIdentity } from '../platforms/youzan/identify.ts';

/** What delivery knows of the platforms. */
export const identifiers: Readonly<Record<string, Identifier>> = {
  'adobe-commerce-webhooks': adobeCommerceWebhooksIdentity,
  'adobe-io-events': adobeIoEventsIdentity,
  amazon: amazonIdentity,
  bigcommerce: bigcommerceIdentity,
  'brand-events': brandEventsIdentity,
  cloudevents: cloudeventsIdentity,
  doudian: doudianIdentity,
  douyin: douyinIdentity,
  'github-style': githubStyleIdentity,
  jd: jdIdentity,
  kuaishou: kuaishouIdentity,
  pinduoduo: pinduoduoIdentity,
  shopify: shopifyIdentity,
  shoplazza: shoplazzaIdentity,
  shopline: shoplineIdentity,
  'standard-webhooks': standardWebhooksIdentity,
  stripe: stripeIdentity,
  taobao: taobaoIdentity,
  'wechat-mini-program': wechatMiniProgramIdentity,
  'wechat-official-account': wechatOfficialAccountIdentity,
  'wechat-pay': wechatPayIdentity,
  'wechat-store': wechatStoreIdentity,
  wecom: wecomIdentity,
  weimob: weimobIdentity,
  woocommerce: woocommerceIdentity,
  xiaohongshu: xiaohongshuIdentity,
  youzan: youzanIdentity,
};
