import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagnose, type ConnectionReport, type WhereToLook } from '../../cli/doctor/diagnose.ts';
import { findDesk } from '../../cli/desk.ts';
import { clockFinding } from '../../cli/doctor/clock-findings.ts';
import { findWrongUrlCheck } from '../../cli/doctor/endpoint-findings.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { CERTIFICATE } from '../functions/shared/sources/platforms/wechat-pay/platform-certificate.ts';
import { inLanguage } from '../../functions/shared/text/localized.ts';
import { settled } from '../end-to-end/sandbox-client.ts';
import { HOUR } from '../kit/clock.ts';
import { memberBound } from '../kit/delivery.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { secrets } from '../kit/demo.ts';
import { type PlatformServer, servePlatform } from '../kit/platform-server.ts';
import { APP_SECRET, wechatApps, wechatConfig, wechatSecrets } from '../kit/wechat-world.ts';
import { WechatPlatform } from '../kit/wechat-platform.ts';
import { webhookConnections } from '../kit/demo.ts';
import { runGuiyi } from './run-guiyi.ts';

const folder = temporaryFolder();
const wechat = new WechatPlatform(Date.now);
for (const app of Object.values(wechatApps)) wechat.app(app, APP_SECRET);
let host: RunningHost;
let api: PlatformServer;

beforeAll(async () => {
  host = await startHost({ data: folder.path });
  api = await servePlatform(wechat);
});
afterAll(async () => {
  await Promise.all([host.stop(), api.close()]);
  folder.remove();
});

let files = 0;
/** @returns the path of a new file */
function file(name: string, text: string): string {
  const path = join(folder.path, `${(files += 1)}-${name}`);
  writeFileSync(path, text);
  return path;
}
const secretsFile = (changes: object) => file('secrets.json', JSON.stringify({ ...secrets, ...changes }));
const configFile = (config: object) => file('config.mjs', `export default ${JSON.stringify(config)};`);

const run = (...args: readonly string[]) => runGuiyi(['doctor', ...args, '--data', folder.path]);

const doctor = (connection?: string, where: Partial<WhereToLook> = {}) =>
  diagnose(connection, {
    data: folder.path,
    config: 'guiyi.config.ts',
    secrets: 'local/demo-secrets.json',
    online: false,
    ...where,
  });

const findingsOf = (reports: readonly ConnectionReport[], check: string) =>
  reports.flatMap(({ findings }) => findings.filter((finding) => finding.check === check));

const problemsOf = (reports: readonly ConnectionReport[]) =>
  reports.flatMap(({ findings }) => findings.filter(({ verdict }) => verdict === 'problem'));

/** No front door is asked: none was started with this state. */
const NOWHERE = join(tmpdir(), 'guiyi-nothing-was-ever-started-here');
/** Nothing answers there. */
const NOBODY = 'http://127.0.0.1:1';

test('never advises to write a secret into the file of the demo, which is in the repository', async () => {
  const shop = { 'tea-house': { source: 'shopify', options: { shop: 'tea-house.myshopify.com' } } };
  const config = configFile({ connections: shop, cdp: { baseUrl: 'sandbox', identityTypes: {} }, groups: {} });
  const [finding] = findingsOf(await doctor('tea-house', { config, data: NOWHERE }), 'secret');
  expect(finding?.fix).toContain('a JSON file of your own, named with `--secrets`');
  expect(finding?.fix).not.toContain('demo-secrets');
});

