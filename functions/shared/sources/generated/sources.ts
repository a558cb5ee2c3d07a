// Made by `npm run generate` from functions/shared/sources/platforms. Do not edit.
import type { Source } from '../define-source.ts';
import type { receivers } from './receivers.ts';
import { adobeCommerceWebhooksSource } from '../platforms/adobe-commerce-webhooks/index.ts';
import { adobeIoEventsSource } from '../platforms/adobe-io-events/index.ts';
import { amazonSource } from '../platforms/amazon/index.ts';
import { bigcommerceSource } from '../platforms/bigcommerce/index.ts';
import { brandEventsSource } from '../platforms/brand-events/index.ts';
import { cloudeventsSource } from '../platforms/cloudevents/index.ts';
import { doudianSource } from '../platforms/doudian/index.ts';
import { douyinSource } from '../platforms/douyin/index.ts';
import { githubStyleSource } from '../platforms/github-style/index.ts';
import { jdSource } from '../platforms/jd/index.ts';
import { kuaishouSource } from '../platforms/kuaishou/index.ts';
import { pinduoduoSource } from '../platforms/pinduoduo/index.ts';
import { shopifySource } from '../platforms/shopify/index.ts';
import { shoplazzaSource } from '../platforms/shoplazza/index.ts';
import { shoplineSource } from '../platforms/shopline/index.ts';
import { standardWebhooksSource } from '../platforms/standard-webhooks/index.ts';
import { stripeSource } from '../platforms/stripe/index.ts';
import { taobaoSource } from '../platforms/taobao/index.ts';
import { wechatMiniProgramSource } from '../platforms/wechat-mini-program/index.ts';
import { wechatOfficialAccountSource } from '../platforms/wechat-official-account/index.ts';
import { wechatPaySource } from '../platforms/wechat-pay/index.ts';
import { wechatStoreSource } from '../platforms/wechat-store/index.ts';
import { wecomSource } from '../platforms/wecom/index.ts';
import { weimobSource } from '../platforms/weimob/index.ts';
import { woocommerceSource } from '../platforms/woocommerce/index.ts';
import { xiaohongshuSource } from '../platforms/xiaohongshu/index.ts';
import { youzanSource } from '../platforms/youzan/index.ts';

/** The platforms as a whole, for whoever is no function: the operator’s tools, the documents, the tests. */
export const sources: Readonly<Record<keyof typeof receivers, Source>> = {
  'adobe-commerce-webhooks': adobeCommerceWebhooksSource,
  'adobe-io-events': adobeIoEventsSource,
  amazon: amazonSource,
  bigcommerce: bigcommerceSource,
  'brand-events': brandEventsSource,
  cloudevents: cloudeventsSource,
  doudian: doudianSource,
  douyin: douyinSource,
  'github-style': githubStyleSource,
  jd: jdSource,
  kuaishou: kuaishouSource,
  pinduoduo: pinduoduoSource,
  shopify: shopifySource,
  shoplazza: shoplazzaSource,
  shopline: shoplineSource,
  'standard-webhooks': standardWebhooksSource,
  stripe: stripeSource,
  taobao: taobaoSource,
  'wechat-mini-program': wechatMiniProgramSource,
  'wechat-official-account': wechatOfficialAccountSource,
  'wechat-pay': wechatPaySource,
  'wechat-store': wechatStoreSource,
  wecom: wecomSource,
  weimob: weimobSource,
  woocommerce: woocommerceSource,
  xiaohongshu: xiaohongshuSource,
  youzan: youzanSource,
};
