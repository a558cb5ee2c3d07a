import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { mapHmacSource } from '../../../../../../functions/shared/sources/protocols/hmac/map-hmac-source.ts';
import { sampleHmacSource } from '../../../../../../functions/shared/sources/protocols/hmac/sample-hmac-source.ts';
import type { SignatureScheme } from '../../../../../../functions/shared/sources/protocols/hmac/signature-scheme.ts';
import { decoded, definition, delivery, envelope, kettle, must } from './kettle.ts';

const KEY = 'a-key';
const now = Date.parse('2026-10-02T08:00:00Z');
const signed = (body: unknown, headers: Readonly<Record<string, string>> = { 'x-kettle-event': 'sold' }) => {
  const request = delivery(body, headers);
  const signature = `sha256=${createHmac('sha256', KEY).update(request.body).digest('hex')}`;
  return { ...request, headers: { ...headers, 'x-kettle-signature': signature } };
};
const verify = (changes: Parameters<typeof kettle>[0], request: ReturnType<typeof delivery>, options = {}) =>
  must(must(kettle(changes).configure(options)).openSecret({ key: KEY }))(request);
const undecodable = (changes: Parameters<typeof kettle>[0], request: ReturnType<typeof delivery>, options = {}) =>
  must(kettle(changes).configure(options)).decode(request.body, request);

describe('verify', () => {
  test('a signed delivery, and one without a signature', () => {
    expect(verify({}, signed({ id: 1 })).outcome).toBe('verified');
    expect(verify({}, delivery({ id: 1 }))).toMatchObject({ status: 401, reason: 'parameter-missing' });
  });

  test('what is rejected by another rule is rejected only with a right signature', () => {
    const reject = () =>
      ({ outcome: 'rejected', status: 403, reason: 'wrong-account', detail: 'another shop' }) as const;
    expect(verify({ reject }, signed({ id: 1 }))).toMatchObject({ status: 403, reason: 'wrong-account' });
    expect(verify({ reject }, delivery({ id: 1 }))).toMatchObject({ reason: 'parameter-missing' });
    expect(undecodable({ reject }, signed({ id: 1 }))).toMatchObject({ reason: 'wrong-account' });
  });

  test('without a signature a delivery may prove itself otherwise, or be a handshake', () => {
    const ping = { outcome: 'answered', response: { status: 200, body: '' } } as const;
    const unsigned = () => ping;
    expect(verify({ unsigned }, delivery({ id: 1 }))).toEqual(ping);
    const forged = { ...signed({ id: 1 }), body: Buffer.from('{}') };
    expect(verify({ unsigned }, forged)).toMatchObject({ reason: 'signature-mismatch' });
    expect(verify({ unsigned: () => undefined }, delivery({ id: 1 }))).toMatchObject({ reason: 'parameter-missing' });
  });

  test('of several schemes the one whose header is there judges, by what options and secret say', () => {
    const scheme = (header: string): SignatureScheme => ({ headers: [header], encodings: ['hex'] });
    const schemes = [scheme('x-old'), scheme('x-new')];
    const hex = createHmac('sha256', KEY).update('{}').digest('hex');
    expect(verify({ signature: schemes }, delivery('{}', { 'x-new': hex })).outcome).toBe('verified');
    expect(verify({ signature: schemes }, delivery('{}', { 'x-old': '00', 'x-new': hex }))).toMatchObject({
      reason: 'signature-malformed',
    });
    const byShop = ({ shop = 'x' }: { readonly shop?: string | undefined }) => scheme(`x-${shop}`);
    expect(verify({ signature: byShop }, delivery('{}', { 'x-tea': hex }), { shop: 'tea' }).outcome).toBe('verified');
    expect(verify({ signature: () => [] }, delivery('{}', { 'x-tea': hex }))).toMatchObject({
      reason: 'parameter-missing',
    });
  });
});

