import { ApiError, type ApiErrorKind } from '../../../enrichment/api-error.ts';
import { type JsonObject, scalar } from '../../../json/lossless.ts';

export const TOKEN_CREATE = 'token.create';

const SUCCESS = 10_000;

interface Meaning {
  readonly kind: ApiErrorKind;
  readonly advice?: (shopId: string) => string;
}

const credentials: Meaning = {
  kind: 'credentials',
  advice: (shopId) => `appKey and appSecret are not those of an app of the shop ${shopId} itself (自用型应用)`,
};
const token: Meaning = {
  kind: 'token',
  advice: (shopId) => `a new token of the shop ${shopId} was refused too`,
};
const permission: Meaning = {
  kind: 'permission',
  advice: (shopId) =>
    `the app may not ask this for the shop ${shopId}; see its permissions and the shop’s authorisation`,
};

/** What `sub_code` says, where one code stands for several things. */
const bySubCode: readonly (readonly [RegExp, Meaning])[] = [
  [/^isv\.access-token-/, token],
  [/^isv\.(?:signature|app-id)-/, credentials],
  [/^dop\.token-generate-failed/, credentials],
  [/^dop\.(?:authorization|app-forbidden)/, permission],
];

/** The codes of the platform (op.jinritemai.com/docs/guide-docs/212/1427). */
const byCode: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [20_000, { kind: 'unavailable' }],
  [30_001, permission],
  [
    30_002,
    { kind: 'address', advice: () => 'add the address of the deliver function to the app’s list of trusted addresses' },
  ],
  // What was asked is well formed, so that the order is none of the shop's, or too old.
  [40_004, { kind: 'person' }],
  [50_000, { kind: 'unavailable' }],
  [50_001, { kind: 'unavailable' }],
  [50_002, { kind: 'person' }],
  [60_000, { kind: 'throttled' }],
]);

/** What an answer means; undefined for one that is no error. Errors come with HTTP 200. */
export function doudianErrorOf(
  answer: JsonObject,
  { api, account }: { readonly api: string; readonly account: string },
): ApiError | undefined {
  const text = scalar(answer['code']) ?? '';
  const code = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (code === SUCCESS) return undefined;
  const meaning = meaningOf(code, scalar(answer['sub_code']) ?? '', api);
  return new ApiError(meaning?.kind ?? 'unknown', { api, code, advice: meaning?.advice?.(account) });
}

function meaningOf(code: number | undefined, subCode: string, api: string): Meaning | undefined {
  const [, bySub] = bySubCode.find(([pattern]) => pattern.test(subCode)) ?? [];
  const meaning = bySub ?? (code === undefined ? undefined : byCode.get(code));
  // Where a token is asked for, nobody is asked after: it is the app, or the shop.
  return api === TOKEN_CREATE && meaning?.kind === 'person' ? credentials : meaning;
}
