import { adobeCommerceWebhooksSample } from './platforms/adobe-commerce-webhooks/sample.ts';
import { adobeIoEventsSample } from './platforms/adobe-io-events/sample.ts';
import { shopifySample } from './platforms/shopify/sample.ts';
import { shoplazzaSample } from './platforms/shoplazza/sample.ts';
import { shoplineSample } from './platforms/shopline/sample.ts';
import { woocommerceSample } from './platforms/woocommerce/sample.ts';
import { bigcommerceSample } from './platforms/bigcommerce/sample.ts';
import { stripeSample } from './platforms/stripe/sample.ts';
import { standardWebhooksSample } from './platforms/standard-webhooks/sample.ts';
import { cloudeventsSample } from './platforms/cloudevents/sample.ts';
import { githubStyleSample } from './platforms/github-style/sample.ts';
import { wechatMiniProgramSample } from './platforms/wechat-mini-program/sample.ts';
import { wechatOfficialAccountSample } from './platforms/wechat-official-account/sample.ts';
import { wecomSample } from './platforms/wecom/sample.ts';
import { wechatPaySample } from './platforms/wechat-pay/sample.ts';
import { wechatStoreSample } from './platforms/wechat-store/sample.ts';
import { youzanSample } from './platforms/youzan/sample.ts';
import { doudianSample } from './platforms/doudian/sample.ts';
import { kuaishouSample } from './platforms/kuaishou/sample.ts';
import { taobaoSample } from './platforms/taobao/sample.ts';
import { weimobSample } from './platforms/weimob/sample.ts';
import { amazonSample } from './platforms/amazon/sample.ts';
import { douyinSample } from './platforms/douyin/sample.ts';
import { pinduoduoSample } from './platforms/pinduoduo/sample.ts';
import { xiaohongshuSample } from './platforms/xiaohongshu/sample.ts';
import { jdSample } from './platforms/jd/sample.ts';
import type { Sampler } from './source.ts';

/** Who builds and signs examples of the platforms' events. */
export const samplers: Readonly<Record<string, Sampler>> = {
  'wechat-official-account': wechatOfficialAccountSample,
  'wechat-mini-program': wechatMiniProgramSample,
  'wechat-pay': wechatPaySample,
  'wechat-store': wechatStoreSample,
  shopify: shopifySample,
  shoplazza: shoplazzaSample,
  shopline: shoplineSample,
  woocommerce: woocommerceSample,
  bigcommerce: bigcommerceSample,
  stripe: stripeSample,
  'standard-webhooks': standardWebhooksSample,
  cloudevents: cloudeventsSample,
  'github-style': githubStyleSample,
  wecom: wecomSample,
  'adobe-io-events': adobeIoEventsSample,
  'adobe-commerce-webhooks': adobeCommerceWebhooksSample,
  youzan: youzanSample,
  doudian: doudianSample,
  kuaishou: kuaishouSample,
  taobao: taobaoSample,
  weimob: weimobSample,
  amazon: amazonSample,
  douyin: douyinSample,
  pinduoduo: pinduoduoSample,
  xiaohongshu: xiaohongshuSample,
  jd: jdSample,
};
