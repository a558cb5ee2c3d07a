import { adobeCommerceWebhooksEvents } from './adobe-commerce-webhooks-events.ts';
import { adobeIoEventsEvents } from './adobe-io-events-events.ts';
import { brandSystemEvents } from './brand-system-events.ts';
import type { EventRow } from './event-row.ts';
import { customerEvents } from './shopify-customer-events.ts';
import { consentEvents, lifeEvents } from './shopify-life-events.ts';
import { orderEvents } from './shopify-order-events.ts';
import { previewEvents } from './shopify-preview-events.ts';
import { trapEvents } from './shopify-trap-events.ts';
import { shoplazzaEvents } from './shoplazza-events.ts';
import { shoplineEvents } from './shopline-events.ts';
import { bigcommerceEvents } from './bigcommerce-events.ts';
import { configuredEvents } from './configured-events.ts';
import { stripeEvents } from './stripe-events.ts';
import { woocommerceEvents } from './woocommerce-events.ts';
import { miniProgramEvents } from './wechat-mini-program-events.ts';
import { wechatEvents } from './wechat-events.ts';
import { wecomEvents } from './wecom-events.ts';
import { wechatPayEvents } from './wechat-pay-events.ts';
import { doudianEvents } from './doudian-events.ts';
import { kuaishouEvents } from './kuaishou-events.ts';
import { taobaoEvents } from './taobao-events.ts';
import { weimobEvents } from './weimob-events.ts';
import { amazonEvents } from './amazon-events.ts';
import { douyinEvents } from './douyin-events.ts';
import { pinduoduoEvents } from './pinduoduo-events.ts';
import { jdEvents } from './jd-events.ts';
import { xiaohongshuEvents } from './xiaohongshu-events.ts';
import { youzanEvents } from './youzan-events.ts';
import { wechatStoreEvents } from './wechat-store-events.ts';

/** Whole events, one a rule, and what each must say. */
export const events: readonly EventRow[] = [
  ...customerEvents,
  ...orderEvents,
  ...consentEvents,
  ...lifeEvents,
  ...previewEvents,
  ...trapEvents,
  ...shoplazzaEvents,
  ...shoplineEvents,
  ...woocommerceEvents,
  ...bigcommerceEvents,
  ...stripeEvents,
  ...configuredEvents,
  ...wechatEvents,
  ...miniProgramEvents,
  ...wechatPayEvents,
  ...wechatStoreEvents,
  ...brandSystemEvents,
  ...wecomEvents,
  ...adobeIoEventsEvents,
  ...adobeCommerceWebhooksEvents,
  ...youzanEvents,
  ...xiaohongshuEvents,
  ...jdEvents,
  ...pinduoduoEvents,
  ...douyinEvents,
  ...amazonEvents,
  ...weimobEvents,
  ...taobaoEvents,
  ...kuaishouEvents,
  ...doudianEvents,
];