describe('a configuration that is right', () => {
  test('has no problem, and every front door lets its platform in and nobody else', async () => {
    const seen = await doctor();
    expect(problemsOf(seen)).toEqual([]);
    expect(findingsOf(seen, 'front door').map(({ verdict }) => verdict)).not.toContain('skipped');
    expect(findingsOf(seen, 'URL check').length).toBeGreaterThanOrEqual(3);
    expect(findingsOf(seen, 'URL check').every(({ verdict }) => verdict === 'ok')).toBe(true);
    // What comes through the inlet alone has no door to knock at, and what is configuration alone has no sample.
    const forged = findingsOf(seen, 'forged event').filter(({ verdict }) => verdict !== 'skipped');
    expect(forged.length).toBe(webhookConnections.length);
    expect(forged.every(({ detail }) => /^rejected with HTTP 40[13]$/.test(detail))).toBe(true);
    // It leaves nothing behind.
    expect(await host.ask('/api/events')).toEqual({ events: [] });
  });

  test('for a person, line by line', async () => {
    const { out, code } = await run('wechat-demo');
    expect(code).toBe(0);
    expect(out).toContain('wechat-demo  wechat-official-account\n');
    expect(out).toMatch(/✓ URL check +29 bytes came back unchanged in \d+ ms/);
    expect(out).toMatch(/connections 1, problems 0, warnings 0\n$/);
  });

  test('with --json on one line, and an exit code that counts', async () => {
    const path = secretsFile({ 'shopify-demo': {} });
    const { out, code } = await run('shopify-demo', '--json', '--secrets', path);
    expect(code).toBe(5);
    expect(JSON.parse(out)).toMatchObject({
      connections: [{ connection: 'shopify-demo', source: 'shopify' }],
      problems: 1,
      warnings: 0,
    });
  });

  test('by the name of a platform', async () => {
    const names = async (wanted: string) =>
      (await doctor(wanted, { data: NOWHERE })).map(({ connection }) => connection);
    expect(await names('shopify')).toEqual(['shopify-demo']);
    expect(await names('wechat')).toEqual(['wechat-demo', 'miniprogram-demo', 'wechat-pay-demo', 'wechat-store-demo']);
  });

  test('without a front door there is less to look at', async () => {
    expect(findingsOf(await doctor('shopify', { data: NOWHERE }), 'front door')).toMatchObject([
      { verdict: 'skipped' },
    ]);
  });

  test('an address that was named and does not answer is a problem', async () => {
    expect(findingsOf(await doctor('shopify', { url: NOBODY }), 'front door')).toMatchObject([
      { verdict: 'problem', detail: `nothing answers at ${NOBODY}` },
    ]);
    expect(await run('shopify-demo', '--url', NOBODY)).toMatchObject({ code: 5 });
  });

  test('a name that is none', async () => {
    await expect(doctor('wechat-dem')).rejects.toThrow('Did you mean wechat-demo?');
  });
});

const wechatSecret = secrets['wechat-demo'] as { readonly encodingAesKey: string; readonly token: string };
const KEY = wechatSecret.encodingAesKey;

