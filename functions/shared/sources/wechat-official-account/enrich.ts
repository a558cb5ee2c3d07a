import { defineEnricher } from '../../enrichment/enricher.ts';
import { onlyUpsert, withFound } from '../../enrichment/found.ts';
import { askUserInfo, readUserInfo } from '../wechat-api/user-info.ts';
import { provedWithoutUnionId } from '../wechat-api/union-id.ts';
import { wechatApi } from '../wechat-api/wechat-api.ts';
import { options } from './settings.ts';

/** The unionid of whoever follows, by `cgi-bin/user/info`. */
export const wechatOfficialAccountEnrichment = defineEnricher({
  platform: 'wechat-official-account',
  options,
  account: ({ appId }) => ({ api: wechatApi, id: appId }),
  lookUps(event, identified, { appId }) {
    const follows = onlyUpsert(identified)?.moments.includes('follow') === true;
    // Once they have left again WeChat says nothing: whoever has come to follow is asked after, whatever is known.
    const newerThan = follows ? Date.parse(event.time) : undefined;
    return provedWithoutUnionId(identified, 'wechat-openid').map(({ value }) => askUserInfo(appId, value, newerThan));
  },
  read(identified, { lookUp, answer }, { openPlatform = '' }) {
    return withFound(identified, readUserInfo(answer, lookUp.request.query?.['openid'] ?? '', openPlatform));
  },
});
