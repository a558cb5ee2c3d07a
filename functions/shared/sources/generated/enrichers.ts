// Made by `npm run generate` from functions/shared/sources/platforms. Do not edit.
import type { Enricher } from '../../enrichment/enricher.ts';
import type { enrichedPlatforms } from './enriched-platforms.ts';
import { amazonEnrichment } from '../platforms/amazon/enrich.ts';
import { bigcommerceEnrichment } from '../platforms/bigcommerce/enrich.ts';
import { doudianEnrichment } from '../platforms/doudian/enrich.ts';
import { wechatMiniProgramEnrichment } from '../platforms/wechat-mini-program/enrich.ts';
import { wechatOfficialAccountEnrichment } from '../platforms/wechat-official-account/enrich.ts';
import { wechatPayEnrichment } from '../platforms/wechat-pay/enrich.ts';
import { wechatStoreEnrichment } from '../platforms/wechat-store/enrich.ts';
import { wecomEnrichment } from '../platforms/wecom/enrich.ts';

/** What delivery may ask the platforms’ own APIs about a person. */
export const enrichers: Readonly<Record<(typeof enrichedPlatforms)[number], Enricher>> = {
  amazon: amazonEnrichment,
  bigcommerce: bigcommerceEnrichment,
  doudian: doudianEnrichment,
  'wechat-mini-program': wechatMiniProgramEnrichment,
  'wechat-official-account': wechatOfficialAccountEnrichment,
  'wechat-pay': wechatPayEnrichment,
  'wechat-store': wechatStoreEnrichment,
  wecom: wecomEnrichment,
};
