import fc from 'fast-check';
import { expect, test } from 'vitest';
import { receivers } from '../../../../../../functions/shared/sources/generated/receivers.ts';
import { samplerOf } from '../../../../../../functions/shared/sources/sampler-of.ts';
import { readPush } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/push-document.ts';
import { textOf } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/push-object.ts';
import { webhookHandler } from '../../../../../../functions/webhook/webhook.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { anyEdit, type Edit, edited, forging } from '../../../../../kit/fuzz.ts';
import { gatewayEvent } from '../../../../../kit/gateway.ts';
import { MemoryArchive, MemorySecrets } from '../../../../../kit/ports.ts';
import { context } from '../../../../../kit/sqs.ts';
import { appId, secret } from '../../platforms/wechat-official-account/pushes.ts';

type Platform = 'wechat-official-account' | 'wechat-mini-program' | 'wechat-store';

const now = 1_700_000_001_000;

/** A genuine push in its parts, so that each can be changed; bytes are latin1 texts. */
interface Push {
  readonly query: Readonly<Record<string, string>>;
  readonly encrypted: string;
  readonly rawQuery: string;
  readonly body: string;
}

const signedFields = ['timestamp', 'nonce', 'msg_signature', 'Encrypt'] as const;
type SignedField = (typeof signedFields)[number];

/** One way to change a push. Whoever changes what is signed must never get in; any other change must not matter. */
type Forgery =
  | { readonly kind: 'bytes'; readonly edits: readonly { readonly in: 'query' | 'body'; readonly edit: Edit }[] }
  | { readonly kind: 'field'; readonly field: SignedField; readonly edit: Edit }
  | { readonly kind: 'graft'; readonly field: SignedField; readonly from: number }
  | { readonly kind: 'plain'; readonly edit: Edit }
  | { readonly kind: 'beside'; readonly name: string; readonly value: string; readonly header: string };

