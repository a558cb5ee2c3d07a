import { describe, expect, test } from 'vitest';
import { parseEnvelope } from '../../../functions/shared/envelope/codec.ts';
import type { WebhookRequest } from '../../../functions/shared/http/webhook-request.ts';
import { openIdentifiers } from '../../../functions/shared/sources/open-identifiers.ts';
import { identifiers } from '../../../functions/shared/sources/generated/identifiers.ts';
import { sealFrame } from '../../../functions/shared/sources/protocols/wechat-crypto/frame.ts';
import { pushSignature } from '../../../functions/shared/sources/protocols/wechat-crypto/signature.ts';
import { createHmac } from 'node:crypto';
import { demoConfig, sampleRequest, secrets, withBody, withHeaders } from '../../kit/demo.ts';
import { webhookEndpoint } from '../../kit/webhook-endpoint.ts';

const identify = openIdentifiers(demoConfig(), identifiers);

/** A push in secure mode, its signature right whatever is inside. */
function push(message: string): WebhookRequest {
  const { token, encodingAesKey, appId } = secrets['wechat-demo'] as Record<
    'token' | 'encodingAesKey' | 'appId',
    string
  >;
  const encrypted = sealFrame(message, appId, encodingAesKey);
  const query = { timestamp: '1700000001', nonce: '1372623149' };
  const signature = pushSignature(token, query.timestamp, query.nonce, encrypted);
  const rawQuery = `timestamp=${query.timestamp}&nonce=${query.nonce}&encrypt_type=aes&msg_signature=${signature}`;
  const body = Buffer.from(`<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`);
  return { method: 'POST', headers: { 'content-type': 'text/xml' }, rawQuery, body };
}

const OPENID = 'oInventedCustomer00000000001';
const message = (content: string, { openId = OPENID, type = 'text' } = {}) =>
  `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[${openId}]]></FromUserName>` +
  `<CreateTime>1700000000</CreateTime><MsgType><![CDATA[${type}]]></MsgType><Content><![CDATA[${content}]]></Content>` +
  '<MsgId>4561255354251345929</MsgId></xml>';

/** A genuine Shopify delivery with these very bytes. */
function order(body: string | Uint8Array): WebhookRequest {
  const bytes = Buffer.from(body);
  const { clientSecret } = secrets['shopify-demo'] as { clientSecret: string };
  const hmac = createHmac('sha256', clientSecret).update(bytes).digest('base64');
  return withHeaders(withBody(sampleRequest('shopify-demo', 'orders/paid'), bytes), { 'x-shopify-hmac-sha256': hmac });
}
const genuine = Buffer.from(sampleRequest('shopify-demo', 'orders/paid').body).toString();
const noted = (raw: string) => order(genuine.replace(/^\{/, `{"note":"${raw}",`));

async function queued(connection: string, request: WebhookRequest) {
  const { send, queue, archive, log } = webhookEndpoint();
  const answer = await send(connection, request);
  const parsed = parseEnvelope(queue.sent[0]?.body ?? '');
  const [line] = log.lines();
  return {
    status: answer.statusCode,
    event: parsed.ok ? parsed.envelope : undefined,
    kept: archive.objects.size,
    line,
    queue,
  };
}

describe('a text that is odd costs nothing but what is odd in it', () => {
  test.each<readonly [string, string, WebhookRequest, string, unknown]>([
    ['a scanned control character', 'wechat-demo', push(message('abc\u0002def')), 'Content', 'abcdef'],
    ['CDATA in CDATA', 'wechat-demo', push(message('<s><![CDATA[ok]]></s>')), 'Content', '<s><![CDATA[ok]]></s>'],
    ['the end of CDATA', 'wechat-demo', push(message('a]]>b')), 'Content', 'a]]>b'],
    ['half a surrogate pair', 'shopify-demo', noted('x\\ud83d'), 'note', 'x\uFFFD'],
    ['U+FFFE and U+FFFF', 'shopify-demo', noted('x\uFFFEy\uFFFF'), 'note', 'xy'],
    ['the same, escaped', 'shopify-demo', noted('x\\ufffey\\uFFFF'), 'note', 'xy'],
    ['a raw control character', 'shopify-demo', noted('x\u0002y\u0000'), 'note', 'xy'],
    ['an escaped one', 'shopify-demo', noted('x\\u0002y'), 'note', 'xy'],
    ['a raw line break', 'shopify-demo', noted('x\ny'), 'note', 'x\ny'],
    ['a byte order mark', 'shopify-demo', order(`\uFEFF{"note":"x",${genuine.slice(1)}`), 'note', 'x'],
    [
      'broken UTF-8',
      'shopify-demo',
      order(Buffer.concat([Buffer.from('{"note":"x\xe5\xbd",', 'latin1'), Buffer.from(genuine.slice(1))])),
      'note',
      'x\uFFFD',
    ],
  ])('%s', async (name, connection, request, field, text) => {
    const { status, event, kept, queue } = await queued(connection, request);
    expect({ status, kept }).toEqual({ status: 200, kept: 0 });
    expect(event?.data).toMatchObject({ [field]: text });
    expect(event?.mended).toBe(/line break|order mark/.test(name) ? undefined : field);
    // What SQS takes of a message: XML 1.0 and nothing else.
    // eslint-disable-next-line no-control-regex
    expect(queue.sent[0]?.body).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
    expect(event && identify(event)?.outcome).toBe('changes');
  });
});

describe('what says who, what and when is never mended', () => {
  test('a type', async () => {
    const { status, event, kept, line } = await queued('wechat-demo', push(message('x', { type: 'te\u0002xt' })));
    expect({ status, event, kept }).toEqual({ status: 200, event: undefined, kept: 1 });
    expect(line).toMatchObject({ message: 'quarantined', reason: 'body-malformed' });
  });

  test('a person: the event waits for an operator', async () => {
    const { event } = await queued('wechat-demo', push(message('x', { openId: `${OPENID}\u0002` })));
    expect(event).toMatchObject({ mended: 'FromUserName' });
    expect(event?.subject).toBeUndefined();
    expect(event && identify(event)).toMatchObject({ outcome: 'ignored', reason: 'needs-an-operator' });
  });

  test('an address, beside an id that is right', async () => {
    const { event } = await queued('shopify-demo', order(genuine.replaceAll(/"email":"/g, '"email":"\\u0002')));
    const said = event && identify(event);
    if (said?.outcome !== 'changes') throw new Error('changes');
    expect(said.changes.flatMap(({ identities }) => identities.map(({ kind }) => kind))).not.toContain('email');
    expect(said.changes[0]?.identities.length).toBeGreaterThan(0);
  });
});

test.each([
  [
    'JSON 65 deep',
    'shopify-demo',
    Buffer.from(noted('x').body)
      .toString()
      .replace('"note":"x"', `"note":${'['.repeat(65)}${']'.repeat(65)}`),
  ],
  ['JSON 1,000,000 deep', 'shopify-demo', '['.repeat(1_000_000)],
])('%s is kept, and acknowledged', async (_name, connection, body) => {
  const { status, kept, line } = await queued(connection, order(body));
  expect({ status, kept }).toEqual({ status: 200, kept: 1 });
  expect(line).toMatchObject({ message: 'quarantined', reason: 'body-malformed' });
});

test('XML 65 deep is kept, and acknowledged', async () => {
  const { status, kept } = await queued('wechat-demo', push(`<xml>${'<a>'.repeat(65)}x${'</a>'.repeat(65)}</xml>`));
  expect({ status, kept }).toEqual({ status: 200, kept: 1 });
});
