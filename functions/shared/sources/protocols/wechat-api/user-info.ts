import type { AnsweredLookUp } from '../../../enrichment/enricher.ts';
import type { Found } from '../../../enrichment/found.ts';
import type { LookUp } from '../../../enrichment/look-up.ts';
import { accountKey } from '../../../enrichment/platform-api.ts';
import { scalar } from '../../../json/lossless.ts';
import { plainText, profileOf } from '../../profile-fields.ts';
import { nothingFound, unionIdFound } from './union-id.ts';
import { wechatApi } from './wechat-api.ts';

export const USER_INFO = 'cgi-bin/user/info';

/** Who follows an official account by this openid. @param newerThan Unix ms; given where the person has just come to follow */
export function askUserInfo(appId: string, openId: string, newerThan?: number): LookUp {
  return {
    api: USER_INFO,
    account: accountKey({ api: wechatApi, id: appId }),
    request: { method: 'GET', path: `/${USER_INFO}`, query: { openid: openId, lang: 'zh_CN' } },
    gives: ['wechat-unionid'],
    ...(newerThan !== undefined && { newerThan }),
  };
}

/** Name and picture are gone from it since 2021; of somebody who does not follow it says nothing. */
export function readUserInfo({ lookUp, answer, idScope }: AnsweredLookUp): Found {
  const follows = scalar(answer['subscribe']) === '1';
  if (!follows || answer['openid'] !== lookUp.request.query?.['openid']) return nothingFound;
  const found = unionIdFound(`${USER_INFO}#unionid`, answer['unionid'], idScope);
  return { ...found, profile: profileOf({ ...found.profile, subscribeSource: plainText(answer['qr_scene_str']) }) };
}
