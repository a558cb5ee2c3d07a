import { brandEventsCheckUp } from './platforms/brand-events/check-up.ts';
import type { CheckUp } from './check-up.ts';
import type { receivers } from './receivers.ts';
import { shopifyCheckUp } from './platforms/shopify/check-up.ts';
import { shoplazzaCheckUp } from './platforms/shoplazza/check-up.ts';
import { shoplineCheckUp } from './platforms/shopline/check-up.ts';
import { woocommerceCheckUp } from './platforms/woocommerce/check-up.ts';
import { bigcommerceCheckUp } from './platforms/bigcommerce/check-up.ts';
import { stripeCheckUp } from './platforms/stripe/check-up.ts';
import { standardWebhooksCheckUp } from './platforms/standard-webhooks/check-up.ts';
import { cloudeventsCheckUp } from './platforms/cloudevents/check-up.ts';
import { githubStyleCheckUp } from './platforms/github-style/check-up.ts';
import { wechatMiniProgramCheckUp } from './platforms/wechat-mini-program/check-up.ts';
import { wechatOfficialAccountCheckUp } from './platforms/wechat-official-account/check-up.ts';
import { wechatPayCheckUp } from './platforms/wechat-pay/check-up.ts';
import { wechatStoreCheckUp } from './platforms/wechat-store/check-up.ts';
import { wecomCheckUp } from './platforms/wecom/check-up.ts';
import { weimobCheckUp } from './platforms/weimob/check-up.ts';
import { youzanCheckUp } from './platforms/youzan/check-up.ts';
import { doudianCheckUp } from './platforms/doudian/check-up.ts';
import { kuaishouCheckUp } from './platforms/kuaishou/check-up.ts';
import { taobaoCheckUp } from './platforms/taobao/check-up.ts';
import { adobeIoEventsCheckUp } from './platforms/adobe-io-events/check-up.ts';
import { adobeCommerceWebhooksCheckUp } from './platforms/adobe-commerce-webhooks/check-up.ts';
import { amazonCheckUp } from './platforms/amazon/check-up.ts';
import { douyinCheckUp } from './platforms/douyin/check-up.ts';
import { pinduoduoCheckUp } from './platforms/pinduoduo/check-up.ts';
import { xiaohongshuCheckUp } from './platforms/xiaohongshu/check-up.ts';
import { jdCheckUp } from './platforms/jd/check-up.ts';

/** What `guiyi doctor` knows of the platforms. */
export const checkUps: Readonly<Record<keyof typeof receivers, CheckUp>> = {
  'wechat-official-account': wechatOfficialAccountCheckUp,
  'wechat-mini-program': wechatMiniProgramCheckUp,
  'wechat-pay': wechatPayCheckUp,
  'wechat-store': wechatStoreCheckUp,
  shopify: shopifyCheckUp,
  shoplazza: shoplazzaCheckUp,
  shopline: shoplineCheckUp,
  woocommerce: woocommerceCheckUp,
  bigcommerce: bigcommerceCheckUp,
  stripe: stripeCheckUp,
  'standard-webhooks': standardWebhooksCheckUp,
  cloudevents: cloudeventsCheckUp,
  'github-style': githubStyleCheckUp,
  'brand-events': brandEventsCheckUp,
  wecom: wecomCheckUp,
  youzan: youzanCheckUp,
  doudian: doudianCheckUp,
  kuaishou: kuaishouCheckUp,
  taobao: taobaoCheckUp,
  'adobe-io-events': adobeIoEventsCheckUp,
  'adobe-commerce-webhooks': adobeCommerceWebhooksCheckUp,
  weimob: weimobCheckUp,
  amazon: amazonCheckUp,
  douyin: douyinCheckUp,
  pinduoduo: pinduoduoCheckUp,
  xiaohongshu: xiaohongshuCheckUp,
  jd: jdCheckUp,
};
