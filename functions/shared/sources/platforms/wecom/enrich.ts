import * as z from 'zod/mini';
import { ApiError, type ApiErrorKind } from '../../../enrichment/api-error.ts';
import { type AnsweredLookUp, defineEnricher } from '../../../enrichment/enricher.ts';
import { type Found, onlyUpsert, withFound } from '../../../enrichment/found.ts';
import { httpErrorOf } from '../../../enrichment/http-error.ts';
import type { LookUp } from '../../../enrichment/look-up.ts';
import { accountKey, type PlatformApi } from '../../../enrichment/platform-api.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { genderOf, plainText, profileOf } from '../../profile-fields.ts';
import { addressIn, codeIn } from '../../protocols/wechat-api/errcode.ts';
import { nothingFound, provedWithoutUnionId, unionIdFound } from '../../protocols/wechat-api/union-id.ts';
import { options } from './receive.ts';

const GETTOKEN = 'cgi-bin/gettoken';
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

const credentials = z.object({ corpSecret: z.string().check(z.minLength(1)) });

const tokenAnswer = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.number().check(z.positive()),
});

const EARLY_SECONDS = 300;

/**
 * The API of WeCom, as one app of a corp. Each app has a token of its own; within its life everybody who asks gets the same one, and
 * none becomes invalid by it (developer.work.weixin.qq.com/document/path/91039). Who asks often is slowed down: it is kept.
 */
const wecomApi: PlatformApi = {
  baseUrl: 'https://qyapi.weixin.qq.com',
  allowList: '企业可信IP',
  limits: { callsPerSecond: 20, inFlight: 5 },
  credentials: ['corpSecret'],
  tokens: {
    api: GETTOKEN,
    request(corpId, secret) {
      const opened = credentials.safeParse(secret);
      if (!opened.success) return undefined;
      const query = { corpid: corpId, corpsecret: opened.data.corpSecret };
      return { method: 'GET', path: `/${GETTOKEN}`, query };
    },
    read(answer) {
      const read = tokenAnswer.safeParse(answer);
      if (!read.success) return undefined;
      const { access_token: value, expires_in: lifetime } = read.data;
      return { token: value, seconds: Math.max(lifetime - EARLY_SECONDS, lifetime / 2) };
    },
  },
  withToken: (request, { token: value }) => ({ ...request, query: { access_token: value, ...request.query } }),
  errorOf: (response, { api, account }) =>
    httpErrorOf(api, response) ?? wecomErrorOf(response.json ?? {}, { api, corpId: account }),
};

interface WecomCall {
  readonly api: string;
  readonly corpId: string;
}

interface Meaning {
  readonly kind: ApiErrorKind;
  /** @param address the caller's, where the error names it */
  readonly advice?: (call: WecomCall, address: string) => string;
}

const token: Meaning = {
  kind: 'token',
  advice: ({ corpId }) => `a new token of the app in ${corpId} was refused too; is the app enabled?`,
};

/** By `errcode`: the list of return codes, developer.work.weixin.qq.com/document/path/90313. */
const meanings: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-1, { kind: 'unavailable', advice: () => 'WeCom is busy' }],
  [40014, token],
  [41001, token],
  [42001, token],
  [
    40001,
    {
      kind: 'credentials',
      advice: ({ corpId }) => `corpSecret is not the Secret of an app of ${corpId}; copy it again from the app's page`,
    },
  ],
  [40013, { kind: 'credentials', advice: ({ corpId }) => `WeCom knows no corp ${corpId}; check corpId` }],
  [
    60020,
    {
      kind: 'address',
      advice: ({ corpId }, address) =>
        `add ${address} to the trusted IPs (企业可信IP) of the app in ${corpId}; it must not change, see docs/enrichment.md`,
    },
  ],
  [
    48002,
    {
      kind: 'permission',
      advice: ({ api }) => `the app may not call ${api}; add it to the apps that may use customer contact (可调用应用)`,
    },
  ],
  // It has no word for a day: the limits are by the minute and the hour.
  [45009, { kind: 'throttled', advice: ({ api }) => `too many calls of ${api}` }],
  [45033, { kind: 'unavailable', advice: ({ api }) => `too many calls of ${api} at once` }],
  [60011, { kind: 'person', advice: () => 'the employee is outside the visible range of the app' }],
  [40096, { kind: 'person' }],
  [84061, { kind: 'person' }],
]);

/** What an answer with an `errcode` means; undefined for one that is no error. Errors come with HTTP 200. */
export function wecomErrorOf(answer: JsonObject, call: WecomCall): ApiError | undefined {
  const code = codeIn(answer);
  if (code === undefined || code === 0) return undefined;
  const { kind, advice }: Meaning = meanings.get(code) ?? { kind: 'unknown' };
  const address = addressIn(answer) ?? 'the address of the deliver function';
  return new ApiError(kind, { api: call.api, code, advice: advice?.(call, address) });
}
