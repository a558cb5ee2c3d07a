import type { Enricher } from '../enrichment/enricher.ts';
import type { enrichedPlatforms } from './enriched-platforms.ts';
import { wechatOfficialAccountEnrichment } from './wechat-official-account/enrich.ts';

/** What delivery may ask the platforms' own APIs about a person. */
export const enrichers: Readonly<Record<(typeof enrichedPlatforms)[number], Enricher>> = {
  'wechat-official-account': wechatOfficialAccountEnrichment,
};
