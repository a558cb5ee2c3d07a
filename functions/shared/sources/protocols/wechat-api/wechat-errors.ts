import { ApiError, type ApiErrorKind } from '../../../enrichment/api-error.ts';
import type { JsonObject } from '../../../json/lossless.ts';
import { addressIn, codeIn } from './errcode.ts';

export const STABLE_TOKEN = 'cgi-bin/stable_token';
export const PAID_UNIONID = 'wxa/getpaidunionid';

interface Meaning {
  readonly kind: ApiErrorKind;
  readonly advice?: (call: WechatCall) => string;
}

export interface WechatCall {
  readonly api: string;
  readonly appId: string;
  /** The caller's address, where the error names it. */
  readonly address?: string | undefined;
}

const token: Meaning = {
  kind: 'token',
  advice: ({ appId }) => `a new token of ${appId} was refused too; another system forces tokens to be renewed`,
};
const credentials: Meaning = {
  kind: 'credentials',
  advice: ({ appId }) => `appSecret is not the AppSecret of ${appId}; copy it again from the console into the secret`,
};
const address: Meaning = {
  kind: 'address',
  advice: ({ appId, address = 'the address of the deliver function' }) =>
    `add ${address} to the IP allow list (IP 白名单) of ${appId}; it must not change, see docs/enrichment.md`,
};
const permission: Meaning = {
  kind: 'permission',
  advice: ({ api, appId }) => `${appId} may not call ${api}; see the list of API permissions in its console`,
};
const person: Meaning = { kind: 'person' };

/** By `errcode`: the general list of return codes, the store's list, and the page of each API. */
const meanings: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-1, { kind: 'unavailable', advice: () => 'WeChat is busy' }],
  [40001, token],
  [40014, token],
  [41001, token],
  [42001, token],
  [40013, { kind: 'credentials', advice: ({ appId }) => `WeChat knows no app ${appId}; check appId` }],
  [40125, credentials],
  [41002, credentials],
  [41004, credentials],
  [40164, address],
  [45035, address],
  [61004, address],
  [
    45009,
    {
      kind: 'quota',
      advice: ({ api, appId }) => `${appId} has used up today's calls of ${api}; it is tried again once an hour`,
    },
  ],
  [45011, { kind: 'throttled', advice: ({ api }) => `too many calls of ${api} within a minute` }],
  [48001, permission],
  [48004, permission],
  [61007, permission],
  [
    50002,
    { kind: 'permission', advice: ({ appId }) => `WeChat has restricted ${appId}; see the notices in its console` },
  ],
  [
    89002,
    {
      kind: 'permission',
      advice: ({ appId }) => `${appId} is bound to no account of the WeChat Open Platform, so that it has no unionids`,
    },
  ],
  [40003, person],
  [43004, person],
  [46004, person],
  [89300, person],
]);

/** What an answer with an `errcode` means; undefined for one that is no error. Errors come with HTTP 200. */
export function wechatErrorOf(answer: JsonObject, { api, appId }: Omit<WechatCall, 'address'>): ApiError | undefined {
  const code = codeIn(answer);
  if (code === undefined || code === 0) return undefined;
  const meaning = meaningOf(code, api);
  const call = { api, appId, address: addressIn(answer) };
  return new ApiError(meaning?.kind ?? 'unknown', { api, code, advice: meaning?.advice?.(call) });
}

function meaningOf(code: number, api: string): Meaning | undefined {
  // The one code for two things: a wrong AppSecret where a token is fetched, a dead token everywhere else.
  if (code === 40001 && api === STABLE_TOKEN) return credentials;
  // After a payment it is reported for a right openid as well, and passes.
  if (code === 40003 && api === PAID_UNIONID) return { kind: 'sporadic' };
  return meanings.get(code);
}
