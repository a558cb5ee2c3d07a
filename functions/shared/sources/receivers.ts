import { brandEvents } from './brand-events/receive.ts';
import { shopify } from './shopify/receive.ts';
import { wechatOfficialAccount } from './wechat-official-account/receive.ts';
import { wechatPay } from './wechat-pay/receive.ts';

/** What the front door and the inlet know of the platforms. */
export const receivers = {
  'wechat-official-account': wechatOfficialAccount,
  'wechat-pay': wechatPay,
  shopify,
  'brand-events': brandEvents,
} as const;