describe('a secret that is wrong', () => {
  test.each<[string, unknown, string, string]>([
    [
      'the = of an SDK',
      { ...wechatSecret, encodingAesKey: `${KEY}=` },
      'secret.encodingAesKey',
      'it ends with the = that SDKs add before they decode it; the console shows it without',
    ],
    ['a key cut off', { ...wechatSecret, encodingAesKey: KEY.slice(1) }, 'secret.encodingAesKey', '42 characters'],
    ['a line end', { ...wechatSecret, encodingAesKey: `${KEY}\n` }, 'secret.encodingAesKey', 'a blank or a line end'],
    [
      'a sign in the key',
      { ...wechatSecret, encodingAesKey: `${KEY.slice(1)}+` },
      'secret.encodingAesKey',
      'other characters than letters and digits',
    ],
    [
      'no key',
      { token: wechatSecret.token, appId: wechatApps['wechat-demo'] },
      'secret.encodingAesKey',
      'it is missing',
    ],
    ['a blank in the token', { ...wechatSecret, token: ' t0ken' }, 'secret.token', 'it holds a blank or a line end'],
    [
      'another account',
      { ...wechatSecret, appId: 'wx00d3m000d3m00009' },
      'secret.appId',
      'it is not the appId of the options',
    ],
    ['a field too many', { ...wechatSecret, appsecret: 'x' }, 'secret.appsecret', 'the platform has no such field'],
    ['nothing', undefined, 'secret', 'there is no "wechat-demo" in'],
    ['an empty list', [], 'secret', 'it is an empty list'],
  ])('%s', async (_name, secret, check, detail) => {
    const seen = await doctor('wechat-demo', { secrets: secretsFile({ 'wechat-demo': secret }), data: NOWHERE });
    expect(problemsOf(seen).map((finding) => finding.check)).toEqual([check]);
    expect(problemsOf(seen)[0]?.detail).toContain(detail);
    expect(problemsOf(seen)[0]?.fix).toBeTruthy();
    // A wrong key is still somebody's key.
    expect(JSON.stringify(seen)).not.toContain(KEY.slice(2));
  });

  test('two that are live', async () => {
    const path = secretsFile({ 'wechat-demo': [{ ...wechatSecret, token: 'the0new0one' }, wechatSecret] });
    expect(findingsOf(await doctor('wechat-demo', { secrets: path, data: NOWHERE }), 'secret')).toMatchObject([
      { verdict: 'ok', detail: '2 are live: remove the old one a day after the platform was changed' },
    ]);
  });

  test('another than the front door has', async () => {
    const path = secretsFile({ 'wechat-demo': { ...wechatSecret, token: 'another0token' } });
    expect(findingsOf(await doctor('wechat-demo', { secrets: path }), 'URL check')).toEqual([
      {
        check: 'URL check',
        verdict: 'problem',
        detail: 'a genuine check gets HTTP 403',
        fix: 'the front door reads another secret than the file that you gave here: compare them',
      },
    ]);
  });

  test('the public demo’s, for a tenant', async () => {
    const config = wechatConfig();
    const path = configFile({ ...config, cdp: { ...config.cdp, baseUrl: 'https://cdp.example' } });
    expect(findingsOf(await doctor('wechat-demo', { config: path, data: NOWHERE }), 'secret')).toMatchObject([
      { verdict: 'problem', detail: 'it is the demo’s, which is public' },
    ]);
  });

  test('a file that is no JSON', async () => {
    const path = file('secrets.json', '{"wechat-demo": ');
    await expect(doctor('wechat-demo', { secrets: path })).rejects.toThrow('found no JSON');
  });

  test('a platform certificate at its end', () => {
    const configured = sources['wechat-pay'].checkUp.configure({});
    if (!configured.ok) throw new Error('not configured');
    const ends = Date.parse(new X509Certificate(CERTIFICATE).validTo);
    const verdicts = (now: number) =>
      configured.value
        .secret({ apiV3Key: 'x', platformCertificates: [CERTIFICATE] }, now)
        .map(({ check, verdict }) => `${check} ${verdict}`);
    expect(verdicts(ends - 31 * 24 * HOUR)).toEqual(['signing keys warning']);
    expect(verdicts(ends - 29 * 24 * HOUR)).toEqual(['signing keys warning', 'platform certificate warning']);
    expect(verdicts(ends + HOUR)).toEqual(['signing keys warning', 'platform certificate problem']);
  });
});

