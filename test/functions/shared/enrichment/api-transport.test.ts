import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchApi } from '../../../../functions/shared/enrichment/api-transport.ts';
import { type PlatformServer, servePlatform } from '../../../kit/platform-server.ts';
import type { PlatformAnswer, PlatformRequest } from '../../../kit/platform.ts';

const requests: PlatformRequest[] = [];
let next: () => Promise<PlatformAnswer | undefined>;
let server: PlatformServer;

beforeAll(async () => {
  server = await servePlatform({
    handle: (request) => {
      requests.push(request);
      return next();
    },
  });
});
afterAll(() => server.close());

const says = (status: number, body: string) => () => (next = async () => ({ status, body }));
const send = (timeoutMs = 2000) =>
  fetchApi(timeoutMs)('an/api', server.url, {
    method: 'POST',
    path: '/an/api',
    query: { access_token: 'a+/b=', openid: 'oTestPerson00000000000000001' },
    body: '{"order_id":"3705115058471208928"}',
  });

test('what is asked comes as it is, once encoded', async () => {
  says(200, '{"errcode":0,"order":{"order_id":3705115058471208928}}')();
  const answer = await send();
  expect(requests.at(-1)).toMatchObject({
    method: 'POST',
    path: '/an/api',
    body: '{"order_id":"3705115058471208928"}',
  });
  expect(requests.at(-1)?.query.get('access_token')).toBe('a+/b=');
  // 64 bits keep their digits.
  expect(answer).toMatchObject({ status: 200, json: { order: { order_id: '3705115058471208928' } } });
  expect(Date.parse(answer.date ?? '')).toBeGreaterThan(0);
});

test.each([
  ['HTML', '<html>502</html>'],
  ['a list', '[1]'],
  ['nothing', ''],
])('%s is no answer', async (_name, body) => {
  says(200, body)();
  expect((await send()).json).toBeUndefined();
});

test.each<[string, string, () => void, number]>([
  ['an end of the connection', 'network', () => (next = async () => undefined), 2000],
  ['an answer that does not come', 'timeout', () => (next = () => new Promise(() => undefined)), 50],
  ['a redirect', 'network', () => (next = async () => ({ status: 302, body: '' })), 2000],
])('%s is an error that names the API and nothing of the question', async (_name, kind, order, timeoutMs) => {
  order();
  const error: unknown = await send(timeoutMs).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind, retryable: true, message: `an/api: ${kind}` });
});
