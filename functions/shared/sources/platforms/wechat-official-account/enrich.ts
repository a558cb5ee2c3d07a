import { defineEnricher } from '../../../enrichment/enricher.ts';
import { onlyUpsert, withFound } from '../../../enrichment/found.ts';
import { wechatAccount } from '../../protocols/wechat-api/account.ts';
import { provedWithoutUnionId } from '../../protocols/wechat-api/union-id.ts';
import { askUserInfo, readUserInfo } from '../../protocols/wechat-api/user-info.ts';
import { options } from '../../protocols/wechat-push/settings.ts';

/** The unionid of whoever follows, by `cgi-bin/user/info`. */
export const wechatOfficialAccountEnrichment = defineEnricher({
  platform: 'wechat-official-account',
  options,
  yields: [{ kind: 'wechat-unionid', grade: 'verified' }],
  account: wechatAccount,
  lookUps(event, identified, { appId }) {
    const follows = onlyUpsert(identified)?.triggers.includes('follow') === true;
    // Once they have left again WeChat says nothing: whoever has come to follow is asked after, whatever is known.
    const newerThan = follows ? Date.parse(event.time) : undefined;
    return provedWithoutUnionId(identified, 'wechat-openid').map(({ value }) => askUserInfo(appId, value, newerThan));
  },
  read: (identified, answered) => withFound(identified, readUserInfo(answered)),
  probe: ({ appId }) => askUserInfo(appId, 'oGuiyiDoctorAsksAboutNobody0'),
});
