import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { guiyi } from '../../../cli/guiyi.ts';
import { secrets as demoSecrets } from '../../kit/demo.ts';
import { englishIn } from '../language/english-in.ts';
import { runGuiyi } from '../run-guiyi.ts';
import { TestTerminal } from '../test-terminal.ts';
import { type FakeAccount, startFakeAccount } from './fake-account.ts';
import { stageConfig } from './stage-config.ts';

let account: FakeAccount;
beforeAll(async () => {
  account = await startFakeAccount();
});
afterAll(() => account.stop());
beforeEach(() => {
  account.secrets.clear();
  account.calls.length = 0;
  account.refusal = undefined;
  // As the stack makes them.
  account.secrets.set('guiyi/dev/cdp', { text: 'k]3%-generated', tags: {}, changed: 0 });
  account.secrets.set('guiyi/dev/privacy', { text: 'a-generated-key-of-a-test', tags: {}, changed: 0 });
});

const of = ['--stage', 'dev', '--config', stageConfig];
const set = async (about: string, value: unknown, ...more: readonly string[]) =>
  runGuiyi(['secret', 'set', about, ...of, ...more], {}, typeof value === 'string' ? value : JSON.stringify(value));
const stored = (name: string): unknown => JSON.parse(account.secrets.get(`guiyi/dev/${name}`)?.text ?? 'null');

const first = { clientSecret: 'the-first-s3cr3t' };
const second = { clientSecret: 'the-second-s3cr3t' };
const push = { token: 's3cr3t0of0a0test', encodingAesKey: `${'a'.repeat(42)}A`, appId: 'wx0000000000000001' };

describe('guiyi secret set', () => {
  test('makes the secret of a connection in the folder of its stage, with the tags of the stage', async () => {
    const { code, out } = await set('shop', first);
    expect([code, out]).toEqual([0, 'guiyi/dev/connections/shop: created\n']);
    expect(stored('connections/shop')).toEqual(first);
    expect(account.secrets.get('guiyi/dev/connections/shop')?.tags).toEqual({
      'guiyi:application': 'guiyi',
      'guiyi:stage': 'dev',
    });
  });

  test('keeps the old value beside the new one, the new one first, and says how the old one ends', async () => {
    await set('shop', first);
    const { out } = await set('shop', second);
    expect(stored('connections/shop')).toEqual([second, first]);
    expect(out).toContain('2 values are live');
    expect(out).toContain('npx guiyi secret retire shop --stage dev');
    const retired = await runGuiyi(['secret', 'retire', 'shop', ...of]);
    expect([retired.code, retired.out]).toEqual([0, 'guiyi/dev/connections/shop: 1 old of its values ended\n']);
    expect(stored('connections/shop')).toEqual(second);
  });

  test('takes what the stack has generated for no value', async () => {
    const key = { appKey: 'key', secret: 's3cr3t' };
    expect((await set('cdp', key)).out).toBe('guiyi/dev/cdp: filled in\n');
    expect(stored('cdp')).toEqual(key);
  });

  test('writes nothing twice, and brings an old value back to the front', async () => {
    await set('shop', first);
    expect((await set('shop', first)).out).toContain('nothing was written');
    await set('shop', second);
    await set('shop', first);
    expect(stored('connections/shop')).toEqual([first, second]);
  });

  test('--replace: what has leaked is accepted no longer', async () => {
    await set('shop', first);
    expect((await set('shop', second, '--replace')).out).toContain('no other value is accepted');
    expect(stored('connections/shop')).toEqual(second);
  });

  test('one secret of two connections is said to be of both', async () => {
    expect((await set('shop-eu', first)).out).toBe(
      'guiyi/dev/connections/shops: the secret of shop-us too\nguiyi/dev/connections/shops: created\n',
    );
  });

  test.each([
    ['a byte order mark before it', `\ufeff${JSON.stringify(first)}`],
    ['line ends behind it', `${JSON.stringify(first)}\r\n\n`],
    ['lines and blanks in it', JSON.stringify(first, undefined, 2)],
  ])('takes a file with %s', async (_how, text) => {
    expect((await set('shop', text)).code).toBe(0);
    expect(stored('connections/shop')).toEqual(first);
  });

  test.each<[string, string, unknown, RegExp, number]>([
    ['a field that is missing', 'shop', {}, /clientSecret.*docs\/sources\/shopify\.md/, 5],
    ['a field of another platform', 'shop', { token: 's3cr3t' }, /clientSecret/, 5],
    ['a secret of the demo', 'shop', demoSecrets['shopify-demo'], /of the demo, which everybody can read/, 5],
    ['a secret without what enrichment needs', 'account', push, /appSecret.*docs\/enrichment\.md/, 5],
    ['a key without its secret', 'cdp', { appKey: 's3cr3t' }, /needs the fields appKey and secret/, 5],
    ['no JSON', 'shop', 'the-first-s3cr3t', /is not JSON/, 2],
    ['a list', 'shop', [first], /one JSON object/, 2],
    ['nothing', 'shop', '', /^nothing was read: the secret comes on the standard input/, 2],
    ['a line end alone', 'shop', '\n', /^nothing was read/, 2],
    [
      'a field too many',
      'shop',
      { ...first, shop: 's3cr3t' },
      /: shop is no field of it \(docs\/sources\/shopify\.md\)/,
      5,
    ],
    [
      'a line end inside a value',
      'shop',
      { clientSecret: 'the-s3cr3t\n' },
      /: clientSecret begins or ends with a blank/,
      5,
    ],
    ['a blank before a key', 'cdp', { appKey: 'key', secret: ' s3cr3t' }, /: secret begins or ends with a blank/, 5],
    ['another spelling of a connection', 'Shop', first, /Did you mean shop\?/, 3],
    ['a connection that is none', 'shp', first, /has no connection shp; it has shop, /, 3],
    ['a connection that needs none', 'crm', {}, /crm \(brand-events\) needs no secret/, 2],
    ['the key of the hashes', 'privacy', {}, /must stay as it is/, 2],
  ])('refuses %s, and quotes nothing of it', async (_case, about, value, says, exitCode) => {
    const { code, out, err } = await set(about, value);
    expect([code, out, err]).toEqual([exitCode, '', expect.stringMatching(says)]);
    expect(err).not.toContain('s3cr3t');
    expect(account.calls.filter((call) => /Create|Put/.test(call))).toEqual([]);
  });

  test.each([
    ['AccessDeniedException', /cannot read guiyi\/dev\/connections\/shop: these credentials are not allowed to/],
    ['ExpiredTokenException', /log in again/],
  ])('%s is a sentence', async (refusal, says) => {
    account.refusal = refusal;
    const { code, err } = await set('shop', first);
    expect([code, err]).toEqual([5, expect.stringMatching(says)]);
    expect(err).not.toContain('s3cr3t');
  });

  test('a stage that is no name is a sentence', async () => {
    const { code, err } = await runGuiyi(['secret', 'set', 'shop', '--stage', 'Prod!'], {}, '{}');
    expect([code, err]).toEqual([2, expect.stringContaining('--stage takes a name of at most 20 small letters')]);
  });

  test('at a terminal it asks for the fields, and what is typed is not shown', async () => {
    const terminal = new TestTerminal();
    const stdin = Object.assign(new Readable({ read: () => undefined }), { isTTY: true });
    const ended = guiyi(['secret', 'set', 'shop', ...of], Object.assign(terminal, { stdin }));
    await expect.poll(() => terminal.err).toContain('clientSecret of shop (Enter leaves it out): ');
    stdin.push('typed-s3cr3t\r');
    expect(await ended).toBe(0);
    expect(stored('connections/shop')).toEqual({ clientSecret: 'typed-s3cr3t' });
    expect(terminal.err + terminal.out).not.toContain('typed-s3cr3t');
  });
});

