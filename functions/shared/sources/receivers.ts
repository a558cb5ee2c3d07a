import { adobeCommerceWebhooks } from './platforms/adobe-commerce-webhooks/receive.ts';
import { adobeIoEvents } from './platforms/adobe-io-events/receive.ts';
import { brandEvents } from './platforms/brand-events/receive.ts';
import { shopify } from './platforms/shopify/receive.ts';
import { shoplazza } from './platforms/shoplazza/receive.ts';
import { shopline } from './platforms/shopline/receive.ts';
import { woocommerce } from './platforms/woocommerce/receive.ts';
import { bigcommerce } from './platforms/bigcommerce/receive.ts';
import { stripe } from './platforms/stripe/receive.ts';
import { standardWebhooks } from './platforms/standard-webhooks/receive.ts';
import { cloudevents } from './platforms/cloudevents/receive.ts';
import { githubStyle } from './platforms/github-style/receive.ts';
import { wechatMiniProgram } from './platforms/wechat-mini-program/receive.ts';
import { wechatOfficialAccount } from './platforms/wechat-official-account/receive.ts';
import { wecom } from './platforms/wecom/receive.ts';
import { wechatPay } from './platforms/wechat-pay/receive.ts';
import { wechatStore } from './platforms/wechat-store/receive.ts';
import { youzan } from './platforms/youzan/receive.ts';
import { doudian } from './platforms/doudian/receive.ts';
import { kuaishou } from './platforms/kuaishou/receive.ts';
import { taobao } from './platforms/taobao/receive.ts';
import { weimob } from './platforms/weimob/receive.ts';
import { amazon } from './platforms/amazon/receive.ts';
import { douyin } from './platforms/douyin/receive.ts';
import { pinduoduo } from './platforms/pinduoduo/receive.ts';
import { xiaohongshu } from './platforms/xiaohongshu/receive.ts';
import { jd } from './platforms/jd/receive.ts';

/** What the front door and the inlet know of the platforms. */
export const receivers = {
  'wechat-official-account': wechatOfficialAccount,
  'wechat-mini-program': wechatMiniProgram,
  'wechat-pay': wechatPay,
  'wechat-store': wechatStore,
  shopify,
  shoplazza,
  shopline,
  woocommerce,
  bigcommerce,
  stripe,
  'standard-webhooks': standardWebhooks,
  cloudevents,
  'github-style': githubStyle,
  'brand-events': brandEvents,
  wecom,
  'adobe-io-events': adobeIoEvents,
  'adobe-commerce-webhooks': adobeCommerceWebhooks,
  youzan,
  doudian,
  kuaishou,
  taobao,
  weimob,
  amazon,
  douyin,
  pinduoduo,
  xiaohongshu,
  jd,
} as const;
