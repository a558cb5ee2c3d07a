// Made by `npm run generate` from functions/shared/sources/platforms. Do not edit.
import { adobeCommerceWebhooks } from '../platforms/adobe-commerce-webhooks/receive.ts';
import { adobeIoEvents } from '../platforms/adobe-io-events/receive.ts';
import { amazon } from '../platforms/amazon/receive.ts';
import { bigcommerce } from '../platforms/bigcommerce/receive.ts';
import { brandEvents } from '../platforms/brand-events/receive.ts';
import { cloudevents } from '../platforms/cloudevents/receive.ts';
import { doudian } from '../platforms/doudian/receive.ts';
import { douyin } from '../platforms/douyin/receive.ts';
import { githubStyle } from '../platforms/github-style/receive.ts';
import { jd } from '../platforms/jd/receive.ts';
import { kuaishou } from '../platforms/kuaishou/receive.ts';
import { pinduoduo } from '../platforms/pinduoduo/receive.ts';
import { shopify } from '../platforms/shopify/receive.ts';
import { shoplazza } from '../platforms/shoplazza/receive.ts';
import { shopline } from '../platforms/shopline/receive.ts';
import { standardWebhooks } from '../platforms/standard-webhooks/receive.ts';
import { stripe } from '../platforms/stripe/receive.ts';
import { taobao } from '../platforms/taobao/receive.ts';
import { wechatMiniProgram } from '../platforms/wechat-mini-program/receive.ts';
import { wechatOfficialAccount } from '../platforms/wechat-official-account/receive.ts';
import { wechatPay } from '../platforms/wechat-pay/receive.ts';
import { wechatStore } from '../platforms/wechat-store/receive.ts';
import { wecom } from '../platforms/wecom/receive.ts';
import { weimob } from '../platforms/weimob/receive.ts';
import { woocommerce } from '../platforms/woocommerce/receive.ts';
import { xiaohongshu } from '../platforms/xiaohongshu/receive.ts';
import { youzan } from '../platforms/youzan/receive.ts';

/** What the front door and the inlet know of the platforms. */
export const receivers = {
  'adobe-commerce-webhooks': adobeCommerceWebhooks,
  'adobe-io-events': adobeIoEvents,
  amazon,
  bigcommerce,
  'brand-events': brandEvents,
  cloudevents,
  doudian,
  douyin,
  'github-style': githubStyle,
  jd,
  kuaishou,
  pinduoduo,
  shopify,
  shoplazza,
  shopline,
  'standard-webhooks': standardWebhooks,
  stripe,
  taobao,
  'wechat-mini-program': wechatMiniProgram,
  'wechat-official-account': wechatOfficialAccount,
  'wechat-pay': wechatPay,
  'wechat-store': wechatStore,
  wecom,
  weimob,
  woocommerce,
  xiaohongshu,
  youzan,
} as const;
