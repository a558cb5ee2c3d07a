import { request } from 'node:http';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiDocument, apiRoutes } from '../../../operations/http/api-document.ts';
import { consoleApi } from '../../../local/console/console-api.ts';
import { localApi } from '../../../local/host/api.ts';
import { listenAtDesk } from '../../../local/host/desk.ts';
import { type Host, openHost } from '../../../local/host/host.ts';
import { loadConfig } from '../../../operations/load-config.ts';
import type { Listening } from '../../../sandbox/loopback.ts';
import { temporaryFolder } from '../../end-to-end/running-host.ts';
import { runGuiyi } from '../../cli/run-guiyi.ts';

interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const folder = temporaryFolder();
const token = 'token-of-the-test';
let host: Host;
let desk: Listening;
const ask = (path: string, init: Asked = {}) =>
  fetch(desk.url + path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });

beforeAll(async () => {
  const config = await loadConfig('guiyi.config.ts');
  host = await openHost({ config, data: folder.path, secrets: 'local/demo-secrets.json', fresh: false, log: () => {} });
  desk = await listenAtDesk(host, { token, urls: Promise.resolve({}) }, 0);
});
afterAll(async () => {
  await desk.close();
  await host.close();
  folder.remove();
});

test('every request of the API is in its document, and nothing else', () => {
  const console = consoleApi({
    ...host,
    webhookUrl: () => undefined,
    isViewer: () => false,
    closing: new AbortController().signal,
  });
  const served = [...localApi(host).routes, ...console.routes].filter(({ method }) => method !== 'ALL');
  const of = (routes: readonly { readonly method: string; readonly path: string }[]) =>
    routes.map(({ method, path }) => `${method.toLowerCase()} ${path}`).toSorted();
  expect(of(apiRoutes)).toEqual(of(served));
});

test('the document is one of OpenAPI 3.1, and a command prints it', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate({ ...apiDocument('1.0.0') });
  expect([valid, errors]).toEqual([true, undefined]);
  const { code, out } = await runGuiyi(['openapi']);
  expect([code, JSON.parse(out)]).toEqual([0, await (await ask('/api/openapi.json')).json()]);
});

const reads = apiRoutes.filter(
  ({ method, path, answer }) =>
    method === 'get' && answer && !path.includes(':') && !['/export', '/receipts', '/why'].includes(path),
);
test.each(reads.map((route) => [route.path, route] as const))('%s answers as it says', async (path, { answer }) => {
  const response = await ask(`/api${path}`);
  expect(response.status).toBe(200);
  expect(answer?.safeParse(await response.json()).error).toBeUndefined();
});

test.each([
  ['what is not there', '/api/events/nothing', {}, 404, 'no such event'],
  ['a path that is none', '/api/nowhere', {}, 404, 'not found'],
  ['a filter that is misspelt', '/api/events?conection=x', {}, 400, 'did you mean connection?'],
  ['a key that is none', '/api/status', { headers: { authorization: 'Bearer x' } }, 401, 'the token is missing'],
  ['a write that is no JSON', '/api/pause', { method: 'POST', body: 'x' }, 415, 'application/json'],
])('%s is told as problem details', async (_name, path, init, status, detail) => {
  const response = await ask(path, init);
  expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  const problem = (await response.json()) as Readonly<Record<string, unknown>>;
  expect(problem).toMatchObject({ type: 'about:blank', title: expect.any(String), status });
  expect(problem['detail']).toContain(detail);
  expect(problem['error']).toBe(problem['detail']);
});

const named = ({ path }: { readonly path: string }) => `/api${path.replaceAll(/:\w+/g, 'nothing')}`;
const write = (body: object) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

test.each(apiRoutes.map((route) => [route.method, route.path, route] as const))(
  '%s %s takes no parameter that the document does not have',
  async (method, _path, route) => {
    const response = await ask(`${named(route)}?nonsense=1`, method === 'post' ? write({}) : {});
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('nonsense')]);
  },
);

test.each(apiRoutes.filter(({ method }) => method === 'post').map((route) => [route.path, route] as const))(
  '%s takes no field that the document does not have',
  async (_path, route) => {
    const response = await ask(named(route), write({ nonsense: 1 }));
    expect(response.status).toBe(400);
  },
);

test.each([
  ['/events?limit=0', 'limit must be a number from 1 to 500'],
  ['/events?limit=many', 'limit must be a number from 1 to 500'],
  ['/events?since=yesterday', 'since must be a time with its offset'],
  ['/events?since=2026-02-31T25:00:00Z', 'since is no time that there is'],
  ['/events?since=2026-02-31T10:00:00Z', 'since is no time that there is'],
  ['/events?until=2026-03-01T12:00:00', 'until must be a time with its offset'],
  ['/events?state=lost', 'state must be queued or waiting'],
  ['/events?after=nowhere', 'after must be the position of an event'],
  ['/events?before=nowhere', 'before must be the position of an event'],
  ['/events?connection=', 'connection must not be empty'],
  ['/event-rows?limit=501', 'limit must be a number from 1 to 500'],
  ['/why?about=', 'about must not be empty'],
  ['/why?about=1001&since=monday', 'since must be a time with its offset'],
  ['/requests?since=monday', 'since must be a time with its offset'],
  ['/dead-letters?queue=other', 'queue must be events or inlet'],
  ['/dead-letters?limit=many', 'limit must be a number from 1 to 500'],
  ['/dead-letters?privacy=perhaps', 'privacy must be true or false'],
  ['/dead-letters/groups?since=monday', 'since must be a time with its offset'],
  ['/quarantine?until=monday', 'until must be a time with its offset'],
  ['/cases?which=some', 'which must be open or decided'],
  ['/health?minutes=many', 'minutes must be a number from 1 to 1440'],
  ['/customers?limit=many', 'limit'],
  ['/export?identity=nothing', 'kind:value'],
  ['/suppressions?identity=nothing', 'kind:value'],
])('%s is a parameter that is wrong, and it is said how', async (path, detail) => {
  const response = await ask(`/api${path}`);
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(detail)]);
});

test('metrics: counts in the form of Prometheus, for whoever has the token and names this host', async () => {
  const response = await ask('/metrics');
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  const lines = (await response.text()).trimEnd().split('\n');
  expect(lines).toContain('guiyi_queue_messages{queue="events"} 0');
  expect(lines).toContain('guiyi_event_duration_seconds_bucket{le="+Inf"} 0');
  for (const line of lines)
    expect(line).toMatch(/^(# (HELP|TYPE) guiyi_\w+ .+|guiyi_\w+(\{(\w+="[^"]*",?)*\})? [\d.e+-]+)$/);
  expect((await fetch(`${desk.url}/metrics`)).status).toBe(401);
  const foreign = await new Promise((resolve, reject) => {
    const headers = { host: 'shop.example', authorization: `Bearer ${token}` };
    request(`${desk.url}/metrics`, { headers }, ({ statusCode }) => resolve(statusCode))
      .on('error', reject)
      .end();
  });
  expect(foreign).toBe(403);
});
