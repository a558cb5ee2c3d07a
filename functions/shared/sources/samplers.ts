import { shopifySample } from './shopify/sample.ts';
import { wechatOfficialAccountSample } from './wechat-official-account/sample.ts';
import { wechatPaySample } from './wechat-pay/sample.ts';
import type { Sampler } from './source.ts';

/** Who builds and signs examples of the platforms' events. */
export const samplers: Readonly<Record<string, Sampler>> = {
  'wechat-official-account': wechatOfficialAccountSample,
  'wechat-pay': wechatPaySample,
  shopify: shopifySample,
};
