import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ApiErrorKind } from '../../functions/shared/enrichment/api-error.ts';
import { enrichedPlatforms } from '../../functions/shared/sources/generated/enriched-platforms.ts';
import {
  PAID_UNIONID,
  STABLE_TOKEN,
  wechatErrorOf,
} from '../../functions/shared/sources/protocols/wechat-api/wechat-errors.ts';
import { amazonApi } from '../../functions/shared/sources/platforms/amazon/enrich.ts';
import { bigcommerceApi } from '../../functions/shared/sources/platforms/bigcommerce/enrich.ts';
import { doudianErrorOf } from '../../functions/shared/sources/platforms/doudian/enrich.ts';
import { wecomErrorOf } from '../../functions/shared/sources/platforms/wecom/enrich.ts';

const page = readFileSync('docs/enrichment.md', 'utf8');

interface Row {
  readonly kinds: readonly string[];
  readonly wechat: string;
  readonly wecom: string;
  readonly waits: boolean;
}

/** The table of kinds: what stands before the semicolon is WeChat's, after it WeCom's. */
const rows: readonly Row[] = page
  .split('\n')
  .filter((line) => /^\| `[a-z]+`/.test(line) && /\| (?:waits|goes on) \|/.test(line))
  .map((line) => {
    const [, kinds = '', codes = '', event = ''] = line.split('|');
    const [wechat = '', wecom = ''] = codes.split(';');
    return {
      kinds: [...kinds.matchAll(/`([a-z]+)`/g)].map(([, kind]) => kind ?? ''),
      wechat,
      wecom,
      waits: event.includes('waits'),
    };
  });

const numbersIn = (text: string) => [...text.matchAll(/\b\d{5}\b/g)].map(([code]) => Number(code));

const cases = rows.flatMap(({ kinds, wechat, wecom, waits }) => [
  ...numbersIn(wechat).map((code) => {
    const api = kinds.includes('sporadic') || code === 89_300 ? PAID_UNIONID : 'an/api';
    const forToken = code === 40_001 && kinds.includes('credentials');
    return [
      'WeChat',
      code,
      kinds,
      waits,
      wechatErrorOf({ errcode: code }, { api: forToken ? STABLE_TOKEN : api, appId: 'wx1' }),
    ] as const;
  }),
  ...numbersIn(wecom).map(
    (code) => ['WeCom', code, kinds, waits, wecomErrorOf({ errcode: code }, { api: 'an/api', corpId: 'ww1' })] as const,
  ),
]);

test('the page has every kind of failure', () => {
  const kinds: Readonly<Record<ApiErrorKind, true>> = {
    network: true,
    timeout: true,
    unavailable: true,
    throttled: true,
    quota: true,
    token: true,
    credentials: true,
    address: true,
    permission: true,
    person: true,
    sporadic: true,
    late: true,
    unknown: true,
    fault: true,
  };
  expect(rows.flatMap((row) => row.kinds).toSorted()).toEqual(Object.keys(kinds).toSorted());
  expect(cases.length).toBeGreaterThan(30);
});

test.each(cases)('%s %s is %j', (_platform, _code, kinds, waits, error) => {
  expect(kinds).toContain(error?.kind);
  if (error?.kind !== 'quota') expect(error?.retryable).toBe(waits);
});

test('the page has every platform that can be asked', () => {
  for (const platform of enrichedPlatforms) expect(page).toContain(`| \`${platform}\` |`);
});

/** The table of the shops' APIs: kind, BigCommerce, Doudian, Amazon. */
const shops = page
  .slice(page.indexOf('| Kind | BigCommerce | Doudian | Amazon |'))
  .split('\n')
  .filter((line) => /^\| `[a-z]+` \|/.test(line))
  .map((line) => line.split('|'))
  .map(([, kind = '', bigcommerce = '', doudian = '', amazon = '']) => ({
    kind: kind.replaceAll(/[ `]/g, ''),
    bigcommerce,
    doudian,
    amazon,
  }));

const shopCases = shops.flatMap(({ kind, bigcommerce, doudian, amazon }) => [
  ...[...bigcommerce.matchAll(/\b\d{3}\b/g)].map(([status]) => ['BigCommerce', kind, Number(status), ''] as const),
  ...[...amazon.matchAll(/\b\d{3}\b/g)].map(([status]) => ['Amazon', kind, Number(status), ''] as const),
  // A code behind which a sub_code is named means this with that alone.
  ...[...doudian.matchAll(/\b(\d{5})\b/g)].map(([code]) => {
    const [, sub = ''] = /`((?:isv|dop)[.a-z-]+)/.exec(doudian.slice(doudian.indexOf(code))) ?? [];
    return ['Doudian', kind, Number(code), sub] as const;
  }),
]);

test('the page has the codes of the shops', () => {
  expect(shopCases.length).toBeGreaterThan(15);
});

test.each(shopCases)('%s: %s by %s %s', (platform, kind, code, sub) => {
  expect(shopError(platform, kind, code, sub)?.kind).toBe(kind);
});

function shopError(platform: string, kind: string, code: number, sub: string) {
  if (platform === 'Doudian')
    return doudianErrorOf({ code, sub_code: sub }, { api: 'order.orderDetail', account: '1/2' });
  const hasExpired = kind === 'token' && code === 403;
  const json = {
    errors: [{ code: 'Unauthorized', message: hasExpired ? 'The access token you provided has expired.' : 'No' }],
  };
  const response = { status: code, json, retryAfter: null, date: null };
  const api = platform === 'Amazon' ? amazonApi('eu') : bigcommerceApi;
  return api.errorOf(response, { api: 'orders', account: 'a shop' });
}