describe('a configuration that is wrong', () => {
  const config = wechatConfig({ enrich: null });
  const changed = (changes: object) => configFile({ ...config, ...changes });

  test('plaintext is a warning', async () => {
    const path = configFile(wechatConfig({ plaintext: true, enrich: null }));
    const seen = await doctor('wechat-demo', { config: path });
    expect(findingsOf(seen, 'mode')).toMatchObject([{ verdict: 'warning' }]);
    expect(problemsOf(seen)).toEqual([]);
  });

  test('a kind without a code', async () => {
    const { 'wechat-unionid': _unionId, ...identityTypes } = config.cdp.identityTypes;
    const path = changed({ cdp: { ...config.cdp, identityTypes } });
    expect(findingsOf(await doctor('wechat-demo', { config: path, data: NOWHERE }), 'identity types')).toMatchObject([
      { verdict: 'warning', detail: 'wechat-unionid has no code, and is never sent' },
    ]);
  });

  test('a code that only the platform’s own API calls for', async () => {
    const { 'doudian-open-id': _openId, ...identityTypes } = config.cdp.identityTypes as Readonly<
      Record<string, object>
    >;
    const shop = { source: 'doudian', options: { shopId: '1', appKey: '2' }, secret: 'doudian-demo' };
    const seen = async (enrich: object) => {
      const path = changed({
        connections: { shop: { ...shop, ...enrich } },
        groups: {},
        cdp: { ...config.cdp, identityTypes },
      });
      return findingsOf(await doctor('shop', { config: path, data: NOWHERE }), 'identity types');
    };
    expect(await seen({})).toMatchObject([{ verdict: 'ok', detail: 'it needs none: its events name nobody' }]);
    expect(await seen({ enrich: {} })).toMatchObject([
      { verdict: 'problem', detail: 'doudian-open-id has no code, and is never sent' },
    ]);
  });

  test('no code is missed of a source that names nobody', async () => {
    expect(findingsOf(await doctor('amazon', { data: NOWHERE }), 'identity types')).toMatchObject([
      { verdict: 'ok', detail: 'it needs none: its events name nobody' },
    ]);
  });

  test('a connection that the running front door does not have', async () => {
    const shop = { ...config.connections['shopify-demo'], secret: 'shopify-demo' };
    const path = changed({ connections: { ...config.connections, 'new-shop': shop } });
    expect(findingsOf(await doctor('new-shop', { config: path }), 'front door')).toMatchObject([
      { verdict: 'problem', fix: 'start it again with this configuration' },
    ]);
  });

  test('brand events that nobody believes', async () => {
    const path = changed({ connections: { crm: { source: 'brand-events', options: {} } }, groups: {} });
    expect(findingsOf(await doctor('crm', { config: path }), 'inlet')).toMatchObject([{ verdict: 'problem' }]);
  });

  test('a file that is wrong says what and where', async () => {
    const path = changed({ connections: { a: { source: 'shopfy', options: {} } } });
    await expect(doctor(undefined, { config: path })).rejects.toThrow('did you mean "shopify"?');
  });
});

describe('enrichment', () => {
  const allSecrets = () => file('secrets.json', JSON.stringify(wechatSecrets()));
  const asking = () => configFile(wechatConfig({ enrich: { baseUrl: api.url } }));
  const enrichment = async (connection: string, where: Partial<WhereToLook> = {}) =>
    findingsOf(
      await doctor(connection, { online: true, config: asking(), secrets: allSecrets(), data: NOWHERE, ...where }),
      'enrichment',
    );

  test('without --online nobody is asked', async () => {
    expect(await enrichment('wechat-demo', { online: false })).toMatchObject([{ verdict: 'ok' }]);
    expect(wechat.calls).toEqual([]);
  });

  test('a secret without appSecret', async () => {
    expect(await enrichment('wechat-demo', { secrets: 'local/demo-secrets.json' })).toMatchObject([
      { verdict: 'problem', detail: 'the secret has no appSecret' },
    ]);
  });

  test.each([
    ['wechat-demo', 'cgi-bin/user/info answers'],
    ['miniprogram-demo', 'wxa/getpaidunionid answers'],
  ])('%s, with --online', async (connection, detail) => {
    expect(await enrichment(connection)).toEqual([{ check: 'enrichment', verdict: 'ok', detail }]);
  });

  test('an order that is none has a code that no document explains', async () => {
    expect(await enrichment('wechat-store-demo')).toMatchObject([{ verdict: 'warning' }]);
  });

  test('the clock of the platform is looked at, and no secret is told', async () => {
    const seen = await doctor('wechat-demo', { online: true, config: asking(), secrets: allSecrets() });
    expect(findingsOf(seen, 'clock')).toMatchObject([{ verdict: 'ok' }]);
    expect(JSON.stringify(seen)).not.toContain(APP_SECRET);
  });

  test.each([
    ['an address that is not allowed', { errcode: 40164 }, 'cgi-bin/stable_token', 'IP allow list'],
    ['a secret that is over', { errcode: 40125 }, 'cgi-bin/stable_token', 'appSecret is not the AppSecret of'],
    ['a permission that is missing', { errcode: 48001 }, 'cgi-bin/user/info', 'may not call cgi-bin/user/info'],
  ])('%s', async (_name, errcode, name, detail) => {
    wechat.order(name, errcode);
    const [finding] = await enrichment('wechat-demo');
    expect(finding).toMatchObject({ verdict: 'problem' });
    expect(finding?.detail).toContain(detail);
  });

  test('payments ask with the credentials of others, if there are any', async () => {
    expect(await enrichment('wechat-pay-demo')).toMatchObject([
      { verdict: 'ok', detail: 'on, with the credentials of wechat-demo, miniprogram-demo' },
    ]);
    const { connections, ...rest } = wechatConfig();
    const { 'wechat-pay-demo': pay } = connections;
    const alone = configFile({ ...rest, connections: { 'wechat-pay-demo': pay } });
    expect(await enrichment('wechat-pay-demo', { config: alone })).toMatchObject([{ verdict: 'problem' }]);
  });
});

