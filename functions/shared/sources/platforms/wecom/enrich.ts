import { type AnsweredLookUp, defineEnricher } from '../../../enrichment/enricher.ts';
import { type Found, onlyUpsert, withFound } from '../../../enrichment/found.ts';
import type { LookUp } from '../../../enrichment/look-up.ts';
import { accountKey } from '../../../enrichment/platform-api.ts';
import { isJsonObject, scalar } from '../../../json/lossless.ts';
import { genderOf, plainText, profileOf } from '../../profile-fields.ts';
import { nothingFound, provedWithoutUnionId, unionIdFound } from '../../protocols/wechat-api/union-id.ts';
import { options } from './receive.ts';
import { wecomApi } from './wecom-api.ts';

const CONTACT_GET = 'cgi-bin/externalcontact/get';
/** A customer from WeChat; the ids of those from another corp's WeCom begin with `wo`, and they have no unionid. */
const WECHAT_USER = /^wm/;
const WECHAT_USER_TYPE = '1';

/** Who a customer of the corp is in WeChat, by `externalcontact/get`. */
export const wecomEnrichment = defineEnricher({
  platform: 'wecom',
  options,
  yields: [{ kind: 'wechat-unionid', grade: 'verified' }],
  // A suite has other tokens, other ids, and the unionids of its provider's binding, which are not the corp's.
  account: ({ corpId, suiteId, openPlatform = '' }) =>
    suiteId === undefined ? { api: wecomApi, id: corpId, idScope: openPlatform } : undefined,
  unable: ({ suiteId }) => (suiteId === undefined ? undefined : 'a suite sees its customers under ids of its provider'),
  lookUps(_event, identified, { corpId, suiteId }) {
    const left = onlyUpsert(identified)?.triggers.includes('employee-removed') === true;
    if (suiteId !== undefined || left) return [];
    return provedWithoutUnionId(identified, 'wecom-external-userid')
      .filter(({ value }) => WECHAT_USER.test(value))
      .map(({ value }) => askContact(corpId, value));
  },
  read: (identified, answered) => withFound(identified, readContact(answered)),
  probe: ({ corpId }) => askContact(corpId, 'wmGuiyiDoctorAsksAboutNobody0000'),
});

export function askContact(corpId: string, externalUserId: string): LookUp {
  return {
    api: CONTACT_GET,
    account: accountKey({ api: wecomApi, id: corpId }),
    request: { method: 'GET', path: `/${CONTACT_GET}`, query: { external_userid: externalUserId } },
    gives: ['wechat-unionid'],
  };
}

/** That there is no unionid is usual: it needs a WeChat developer id that is bound to the corp. */
function readContact({ lookUp, answer, idScope }: AnsweredLookUp): Found {
  const contact = answer['external_contact'];
  if (!isJsonObject(contact)) return nothingFound;
  const { external_userid: id, type, name, gender: sex, unionid } = contact;
  if (id !== lookUp.request.query?.['external_userid'] || scalar(type) !== WECHAT_USER_TYPE) return nothingFound;
  const found = unionIdFound(`${CONTACT_GET}#external_contact.unionid`, unionid, idScope);
  return { ...found, profile: profileOf({ ...found.profile, nickName: plainText(name), gender: genderOf(sex) }) };
}