describe('decode', () => {
  test('type, subject, time, and an id of type and bytes', () => {
    const event = decoded(delivery({ id: 1, buyer: { id: 'b1' }, at: '2026-10-02T08:00:00Z' }));
    expect(event).toMatchObject({ type: 'sold', subject: 'b1', time: '2026-10-02T08:00:00Z' });
    expect(event.idParts).toEqual(['sold', expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(event).not.toHaveProperty('partitionKey');
    expect(event.dataText).toBe(JSON.stringify(event.data));
  });

  test.each([
    ['a purchase without a person', { id: 12345678901234567890n }, { partitionKey: '12345678901234567890' }],
    ['a time that is none', { at: 'yesterday' }, {}],
    ['an empty id', { buyer: { id: '' } }, {}],
    ['an object in place of an id', { buyer: { id: { a: 1 } } }, {}],
  ])('%s', (_name, body, expected) => {
    const text = JSON.stringify(body, (_key, value: unknown) =>
      typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value,
    );
    const { idParts: _idParts, type: _type, data: _data, dataText: _text, ...ordering } = decoded(delivery(text));
    expect(ordering).toEqual(expected);
  });

  test('a type without a rule is any JSON, and never takes the id of one that has a rule', () => {
    const unknown = decoded(delivery('"hello"', { 'x-kettle-event': 'ping' }));
    expect(unknown).toMatchObject({ type: 'ping', data: 'hello', idParts: ['other', 'ping', expect.any(String)] });
    expect(unknown).not.toHaveProperty('subject');
  });

  test('a test says so in its data, and has an id of its own', () => {
    const isTest = () => true;
    expect(decoded(delivery({ id: 1 }), { isTest })).toMatchObject({
      idParts: ['test', 'sold', expect.any(String)],
      data: { id: 1, guiyi_test: true },
    });
  });

  test('types, id and test may be functions', () => {
    const changes = {
      types: ({ shop }: { readonly shop?: string | undefined }) => [`${shop}-sold`],
      id: (_delivery: unknown, digest: string, type: string) => [digest, type],
    };
    const event = decoded(delivery({ id: 1 }, { 'x-kettle-event': 'tea-sold' }), changes, { shop: 'tea' });
    expect(event.idParts).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), 'tea-sold']);
  });

  test.each([
    ['no JSON', {}, delivery('{"id":'), 'body-malformed'],
    ['JSON 65 deep', {}, delivery(`${'['.repeat(65)}${']'.repeat(65)}`), 'body-malformed'],
    ['no type', {}, delivery({ id: 1 }, {}), 'type-missing'],
    ['a list under a type with a rule', {}, delivery([1]), 'body-does-not-fit-type'],
    ['a contradiction', { contradiction: () => 'no' }, delivery({ id: 1 }), 'body-does-not-fit-type'],
    ['a complaint', { complaint: () => 'may not read' }, delivery({ code: 1 }), 'platform-misconfigured'],
    [
      'a complaint under any type',
      { complaint: () => 'may not read' },
      delivery({ code: 1 }, { 'x-kettle-event': 'x' }),
      'platform-misconfigured',
    ],
  ])('is kept: %s', (_name, changes, request, reason) => {
    expect(undecodable(changes, request)).toMatchObject({ outcome: 'undecodable', reason });
  });

  test('a form is unpacked before it is read; its digest is that of what was signed', () => {
    const unpack = (text: string) => new URLSearchParams(text).get('payload') ?? undefined;
    const form = delivery(`payload=${encodeURIComponent('{"id":7}')}`);
    expect(decoded(form, { unpack })).toMatchObject({ data: { id: 7 }, dataText: '{"id":7}' });
    expect(decoded(form, { unpack }).idParts).not.toEqual(decoded(delivery({ id: 7 }), { unpack }).idParts);
  });

  test('what a bus wraps is unwrapped only where there are no headers', () => {
    const unwrap = () => ({ headers: { 'x-kettle-event': 'gone' }, body: { id: 9 } });
    expect(decoded(delivery({ wrapped: true }, {}), { unwrap })).toMatchObject({ type: 'gone', data: { id: 9 } });
    expect(decoded(delivery({ wrapped: true }), { unwrap })).toMatchObject({ type: 'sold', data: { wrapped: true } });
    expect(undecodable({ unwrap: () => undefined }, delivery({ id: 9 }, {}))).toMatchObject({ reason: 'type-missing' });
  });
});

