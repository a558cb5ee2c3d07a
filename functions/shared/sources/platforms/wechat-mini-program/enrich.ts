import { defineEnricher } from '../../../enrichment/enricher.ts';
import { wechatAccount } from '../../protocols/wechat-api/account.ts';
import { options } from '../../protocols/wechat-push/settings.ts';

/**
 * No API of a mini program turns any openid into a unionid at any time. Its credentials let WeChat Pay's notifications ask who has just
 * paid in it.
 */
export const wechatMiniProgramEnrichment = defineEnricher({
  platform: 'wechat-mini-program',
  options,
  account: wechatAccount,
});