describe('guiyi secret list', () => {
  const list = async (...more: readonly string[]) => runGuiyi(['secret', 'list', ...of, ...more]);

  test('tells what is missing, and how it is filled in', async () => {
    await set('shop', first);
    const { code, out } = await list();
    expect(code).toBe(3);
    expect(out.split('\n').map((line) => line.trim().split(/ {2,}/).slice(0, 2).join(' '))).toEqual([
      'secret state',
      'cdp missing',
      'shop set',
      'shop-eu missing',
      'account missing',
      '3 to be filled in:',
      'npx guiyi secret set cdp --stage dev',
      'npx guiyi secret set shop-eu --stage dev',
      'npx guiyi secret set account --stage dev',
      '',
    ]);
  });

  test('as JSON, with when each was changed and last read; no value anywhere', async () => {
    await set('shop', first);
    const { out } = await list('--json', '--check');
    expect(JSON.parse(out)).toMatchObject({
      stage: 'dev',
      secrets: [
        { about: 'cdp', state: 'missing' },
        { about: 'shop', state: 'set', live: 1, accessed: '2026-03-02T00:00:00.000Z' },
        { about: 'shop-eu', name: 'shops', state: 'missing' },
        { about: 'account', state: 'missing' },
      ],
    });
    expect(out).not.toContain('s3cr3t');
  });

  test('--check finds a value whose fields are wrong', async () => {
    account.secrets.set('guiyi/dev/connections/shop', { text: '{"token":"s3cr3t"}', tags: {}, changed: 0 });
    expect((await list()).out).toMatch(/^shop +set/m);
    const { code, out } = await list('--check');
    expect([code, out]).toEqual([3, expect.stringMatching(/^shop: clientSecret/m)]);
    expect(out).not.toContain('s3cr3t');
  });

  test('a secret that no connection uses any more is kept, and named', async () => {
    account.secrets.set('guiyi/dev/connections/gone', { text: '{}', tags: {}, changed: 0 });
    account.secrets.set('guiyi/dev2/connections/other', { text: '{}', tags: {}, changed: 0 });
    const { out } = await list();
    expect(out).toMatch(/^connections\/gone +unused/m);
    expect(out).not.toContain('other');
  });
});

test('all of it is said in Chinese too', async () => {
  const said = async (args: readonly string[], input = '') => {
    const { out, err } = await runGuiyi([...args, ...of, '--lang', 'zh'], {}, input);
    expect(`${out}${err}`).not.toBe('');
    expect(englishIn(`${out}${err}`)).toEqual([]);
  };
  await said(['secret', 'list']);
  await said(['secret', 'retire', 'shop']);
  await said(['secret', 'set', 'shop'], '{"clientSecret":');
  await said(['secret', 'set', 'shop'], '{"clientSecrt":"x"}');
  await said(['secret', 'set', 'shop'], JSON.stringify(demoSecrets['shopify-demo']));
  await said(['secret', 'set', 'shops'], JSON.stringify(first));
  await said(['secret', 'set', 'shop-eu'], JSON.stringify(first));
  await said(['secret', 'set', 'shop'], JSON.stringify(first));
  await said(['secret', 'set', 'shop'], JSON.stringify(second));
  await said(['secret', 'set', 'shop'], JSON.stringify(second));
  await said(['secret', 'set', 'account'], JSON.stringify({ ...push, encodingAesKey: 'short' }));
  await said(['secret', 'list', '--check']);
  await said(['secret', 'retire', 'shop']);
  await said(['addresses']);
  account.refusal = 'ExpiredTokenException';
  await said(['secret', 'list']);
});