describe('a definition that cannot be one', () => {
  const erase = {
    effect: 'erase',
    identities: [{ kind: 'email', path: 'contact', grade: 'claimed', why: 'x' }],
  } as const;

  test('an erase by a type that nobody signs', () => {
    expect(() => mapHmacSource(kettle(), { rules: { gone: erase } })).toThrow(/contradiction/);
    expect(() => mapHmacSource(kettle({ type: () => 'gone' }), { rules: { gone: erase } })).toThrow(RangeError);
  });

  test('but by a type in the body, or with a look at the body, it is one', () => {
    expect(() => mapHmacSource(kettle({ type: { path: 'type' } }), { rules: { gone: erase } })).not.toThrow();
    expect(() => mapHmacSource(kettle({ contradiction: () => undefined }), { rules: { gone: erase } })).not.toThrow();
  });

  test('an id of a shop without the shop', () => {
    const id = { kind: 'shopify-customer', path: 'buyer.id', grade: 'verified', why: 'x' } as const;
    expect(() => mapHmacSource(kettle(), { rules: { sold: { identities: [id] } } })).toThrow(/needs a scope/);
  });

  test('a contact that may be verified, when nothing says on what its proof rests', () => {
    const email = { kind: 'email', path: 'buyer.email', why: 'x' } as const;
    const proof = { given: () => true, why: 'checked' };
    for (const open of [{ ...email, grade: 'verified' } as const, { ...email, grade: 'claimed', proof } as const]) {
      expect(() => mapHmacSource(kettle(), { rules: { sold: { identities: [open] } } })).toThrow(/no basis/);
      const said = { ...open, basis: 'record' } as const;
      expect(() => mapHmacSource(kettle(), { rules: { sold: { identities: [said] } } })).not.toThrow();
    }
  });

  test('a name of which nothing says where it comes from', () => {
    const sold = { identities: [], profile: { name: 'name' } } as const;
    expect(() => mapHmacSource(kettle(), { rules: { sold } })).toThrow(/nameFrom/);
    expect(() => mapHmacSource(kettle(), { rules: { sold: { ...sold, nameFrom: 'account' } } })).not.toThrow();
  });

  test('a signed template without a body', () => {
    const signature = { headers: ['x'], encodings: ['hex'], signed: '{header:a}' } as const;
    const configured = must(kettle({ signature }).configure({}));
    expect(() => configured.openSecret({ key: KEY })).toThrow(RangeError);
  });
});

describe('samples', () => {
  const schemes: readonly (readonly [string, SignatureScheme])[] = [
    ['a header', { headers: ['x-kettle-signature'], encodings: ['hex'], prefix: 'sha256=' }],
    ['base64 of SHA-1', { headers: ['x-a', 'x-b'], encodings: ['base64'], algorithm: 'sha1' }],
    ['SHA-512', { headers: ['x-a'], encodings: ['hex', 'base64'], algorithm: 'sha512' }],
    [
      'id, time and body',
      {
        headers: ['webhook-signature'],
        encodings: ['base64'],
        prefix: 'v1,',
        separator: ' ',
        signed: '{header:webhook-id}.{header:webhook-timestamp}.{body}',
        timestamp: { of: 'header:webhook-timestamp', toleranceSeconds: 300 },
      },
    ],
    [
      'the time in the signature header',
      {
        headers: ['x-sig'],
        encodings: ['hex'],
        prefix: 'v1=',
        separator: ',',
        signed: '{entry:t}.{body}',
        timestamp: { of: 'entry:t', toleranceSeconds: 300 },
      },
    ],
    ['a text behind the body', { headers: ['x-sig'], encodings: ['hex'], signed: '{body}{header:x-nonce}' }],
  ];

  test.each(schemes)('are signed as they are verified: %s', (_name, signature) => {
    const source = kettle({ signature });
    const sampler = sampleHmacSource(source, {
      events: { sold: ({ sequence }) => ({ id: sequence, name: '岚' }) },
      headers: (type) => ({ 'x-kettle-event': type, 'webhook-id': 'msg_1', 'x-nonce': 'n' }),
    });
    const context = { now, sequence: 3 };
    const payload = sampler.payload('sold', {}, context);
    if (!payload) throw new Error('a sample');
    const request = sampler.sign('sold', payload, { key: KEY }, {}, context);
    const received = { ...request, body: Buffer.from(request.body), receivedAt: now };
    const verifier = must(must(source.configure({})).openSecret({ key: KEY }));
    expect(verifier(received).outcome).toBe('verified');
    expect(verifier({ ...received, body: Buffer.from(`${request.body} `) })).toMatchObject({ outcome: 'rejected' });
    expect(must(source.configure({})).decode(received.body, received)).toMatchObject({
      events: [{ type: 'sold', data: { id: 3, name: '岚' } }],
    });
  });

  test('are written as the platform writes JSON', () => {
    const sampler = sampleHmacSource(kettle(), {
      events: { sold: () => ({ url: 'a/b' }) },
      headers: () => ({ 'x-kettle-event': 'sold' }),
      write: (payload) => JSON.stringify(payload).replaceAll('/', '\\/'),
    });
    const request = sampler.sign('sold', { url: 'a/b' }, { key: KEY }, {}, { now, sequence: 1 });
    expect(request.body).toBe('{"url":"a\\/b"}');
    expect(verify({}, { ...request, body: Buffer.from(request.body) }).outcome).toBe('verified');
  });
});

test('a type that is known has a rule, or is ignored by name', () => {
  const identity = mapHmacSource(kettle(), { rules: { sold: { identities: [] } } });
  const identify = must(identity.configure({}));
  expect(identify(envelope('gone', {}))).toMatchObject({
    reason: 'event-not-handled',
    detail: 'kettle has no rule for this type',
  });
  expect(identify(envelope('constructor', {}))).toMatchObject({ reason: 'event-not-handled' });
  expect(definition.types).toContain('gone');
});
