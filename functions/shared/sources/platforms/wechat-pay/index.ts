import { defineSource } from '../../define-source.ts';
import { wechatPayEnrichment } from './enrich.ts';
import { wechatPayIdentity } from './identify.ts';
import { aboutWechatPay, wechatPay } from './receive.ts';
import { wechatPaySample } from './sample.ts';

export const wechatPaySource = defineSource(
  aboutWechatPay,
  wechatPay,
  wechatPayIdentity,
  wechatPaySample,
  wechatPayEnrichment,
);
