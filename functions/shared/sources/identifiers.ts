import { adobeCommerceWebhooksIdentity } from './adobe-commerce-webhooks/identify.ts';
import { adobeIoEventsIdentity } from './adobe-io-events/identify.ts';
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
import { youzanIdentity } from './youzan/identify.ts';
import { doudianIdentity } from './doudian/identify.ts';
import { kuaishouIdentity } from './kuaishou/identify.ts';
import { taobaoIdentity } from './taobao/identify.ts';
import { weimobIdentity } from './weimob/identify.ts';
import { amazonIdentity } from './amazon/identify.ts';
import { douyinIdentity } from './douyin/identify.ts';
import { pinduoduoIdentity } from './pinduoduo/identify.ts';
import { xiaohongshuIdentity } from './xiaohongshu/identify.ts';
import { jdIdentity } from './jd/identify.ts';
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
  'adobe-io-events': adobeIoEventsIdentity,
  'adobe-commerce-webhooks': adobeCommerceWebhooksIdentity,
  youzan: youzanIdentity,
  doudian: doudianIdentity,
  kuaishou: kuaishouIdentity,
  taobao: taobaoIdentity,
  weimob: weimobIdentity,
  amazon: amazonIdentity,
  douyin: douyinIdentity,
  pinduoduo: pinduoduoIdentity,
  xiaohongshu: xiaohongshuIdentity,
  jd: jdIdentity,
};
