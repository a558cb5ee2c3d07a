import { defineSource } from '../../define-source.ts';
import { wechatMiniProgramEnrichment } from './enrich.ts';
import { wechatMiniProgramIdentity } from './identify.ts';
import { aboutWechatMiniProgram, wechatMiniProgram } from './receive.ts';
import { wechatMiniProgramSample } from './sample.ts';

export const wechatMiniProgramSource = defineSource(
  aboutWechatMiniProgram,
  wechatMiniProgram,
  wechatMiniProgramIdentity,
  wechatMiniProgramSample,
  wechatMiniProgramEnrichment,
);
