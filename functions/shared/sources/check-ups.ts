import { brandEventsCheckUp } from './brand-events/check-up.ts';
import type { CheckUp } from './check-up.ts';
import type { receivers } from './receivers.ts';
import { shopifyCheckUp } from './shopify/check-up.ts';
import { shoplazzaCheckUp } from './shoplazza/check-up.ts';
import { shoplineCheckUp } from './shopline/check-up.ts';
import { woocommerceCheckUp } from './woocommerce/check-up.ts';
import { bigcommerceCheckUp } from './bigcommerce/check-up.ts';
import { stripeCheckUp } from './stripe/check-up.ts';
import { standardWebhooksCheckUp } from './standard-webhooks/check-up.ts';
import { cloudeventsCheckUp } from './cloudevents/check-up.ts';
import { githubStyleCheckUp } from './github-style/check-up.ts';
import { wechatMiniProgramCheckUp } from './wechat-mini-program/check-up.ts';
import { wechatOfficialAccountCheckUp } from './wechat-official-account/check-up.ts';
import { wechatPayCheckUp } from './wechat-pay/check-up.ts';
import { wechatStoreCheckUp } from './wechat-store/check-up.ts';
import { wecomCheckUp } from './wecom/check-up.ts';
import { weimobCheckUp } from './weimob/check-up.ts';
import { youzanCheckUp } from './youzan/check-up.ts';
import { doudianCheckUp } from './doudian/check-up.ts';
import { kuaishouCheckUp } from './kuaishou/check-up.ts';
import { taobaoCheckUp } from './taobao/check-up.ts';
import { adobeIoEventsCheckUp } from './adobe-io-events/check-up.ts';
import { adobeCommerceWebhooksCheckUp } from './adobe-commerce-webhooks/check-up.ts';
import { amazonCheckUp } from './amazon/check-up.ts';
import { douyinCheckUp } from './douyin/check-up.ts';
import { pinduoduoCheckUp } from './pinduoduo/check-up.ts';
import { xiaohongshuCheckUp } from './xiaohongshu/check-up.ts';
import { jdCheckUp } from './jd/check-up.ts';

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
