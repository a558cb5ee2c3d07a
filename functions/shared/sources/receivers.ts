import { adobeCommerceWebhooks } from './adobe-commerce-webhooks/receive.ts';
import { adobeIoEvents } from './adobe-io-events/receive.ts';
import { brandEvents } from './brand-events/receive.ts';
import { shopify } from './shopify/receive.ts';
import { shoplazza } from './shoplazza/receive.ts';
import { shopline } from './shopline/receive.ts';
import { woocommerce } from './woocommerce/receive.ts';
import { bigcommerce } from './bigcommerce/receive.ts';
import { stripe } from './stripe/receive.ts';
import { standardWebhooks } from './standard-webhooks/receive.ts';
import { cloudevents } from './cloudevents/receive.ts';
import { githubStyle } from './github-style/receive.ts';
import { wechatMiniProgram } from './wechat-mini-program/receive.ts';
import { wechatOfficialAccount } from './wechat-official-account/receive.ts';
import { wecom } from './wecom/receive.ts';
import { wechatPay } from './wechat-pay/receive.ts';
import { wechatStore } from './wechat-store/receive.ts';
import { youzan } from './youzan/receive.ts';
import { doudian } from './doudian/receive.ts';
import { kuaishou } from './kuaishou/receive.ts';
import { taobao } from './taobao/receive.ts';
import { weimob } from './weimob/receive.ts';
import { amazon } from './amazon/receive.ts';
import { douyin } from './douyin/receive.ts';
import { pinduoduo } from './pinduoduo/receive.ts';
import { xiaohongshu } from './xiaohongshu/receive.ts';
import { jd } from './jd/receive.ts';

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
