import { ApiError, type ApiErrorKind } from '../../../enrichment/api-error.ts';
import type { JsonObject } from '../../../json/lossless.ts';
import { addressIn, codeIn } from '../../protocols/wechat-api/errcode.ts';

export const GETTOKEN = 'cgi-bin/gettoken';

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
