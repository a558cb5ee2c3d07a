import { describe, expect, test } from 'vitest';
import { openConnections, verify, type Connection } from '../../../../functions/shared/sources/connection.ts';
import { receivers } from '../../../../functions/shared/sources/generated/receivers.ts';
import { SecretError } from '../../../../functions/shared/secrets/connection-secret.ts';
import { MINUTE, SECOND, TestClock } from '../../../kit/clock.ts';
import { demoConfig, sampleRequest, secrets } from '../../../kit/demo.ts';
import { MemorySecrets } from '../../../kit/ports.ts';

const oldSecret = { clientSecret: 'demo-only-old-secret' };
const newSecret = { clientSecret: 'demo-only-new-secret' };
const signedBy = (secret: unknown, sequence = 1) =>
  sampleRequest('shopify-demo', 'customers/create', { secret, sequence });

function open(stored: Readonly<Record<string, unknown>> = secrets) {
  const clock = new TestClock();
  const store = new MemorySecrets(stored);
  const connections = openConnections(demoConfig(), receivers, store, clock.read);
  const connection = (name: string): Connection => {
    const opened = connections.get(name);
    if (!opened) throw new Error(`no connection ${name}`);
    return opened;
  };
  const judge = async (secret: unknown, sequence = 1) => {
    const verification = await verify(connection('shopify-demo'), signedBy(secret, sequence));
    return verification.outcome === 'rejected' ? verification.reason : verification.outcome;
  };
  return { clock, store, connection, judge };
}

describe('live secrets', () => {
  test.each([
    ['one', oldSecret, [oldSecret], [newSecret]],
    ['a list of one', [oldSecret], [oldSecret], [newSecret]],
    ['two, the newer first', [newSecret, oldSecret], [oldSecret, newSecret], [{ clientSecret: 'third' }]],
    ['two, the older first', [oldSecret, newSecret], [oldSecret, newSecret], [{ clientSecret: 'third' }]],
  ])('%s', async (_name, stored, live, dead) => {
    const { judge } = open({ 'shopify-demo': stored });
    for (const secret of live) expect(await judge(secret)).toBe('verified');
    for (const secret of dead) expect(await judge(secret)).toBe('signature-mismatch');
  });

  test.each([
    ['there is none', undefined, 'there is no secret "shopify-demo"'],
    ['not JSON', '{', 'the secret "shopify-demo" is not JSON'],
    ['an empty list', '[]', 'the secret "shopify-demo" is an empty list'],
    ['the field of another name', '{"secret":"s3cr3t"}', 'has missing or wrong fields: clientSecret'],
    ['a number', '7', 'has missing or wrong fields: (whole)'],
    [
      'one of the list is wrong',
      '[{"clientSecret":"a"},{"clientSecret":7}]',
      'has missing or wrong fields: clientSecret',
    ],
  ])('%s: SecretError that names fields and no value', async (_name, text, message) => {
    const { store, judge } = open({});
    if (text !== undefined) store.texts.set('shopify-demo', text);
    const error = await judge(oldSecret).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SecretError);
    expect(String(error)).toContain(message);
    expect(String(error)).not.toContain('s3cr3t');
  });

  test('a secret of another name, shared by two connections', async () => {
    const clock = new TestClock();
    const shared = { source: 'shopify', options: {}, secret: 'both' } as const;
    const config = demoConfig({ connections: { one: shared, two: shared }, groups: {} });
    const connections = openConnections(config, receivers, new MemorySecrets({ both: oldSecret }), clock.read);
    for (const connection of connections.values()) {
      expect(await verify(connection, signedBy(oldSecret))).toMatchObject({ outcome: 'verified' });
    }
  });

  test('a source that signs nothing needs none', async () => {
    const { connection, store } = open({});
    expect(await verify(connection('brand-demo'), signedBy(oldSecret))).toMatchObject({ reason: 'not-a-webhook' });
    expect(store.reads).toBe(0);
  });
});

describe('a rotation', () => {
  test('drops nothing: old before, both while both are stored, new after', async () => {
    const { store, judge, clock } = open({ 'shopify-demo': oldSecret });
    expect(await judge(oldSecret)).toBe('verified');
    store.put('shopify-demo', [newSecret, oldSecret]);
    // The platform signs with the new secret before the cache is renewed.
    expect(await judge(newSecret)).toBe('verified');
    expect(await judge(oldSecret)).toBe('verified');
    store.put('shopify-demo', newSecret);
    clock.pass(5 * MINUTE);
    expect(await judge(newSecret)).toBe('verified');
    expect(await judge(oldSecret)).toBe('signature-mismatch');
  });

  test('meets twenty requests at once and drops none of them', async () => {
    const { store, judge } = open({ 'shopify-demo': oldSecret });
    await judge(oldSecret);
    store.put('shopify-demo', newSecret);
    const judged = await Promise.all(Array.from({ length: 20 }, (_, sequence) => judge(newSecret, sequence)));
    expect(new Set(judged)).toEqual(new Set(['verified']));
    expect(store.reads).toBe(2);
  });

  test('forged requests ask the store once in 30 seconds', async () => {
    const { store, judge, clock } = open({ 'shopify-demo': oldSecret });
    for (let second = 0; second < 60; second++) {
      expect(await judge({ clientSecret: 'forged' })).toBe('signature-mismatch');
      clock.pass(SECOND);
    }
    expect(store.reads).toBe(3);
  });

  test('what no new secret could mend is refused at once', async () => {
    const { store, connection } = open({ 'shopify-demo': oldSecret });
    const request = { ...signedBy(oldSecret), headers: {} };
    expect(await verify(connection('shopify-demo'), request)).toMatchObject({ reason: 'parameter-missing' });
    expect(store.reads).toBe(1);
  });

  test('of the EncodingAESKey: the push that cannot be decrypted makes the store be asked', async () => {
    const demo = { token: 'demo0only0wechat0token', appId: 'wx00d3m000d3m00001' };
    const before = { ...demo, encodingAesKey: 'demo0only0demo0only0demo0only0demo0only0001' };
    const after = { ...demo, encodingAesKey: 'other0nly0demo0only0demo0only0demo0only0002' };
    const { store, connection, clock } = open({ 'wechat-demo': before });
    const push = () => sampleRequest('wechat-demo', 'subscribe', { secret: after });
    expect(await verify(connection('wechat-demo'), push())).toMatchObject({ reason: 'frame-invalid', authentic: true });
    store.put('wechat-demo', [before, after]);
    clock.pass(30 * SECOND);
    expect(await verify(connection('wechat-demo'), push())).toMatchObject({ outcome: 'verified' });
  });

  test('of several rejections the one that came furthest is the answer', async () => {
    const demo = { token: 'demo0only0wechat0token', appId: 'wx00d3m000d3m00001' };
    const wrongKey = { ...demo, encodingAesKey: 'other0nly0demo0only0demo0only0demo0only0002' };
    const wrongToken = { ...wrongKey, token: 'another' };
    const { connection } = open({ 'wechat-demo': [wrongToken, wrongKey, wrongToken] });
    const push = sampleRequest('wechat-demo', 'subscribe');
    expect(await verify(connection('wechat-demo'), push)).toMatchObject({ reason: 'frame-invalid', authentic: true });
  });
});
