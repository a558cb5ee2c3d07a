import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromApiGateway, toApiGateway } from '../../../../functions/shared/http/api-gateway.ts';
import { gatewayEvent } from '../../../kit/gateway.ts';

const request = (body: Uint8Array) => ({ method: 'POST', headers: { 'x-a': 'b,c' }, rawQuery: 'a=%2B+1', body });
const utf8 = (text: string) => Buffer.from(text);
const hmac = (bytes: Uint8Array) => createHmac('sha256', 'demo').update(bytes).digest('base64');

// Each of these bodies changes its HMAC when it is parsed and written again, or read in the wrong encoding.
const bodies: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['ASCII', utf8('{"a":1}')],
  ['Chinese in UTF-8', utf8('{"姓名":"林晓岚"}')],
  ['a CRLF at the end', utf8('{"a":1}\r\n')],
  ['a byte order mark', utf8('\u{feff}{"a":1}')],
  ['an escaped letter', utf8(String.raw`{"name":"Ren\u00e9e"}`)],
  ['1.0 for a number', utf8('{"price":1.0}')],
  ['an integer beyond 2^53', utf8('{"id":7214500000000000001}')],
  ['a key twice', utf8('{"a":1,"a":2}')],
  ['escaped slashes', utf8(String.raw`{"gid":"gid:\/\/shopify\/Order\/1"}`)],
  ['U+0000', utf8('{"a":"\0"}')],
];

describe('the bytes that the platform sent', () => {
  test.each(bodies)('%s, as text', (_name, body) => {
    const got = fromApiGateway(gatewayEvent('shop', request(body), 'utf8'));
    expect(Buffer.compare(got.body, body)).toBe(0);
    expect(hmac(got.body)).toBe(hmac(body));
  });

  test.each([
    ...bodies,
    ['GBK, which is no UTF-8', Uint8Array.from([0x7b, 0xc1, 0xd6, 0xcf, 0xfe, 0x7d])] as const,
    ['half a character', Uint8Array.from([0xe6, 0x9e])] as const,
  ])('%s, as Base64', (_name, body) => {
    const got = fromApiGateway(gatewayEvent('shop', request(body), 'base64'));
    expect(Buffer.compare(got.body, body)).toBe(0);
    expect(hmac(got.body)).toBe(hmac(body));
  });

  test('an event without a body has no bytes', () => {
    const { body: _body, ...event } = gatewayEvent('shop', request(new Uint8Array()));
    expect(fromApiGateway({ ...event, isBase64Encoded: false }).body).toHaveLength(0);
  });

  test('method, headers and the query as sent', () => {
    const { method, headers, rawQuery } = fromApiGateway(gatewayEvent('shop', request(utf8('{}'))));
    expect({ method, headers, rawQuery }).toEqual({ method: 'POST', headers: { 'x-a': 'b,c' }, rawQuery: 'a=%2B+1' });
  });
});

test('names of headers are in lower case, however they come', () => {
  const event = gatewayEvent('shop', request(utf8('{}')));
  const { headers } = fromApiGateway({ ...event, headers: { 'X-Shopify-Hmac-Sha256': 'Q==', 'x-a': 'B' } });
  expect(headers).toEqual({ 'x-shopify-hmac-sha256': 'Q==', 'x-a': 'B' });
});

describe('the answer', () => {
  test('is plain text unless it says otherwise', () => {
    expect(toApiGateway({ status: 200, body: 'success' })).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'success',
    });
    expect(toApiGateway({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }).headers).toEqual({
      'content-type': 'application/json',
    });
  });
});