describe('the answer to a URL check', () => {
  const check = {
    request: { method: 'GET', headers: {}, rawQuery: '', body: '' },
    answer: '4375',
    withinMs: 1000,
  } as const;
  const answered = (body: string, more: object = {}) => ({
    status: 200,
    body: Buffer.from(body),
    date: null,
    milliseconds: 5,
    ...more,
  });
  test.each([
    ['as it came', answered('4375'), undefined],
    ['with a byte order mark', answered('\uFEFF4375'), 'a byte order mark stands before the answer'],
    ['in quotes', answered('"4375"'), 'the answer stands in quotes'],
    ['with a line end', answered('4375\n'), 'blanks or line ends stand around the answer'],
    ['cut off', answered('437'), '3 bytes came back instead of 4, or others'],
    ['of another', answered('4376'), '4 bytes came back instead of 4, or others'],
    ['refused', answered('refused', { status: 403 }), 'a genuine check gets HTTP 403'],
    ['too late', answered('4375', { milliseconds: 1000 }), 'it took 1000 ms, and the platform gives up after 1000'],
  ])('%s', (_name, answer, detail) => {
    const found = findWrongUrlCheck(answer, check)?.detail;
    expect(found && inLanguage(found, 'en')).toBe(detail);
  });
});

test.each([
  [0, 'ok'],
  [-29, 'ok'],
  [31, 'warning'],
  [-299, 'warning'],
  [300, 'problem'],
])('a clock that is %s s away is %s', (seconds, verdict) => {
  const now = Date.parse('2026-03-01T04:00:00Z');
  const date = new Date(now + seconds * 1000).toUTCString();
  expect(clockFinding(date, { en: 'the platform', zh: '平台' }, now)).toMatchObject([{ verdict }]);
  expect(clockFinding(null, { en: 'the platform', zh: '平台' }, now)).toEqual([]);
});

describe('names in log-ins', () => {
  const logIns = async (from: number, count: number, name?: string) => {
    const desk = await findDesk(folder.path);
    for (let person = from; person < from + count; person++) {
      const identities = [
        { kind: 'member-no', value: `N-${person}` },
        { kind: 'mobile', value: String(15470200000 + person) },
      ];
      await desk.inlet(
        JSON.stringify(memberBound(identities, { id: `named-${person}`, ...(name !== undefined && { name }) })),
      );
    }
    await settled(host);
  };
  const found = async () => findingsOf(await doctor('brand-demo'), 'names in log-ins');

  test('of few log-ins nothing is said', async () => {
    await logIns(0, 5);
    expect(await found()).toEqual([]);
  });

  test('most say none: an old phone joins nobody', async () => {
    await logIns(5, 20);
    expect(await found()).toMatchObject([{ verdict: 'warning', fix: expect.stringContaining('name') as string }]);
  });

  test('a nickname is no name', async () => {
    await logIns(25, 10, '小岚88');
    expect(await found()).toMatchObject([{ verdict: 'warning' }]);
  });

  test('most say one', async () => {
    await logIns(35, 60, '林晓岚');
    expect(await found()).toMatchObject([{ verdict: 'ok' }]);
  });
});