const anyName = fc.constantFrom('FromUserName', 'OpenID', 'Event', 'MsgType', 'signature', 'openid', 'encrypt_type');
const anyForgery: fc.Arbitrary<Forgery> = fc.oneof(
  fc.record({
    kind: fc.constant('bytes' as const),
    edits: fc.array(fc.record({ in: fc.constantFrom('query', 'body'), edit: anyEdit }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('field' as const), field: fc.constantFrom(...signedFields), edit: anyEdit }),
  fc.record({ kind: fc.constant('graft' as const), field: fc.constantFrom(...signedFields), from: fc.nat() }),
  fc.record({ kind: fc.constant('plain' as const), edit: anyEdit }),
  fc.record({
    kind: fc.constant('beside' as const),
    name: anyName,
    value: fc.stringMatching(/^[A-Za-z0-9_]{1,28}$/),
    header: fc.string({ maxLength: 40 }),
  }),
);

const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const textIn = (query: Push['query']) => new URLSearchParams(query).toString();
const bodyOf = (format: 'xml' | 'json', fields: object) =>
  format === 'json'
    ? JSON.stringify(fields)
    : `<xml>${Object.entries(fields)
        .map(([tag, value]) => `<${tag}><![CDATA[${value}]]></${tag}>`)
        .join('')}</xml>`;

describeSource('wechat-official-account', 'xml');
describeSource('wechat-mini-program', 'json');
describeSource('wechat-store', 'json');

function describeSource(platform: Platform, format: 'xml' | 'json'): void {
  const { numRuns, seed } = forging();
  test(`${platform}: no forged push gets in, and none makes us stumble`, async () => {
    const door = openDoor(platform);
    const pushes = samplesOf(platform);
    const originals: string[] = [];
    for (const push of pushes) {
      const { status, queued } = await door(push.rawQuery, bytesOf(push.body));
      if (status !== 200 || queued === undefined) throw new Error('a genuine push gets in');
      originals.push(queued);
    }
    const seen: Record<string, number> = {};
    const property = fc.asyncProperty(fc.nat(), anyForgery, async (pick, forgery) => {
      const index = pick % pushes.length;
      const push = pushes[index];
      if (!push) throw new Error('a push');
      const changed = forge(push, forgery, pushes, format);
      if (changed === undefined) return;
      const answer = await door(changed.rawQuery, changed.body, changed.headers);
      const key = `${forgery.kind} ${answer.status}`;
      seen[key] = (seen[key] ?? 0) + 1;
      const request = JSON.stringify({ ...changed, body: changed.body.toString('latin1') });
      expect([200, 400, 403], request).toContain(answer.status);
      expect(answer.kept, request).toBe(0);
      if (changed.signed) expect(answer.status, request).toBeGreaterThanOrEqual(400);
      // Whatever was changed, what got in is what WeChat said.
      expect(answer.queued, request).toBe(answer.status === 200 ? originals[index] : undefined);
    });
    await fc.assert(property, { numRuns, seed });
    process.stdout.write(`${platform}, seed ${seed}: ${JSON.stringify(seen)}\n`);
    expect(Object.keys(seen).filter((key) => /^(?:field|graft|plain) 2/.test(key))).toEqual([]);
    expect(seen['beside 200']).toBeGreaterThan(numRuns / 10);
  });
}

/** The real front door; tells what it put into the queue. */
function openDoor(platform: Platform) {
  let queued: string | undefined;
  const archive = new MemoryArchive();
  const handler = webhookHandler({
    config: demoConfig({ connections: { push: { source: platform, options: { appId } } } }),
    receivers,
    queue: {
      send: async ([message]) => {
        queued = message?.body;
      },
    },
    archive,
    secrets: new MemorySecrets({ push: secret }),
    clock: () => now,
    log: () => undefined,
  });
  return async (rawQuery: string, body: Buffer, headers: Readonly<Record<string, string>> = {}) => {
    queued = undefined;
    const answer = await handler(gatewayEvent('push', { method: 'POST', headers, rawQuery, body }), context());
    return { status: answer.statusCode ?? 0, queued, kept: archive.objects.size };
  };
}

function samplesOf(platform: Platform): readonly Push[] {
  const sampler = samplerOf(platform);
  if (!sampler) throw new Error(`no sampler for ${platform}`);
  return sampler.events.map((event, sequence) => {
    const at = { now, sequence };
    const { rawQuery, body } = sampler.sign(event, sampler.payload(event, { appId }, at) ?? {}, secret, { appId }, at);
    const reading = readPush(Buffer.from(body));
    const encrypted = reading.ok ? textOf(reading.push, 'Encrypt') : undefined;
    if (encrypted === undefined) throw new Error(`${event} is not encrypted`);
    return { query: Object.fromEntries(new URLSearchParams(rawQuery)), encrypted, rawQuery, body };
  });
}

interface Forged {
  readonly rawQuery: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** A value that the signature covers, or the signature, is another than it was. */
  readonly signed: boolean;
}

/** Undefined where the change changes nothing. */
function forge(push: Push, forgery: Forgery, pushes: readonly Push[], format: 'xml' | 'json'): Forged | undefined {
  const unchanged = { rawQuery: push.rawQuery, body: bytesOf(push.body), headers: {} };
  switch (forgery.kind) {
    case 'bytes': {
      const edit = (where: 'query' | 'body', text: string) =>
        forgery.edits.filter((change) => change.in === where).reduce((at, change) => edited(at, change.edit), text);
      // Bytes may change what means nothing: that is found out by what gets in.
      return {
        ...unchanged,
        rawQuery: edit('query', push.rawQuery),
        body: bytesOf(edit('body', push.body)),
        signed: false,
      };
    }
    case 'field':
      return withField(push, forgery.field, edited(fieldOf(push, forgery.field), forgery.edit), format);
    case 'graft': {
      const other = pushes[forgery.from % pushes.length];
      return other && withField(push, forgery.field, fieldOf(other, forgery.field), format);
    }
    case 'plain': {
      // The plain signature is right, and says nothing about the body.
      const said = edited(bodyOf(format, { MsgType: 'event', Event: 'user_info_modified' }), forgery.edit);
      return { ...unchanged, body: bytesOf(said), signed: true };
    }
    case 'beside': {
      const { name, value, header } = forgery;
      const query = { ...push.query, ...(name in push.query || name === 'FromUserName' ? { [name]: value } : {}) };
      const body = bodyOf(format, {
        ToUserName: value,
        ...(name in push.query ? {} : { [name]: value }),
        Encrypt: push.encrypted,
      });
      const headers = { 'content-type': header, 'x-wechat': value };
      // A signature beside `msg_signature` is nothing; `encrypt_type` is not asked for where `Encrypt` stands.
      return { rawQuery: textIn(query), body: Buffer.from(body), headers, signed: false };
    }
  }
}

function fieldOf(push: Push, field: SignedField): string {
  return field === 'Encrypt' ? push.encrypted : (push.query[field] ?? '');
}

function withField(push: Push, field: SignedField, value: string, format: 'xml' | 'json'): Forged | undefined {
  if (value.trim() === fieldOf(push, field)) return undefined;
  // What would end the CDATA is written as bytes elsewhere.
  if (field === 'Encrypt' && value.includes(']]>')) return undefined;
  const query = field === 'Encrypt' ? push.query : { ...push.query, [field]: value };
  const body = bodyOf(format, { ToUserName: 'gh_0123456789ab', Encrypt: field === 'Encrypt' ? value : push.encrypted });
  // URLSearchParams writes a blank as a plus sign, which the front door keeps as one.
  return { rawQuery: textIn(query), body: Buffer.from(body), headers: {}, signed: true };
}
