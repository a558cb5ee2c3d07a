import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery, single, type WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { receivers } from '../../../../../../functions/shared/sources/generated/receivers.ts';
import { wecomSample } from '../../../../../../functions/shared/sources/platforms/wecom/sample.ts';
import { webhookHandler } from '../../../../../../functions/webhook/webhook.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { anyEdit, type Edit, edited, forging } from '../../../../../kit/fuzz.ts';
import { gatewayEvent } from '../../../../../kit/gateway.ts';
import { MemoryArchive, MemorySecrets } from '../../../../../kit/ports.ts';
import { context } from '../../../../../kit/sqs.ts';
import { post } from '../../protocols/wechat-crypto/requests.ts';
import {
  app,
  botPush,
  check,
  corpId,
  customer,
  employee,
  envelope,
  identifier,
  nameless,
  providerCorpId,
  push,
  receiver,
  secret,
  suite,
  suiteForm,
  suiteId,
} from './events.ts';

const now = 1_700_000_003_000;
const SLICE = 1500;

const bot = botPush(`{"msgtype":"text","from":{"userid":"${employee}"},"msgid":"m1"}`);
const ticket = push(suiteForm('<InfoType>suite_ticket</InfoType><SuiteTicket>S3CRET</SuiteTicket>'), suiteId);
/** The forms of a connection, and requests that are genuine there: events, and a URL check. */
const forms = {
  app: { options: app, genuine: [...sampled(app), check('1616140317555161061', corpId)] },
  suite: { options: suite, genuine: [...sampled(suite), ticket, check('4711', providerCorpId)] },
  nameless: { options: nameless, genuine: [...sampled(nameless), bot, check('4711', '')] },
} as const;
type Form = keyof typeof forms;
/** All of them, and two that are genuine elsewhere. */
const everything = [
  ...Object.values(forms).flatMap(({ genuine }) => genuine),
  push(suiteForm(''), 'ww0000000000000002'),
  check('4711', 'ww0000000000000002'),
];

function sampled(options: object): readonly WebhookRequest[] {
  return wecomSample.events.map((event, sequence) => {
    const at = { now, sequence };
    const { body, ...request } = wecomSample.sign(
      event,
      wecomSample.payload(event, options, at) ?? {},
      secret,
      options,
      at,
    );
    return { ...request, body: Buffer.from(body) };
  });
}

/** One way to change a request. */
type Change =
  | { readonly kind: 'bytes'; readonly in: 'query' | 'body'; readonly edit: Edit }
  | { readonly kind: 'graft'; readonly what: Graft; readonly from: WebhookRequest }
  | { readonly kind: 'role'; readonly as: Role }
  | { readonly kind: 'beside'; readonly text: string };

const grafts = ['query', 'body', 'ciphertext', 'timestamp', 'nonce', 'msg_signature', 'echostr'] as const;
type Graft = (typeof grafts)[number];
const roles = ['check', 'push', 'bot', 'json', 'PUT', 'HEAD'] as const;
type Role = (typeof roles)[number];

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('bytes' as const), in: fc.constantFrom('query', 'body'), edit: anyEdit }),
  fc.record({
    kind: fc.constant('graft' as const),
    what: fc.constantFrom(...grafts),
    from: fc.constantFrom(...everything),
  }),
  fc.record({
    kind: fc.constant('role' as const),
    as: fc.constantFrom(...roles),
  }),
  fc.record({ kind: fc.constant('beside' as const), text: fc.stringMatching(/^[A-Za-z0-9_]{1,28}$/) }),
);

const CIPHERTEXT = /[A-Za-z0-9+/]{40,}={0,2}/;
const latin1 = (body: Uint8Array) => Buffer.from(body).toString('latin1');
const parts = (rawQuery: string) => rawQuery.split('&').filter((part) => part !== '');
const ciphertextOf = ({ rawQuery, body }: WebhookRequest) =>
  CIPHERTEXT.exec(latin1(body))?.[0] ?? single(parseQuery(rawQuery) ?? new Map(), 'echostr') ?? '';

function changed(request: WebhookRequest, change: Change): WebhookRequest {
  const body = latin1(request.body);
  const withBody = (text: string) => ({ ...request, body: Buffer.from(text, 'latin1') });
  switch (change.kind) {
    case 'bytes':
      return change.in === 'query'
        ? { ...request, rawQuery: edited(request.rawQuery, change.edit) }
        : withBody(edited(body, change.edit));
    case 'graft': {
      const { what, from } = change;
      if (what === 'query') return { ...request, rawQuery: from.rawQuery };
      if (what === 'body') return { ...request, body: from.body };
      if (what === 'ciphertext') return withBody(body.replace(CIPHERTEXT, ciphertextOf(from)));
      const lent = parts(from.rawQuery).find((part) => part.startsWith(`${what}=`));
      const own = parts(request.rawQuery).filter((part) => !part.startsWith(`${what}=`));
      return { ...request, rawQuery: [...own, ...(lent === undefined ? [] : [lent])].join('&') };
    }
    case 'role':
      return inRole(request, change.as);
    // A field, a parameter or a header that nobody signs.
    case 'beside': {
      const { text } = change;
      const fields = body.replace('</xml>', `<${text}>x</${text}><AgentID>${text}</AgentID></xml>`);
      return {
        ...withBody(/^(?:Encrypt|xml)$/i.test(text) ? body : fields),
        headers: { 'content-type': text, 'x-forwarded-for': text },
        rawQuery: `a=${text}&${request.rawQuery}`,
      };
    }
  }
}

