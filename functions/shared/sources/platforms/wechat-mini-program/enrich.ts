import { defineEnricher } from '../../../enrichment/enricher.ts';
import { wechatAccount } from '../../protocols/wechat-api/account.ts';
import { options } from '../../protocols/wechat-push/settings.ts';
import { askPaidUnionId } from '../../protocols/wechat-api/paid-union-id.ts';

/**
 * No API of a mini program turns any openid into a unionid at any time. Its credentials let WeChat Pay's notifications ask who has just
 * paid in it.
 */
export const wechatMiniProgramEnrichment = defineEnricher({
  platform: 'wechat-mini-program',
  options,
  yields: [{ kind: 'wechat-unionid', grade: 'verified' }],
  account: wechatAccount,
  probe: ({ appId }) => askPaidUnionId({ appId, openId: 'oGuiyiDoctorAsksAboutNobody0', transactionId: '1', paid: 0 }),
});
