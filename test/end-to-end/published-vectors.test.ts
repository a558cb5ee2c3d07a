import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningHost, startHost, temporaryFolder } from './running-host.ts';
import githubVectors from '../vectors/github-style.json' with { type: 'json' };
import shoplineVectors from '../vectors/shopline.json' with { type: 'json' };
import { send } from './samples.ts';

// What the platforms and their SDKs publish, sent to a running front door over HTTP.
interface ShopifyVector {
  readonly name: string;
  readonly verdict: 'accept' | 'reject';
  readonly clientSecret: string;
  readonly body: string;
  readonly hmac: string;
}
interface WechatVector {
  readonly inputs: {
    readonly token: string;
    readonly encodingAesKey?: string;
    readonly appid?: string;
    readonly receiveId?: string;
    readonly query: Readonly<Record<string, string>>;
    readonly body?: object | string;
  };
}

const HMAC = 'x-shopline-hmac-sha256';
const HUB = 'x-hub-signature-256';
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const shopifyVectors = read('test/vectors/shopify.json') as readonly ShopifyVector[];
const wechatVectors = read('test/vectors/wechat-official-account.json') as Readonly<Record<string, WechatVector>>;
/** A body and its signature, sent to a connection of its own. */
interface Signed {
  readonly name: string;
  readonly source: string;
  readonly options: object;
  readonly secret: object;
  readonly header: string;
  readonly signature: string;
  readonly body: string;
  readonly verdict: string;
}
const signed: readonly Signed[] = [
  ...shoplineVectors.map(({ name, verdict, appSecret, body, hmac }) => {
    const secret = { appSecret };
    return { name, source: 'shopline', options: {}, secret, header: HMAC, signature: hmac, body, verdict };
  }),
  ...githubVectors.map(({ name, verdict, secret, body, signature }) => {
    const options = { events: { paid: { identities: [{ kind: 'mobile', path: 'phone' }] } } };
    return { name, source: 'github-style', options, secret: { secret }, header: HUB, signature, body, verdict };
  }),
];
const folder = temporaryFolder();
let host: RunningHost;

function wechat(name: string): WechatVector['inputs'] {
  const vector = wechatVectors[name];
  if (!vector) throw new Error(`no vector ${name}`);
  return vector.inputs;
}

function secretOf(name: string): object {
  const { token, encodingAesKey } = wechat(name);
  return { token, encodingAesKey };
}

beforeAll(async () => {
  const { token, encodingAesKey, appid } = wechat('official-secure-post-json');
  const config = join(folder.path, 'config.mjs');
  const secrets = join(folder.path, 'secrets.json');
  const connections: Record<string, unknown> = {
    wechat: { source: 'wechat-official-account', options: { appId: appid } },
    wecom: { source: 'wecom', options: { corpId: wechat('wecom-secure-post-xml').receiveId } },
    'wechat-plain': { source: 'wechat-official-account', options: { appId: appid, plaintext: true } },
    'mini-program': { source: 'wechat-mini-program', options: { appId: appid } },
    'mini-program-plain': { source: 'wechat-mini-program', options: { appId: appid, plaintext: true } },
    store: { source: 'wechat-store', options: { appId: appid } },
  };
  const values: Record<string, unknown> = {
    wechat: { token, encodingAesKey, appId: appid },
    wecom: secretOf('wecom-secure-post-xml'),
    'wechat-plain': { token, appId: appid },
    'mini-program': { token, encodingAesKey, appId: appid },
    'mini-program-plain': { token, appId: appid },
    store: { token, encodingAesKey, appId: appid },
    cdp: { appKey: 'test', secret: 'test' },
  };
  for (const { name, source, options, secret } of signed) {
    connections[name] = { source, options };
    values[name] = secret;
  }
  for (const { name, clientSecret } of shopifyVectors) {
    connections[name] = { source: 'shopify', options: {} };
    values[name] = { clientSecret };
  }
  writeFileSync(
    config,
    `export default ${JSON.stringify({ connections, cdp: { baseUrl: 'sandbox', identityTypes: {} } })};`,
  );
  writeFileSync(secrets, JSON.stringify(values));
  host = await startHost({ data: join(folder.path, 'state'), config, secrets });
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test.each(shopifyVectors)('$name: $verdict', async ({ name, verdict, body, hmac }) => {
  const headers = {
    'content-type': 'application/json',
    'x-shopify-hmac-sha256': hmac,
    'x-shopify-topic': 'customers/create',
  };
  const { status } = await send(host.url, name, { method: 'POST', headers, rawQuery: '', body });
  expect(status).toBe(verdict === 'accept' ? 200 : 401);
});

test.each(signed)('$name: $verdict', async ({ name, header, signature, body, verdict }) => {
  const post = (text: string) =>
    send(host.url, name, { method: 'POST', headers: { ...json, [header]: signature }, rawQuery: '', body: text });
  expect((await post(body)).status).toBe(verdict === 'accept' ? 200 : 401);
  expect((await post(`${body} `)).status).toBe(401);
});

const query = (name: string) => new URLSearchParams(wechat(name).query).toString();
const bodyOf = (name: string) => JSON.stringify(wechat(name).body);
const json = { 'content-type': 'application/json' };

test.each(['wechat', 'mini-program', 'store'])(
  '%s official-get-echostr: the echo comes back unchanged',
  async (connection) => {
    const request = { method: 'GET', headers: {}, rawQuery: query('official-get-echostr'), body: '' } as const;
    expect(await send(host.url, connection, request)).toEqual({ status: 200, body: '4375120948345356249' });
  },
);

test.each(['wechat', 'mini-program', 'store'])('%s official-secure-post-json: accepted', async (connection) => {
  const name = 'official-secure-post-json';
  const request = { method: 'POST', headers: json, rawQuery: query(name), body: bodyOf(name) } as const;
  expect(await send(host.url, connection, request)).toEqual({ status: 200, body: 'success' });
});

test.each([
  ['wechat', 403],
  ['wechat-plain', 200],
  ['mini-program', 403],
  ['mini-program-plain', 200],
  ['store', 403],
])('official-plaintext-post-json on %s: HTTP %i, because nothing signs its body', async (connection, status) => {
  const name = 'official-plaintext-post-json';
  const request = { method: 'POST', headers: json, rawQuery: query(name), body: bodyOf(name) } as const;
  expect((await send(host.url, connection, request)).status).toBe(status);
});

test('wecom-get-encrypted-echostr: the echo comes back decrypted', async () => {
  const request = { method: 'GET', headers: {}, rawQuery: query('wecom-get-encrypted-echostr'), body: '' } as const;
  expect(await send(host.url, 'wecom', request)).toEqual({ status: 200, body: '1616140317555161061' });
});

test('wecom-secure-post-xml: accepted, and answered with nothing', async () => {
  const name = 'wecom-secure-post-xml';
  const { body } = wechat(name);
  if (typeof body !== 'string') throw new Error('XML');
  const request = { method: 'POST', headers: { 'content-type': 'text/xml' }, rawQuery: query(name), body } as const;
  expect(await send(host.url, 'wecom', request)).toEqual({ status: 200, body: '' });
});