/** The same ciphertext, brought in another way. */
function inRole(request: WebhookRequest, as: Role): WebhookRequest {
  const ciphertext = ciphertextOf(request);
  const posted = (body: string) => ({ ...request, method: 'POST', body: Buffer.from(body) });
  switch (as) {
    case 'check': {
      const rawQuery = `${request.rawQuery}&echostr=${encodeURIComponent(ciphertext)}`;
      return { ...request, method: 'GET', rawQuery };
    }
    case 'push':
      return posted(`<xml><Encrypt>${ciphertext}</Encrypt></xml>`);
    case 'bot':
      return posted(JSON.stringify({ encrypt: ciphertext }));
    case 'json':
      return posted(JSON.stringify({ Encrypt: ciphertext, encrypt: 'x' }));
    case 'PUT':
    case 'HEAD':
      return { ...request, method: as };
  }
}

/** The real front door; tells what it answered, queued and kept. */
function openDoor(form: Form) {
  let queued: string | undefined;
  const archive = new MemoryArchive();
  const handler = webhookHandler({
    config: demoConfig({ connections: { corp: { source: 'wecom', options: forms[form].options } }, groups: {} }),
    receivers,
    queue: {
      send: async ([message]) => {
        queued = message?.body;
      },
    },
    archive,
    secrets: new MemorySecrets({ corp: secret }),
    clock: () => now,
    log: () => undefined,
  });
  return async (request: WebhookRequest) => {
    queued = undefined;
    const { statusCode: status = 0, body = '' } = await handler(gatewayEvent('corp', request), context());
    const query = parseQuery(request.rawQuery);
    const signed = ['timestamp', 'nonce', 'msg_signature'].map((name) => query && single(query, name));
    // What was let in: the signed parameters, and the event, or the answer to a check.
    const said = status === 200 ? JSON.stringify([...signed, queued ?? body]) : undefined;
    return { status, said, kept: archive.objects.size };
  };
}

test.each(Object.keys(forms) as Form[])(
  '%s: whatever is let in was signed so, and nothing makes us stumble',
  async (form) => {
    const { numRuns, seed } = forging(SLICE);
    const { genuine } = forms[form];
    const door = openDoor(form);
    const originals = new Set<string | undefined>();
    for (const request of genuine) originals.add((await door(request)).said);
    expect(originals.size).toBe(genuine.length);
    expect(originals).not.toContain(undefined);
    // An app's check is one for the corp, and so genuine at its suite too.
    for (const request of everything) originals.add((await door(request)).said);
    originals.delete(undefined);

    const seen: Record<string, number> = {};
    const anyForgery = fc.record({ pick: fc.nat(), changes: fc.array(anyChange, { minLength: 1, maxLength: 3 }) });
    const property = fc.asyncProperty(anyForgery, async ({ pick, changes }) => {
      const original = genuine[pick % genuine.length];
      if (!original) throw new Error('a request');
      const request = changes.reduce(changed, original);
      const { status, said, kept } = await door(request);
      const key = `${changes.length === 1 ? (changes[0]?.kind ?? '') : 'several'} ${status}`;
      seen[key] = (seen[key] ?? 0) + 1;
      const told = JSON.stringify({ ...request, body: latin1(request.body) });
      expect([200, 400, 403, 405], told).toContain(status);
      expect(kept, told).toBe(0);
      if (said !== undefined) expect(originals, told).toContain(said);
    });
    await fc.assert(property, { numRuns, seed });
    process.stdout.write(`wecom ${form}, ${numRuns} forged requests, seed ${seed}: ${JSON.stringify(seen)}\n`);
    expect(seen['beside 200']).toBeGreaterThan(numRuns / 100);
    expect(seen['bytes 403']).toBeGreaterThan(numRuns / 100);
  },
);

const names = ['Event', 'InfoType', 'ChangeType', 'MsgType', 'UserID', 'ExternalUserID', 'ExternalUserId', 'State'];
const words = ['change_external_contact', 'add_external_contact', 'event', 'update', 'text', corpId, suiteId];
const { any } = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...words, employee, customer, null, 0),
    fc.string(),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names, 'Item', '__proto__', 'constructor'), tie('any')),
  ),
}));
const anyFields = fc.dictionary(
  fc.constantFrom(...names, 'AuthCorpId', 'SuiteId', 'MemChangeList', 'CreateTime', 'Source', '__proto__'),
  any,
);
const edit = { Event: 'change_external_contact', ChangeType: 'edit_external_contact' };
const anyPush = fc.oneof(
  anyFields,
  anyFields.map((fields) => ({ ...fields, ...edit })),
  // By chance alone it is too seldom a customer.
  anyFields.map((fields) => ({ ...fields, ...edit, ExternalUserID: customer })),
);

test('whatever a genuine push holds is read or refused, and nobody but ExternalUserID is a customer', () => {
  const { numRuns, seed } = forging(SLICE);
  let people = 0;
  const property = fc.property(anyPush, fc.constantFrom(app, suite), (fields, options) => {
    const json = JSON.stringify({ MsgType: 'event', ...fields, UserID: employee });
    const decoding = receiver(options).decode(Buffer.from(json), post('', json));
    if (decoding.outcome === 'undecodable') return;
    for (const event of decoding.events) {
      const outcome = identifier(options)(envelope(event.type, event.data));
      const changes = outcome.outcome === 'changes' ? outcome.changes : [];
      for (const { value, evidence } of changes.flatMap(({ identities }) => identities)) {
        people++;
        expect(value).not.toBe(employee);
        expect(evidence.field.trim().toLowerCase()).toBe('externaluserid');
      }
    }
  });
  fc.assert(property, { numRuns, seed });
  process.stdout.write(`wecom, ${numRuns} pushes of any content, ${people} customers, seed ${seed}\n`);
  expect(people).toBeGreaterThan(0);
});
