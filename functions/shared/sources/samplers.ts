import { adobeCommerceWebhooksSample } from './adobe-commerce-webhooks/sample.ts';
import { adobeIoEventsSample } from './adobe-io-events/sample.ts';
import { shopifySample } from './shopify/sample.ts';
import { shoplazzaSample } from './shoplazza/sample.ts';
import { shoplineSample } from './shopline/sample.ts';
import { woocommerceSample } from './woocommerce/sample.ts';
import { bigcommerceSample } from './bigcommerce/sample.ts';
import { stripeSample } from './stripe/sample.ts';
import { standardWebhooksSample } from './standard-webhooks/sample.ts';
import { cloudeventsSample } from './cloudevents/sample.ts';
import { githubStyleSample } from './github-style/sample.ts';
import { wechatMiniProgramSample } from './wechat-mini-program/sample.ts';
import { wechatOfficialAccountSample } from './wechat-official-account/sample.ts';
import { wecomSample } from './wecom/sample.ts';
import { wechatPaySample } from './wechat-pay/sample.ts';
import { wechatStoreSample } from './wechat-store/sample.ts';
import { youzanSample } from './youzan/sample.ts';
import { doudianSample } from './doudian/sample.ts';
import { kuaishouSample } from './kuaishou/sample.ts';
import { taobaoSample } from './taobao/sample.ts';
import { weimobSample } from './weimob/sample.ts';
import { amazonSample } from './amazon/sample.ts';
import { douyinSample } from './douyin/sample.ts';
import { pinduoduoSample } from './pinduoduo/sample.ts';
import { xiaohongshuSample } from './xiaohongshu/sample.ts';
import { jdSample } from './jd/sample.ts';
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
