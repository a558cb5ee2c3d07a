import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpoints, type Permission } from '../../functions/shared/cdp/contract.ts';
import { documentedEndpoints } from '../../sandbox/endpoints/documented.ts';
import { send, TestSandbox, tokenOf, unknown } from './harness.ts';

let cdp: TestSandbox;
beforeEach(() => (cdp = new TestSandbox()));
afterEach(() => cdp.close());

const names = Object.keys(documentedEndpoints) as (keyof typeof documentedEndpoints)[];
const json = { 'content-type': 'application/json' };

describe('before any endpoint, the HTTP status answers', () => {
  it('404 for an unknown path', () => {
    expect(send(cdp.sandbox, { path: '/openapi/customer/unheardOf' }).status).toBe(404);
    expect(send(cdp.sandbox, { path: '/elsewhere' }).status).toBe(404);
  });

  it.each(names)('405 for another method on %s, HEAD included', (name) => {
    const { method, path } = endpoints[name];
    const other = method === 'GET' ? 'POST' : 'GET';
    for (const wrong of [other, 'HEAD', 'PUT']) {
      const reply = send(cdp.sandbox, { method: wrong, path, headers: { ...json, token: cdp.token } });
      expect([reply.status, reply.headers['allow']]).toEqual([405, method]);
    }
  });

  it('415 for a body that is not declared as JSON', () => {
    const { path } = endpoints.addSingleGroup;
    for (const headers of [{}, { 'content-type': 'text/plain' }, { 'content-type': 'application/jsonp' }])
      expect(send(cdp.sandbox, { method: 'POST', path, headers, body: '{}' }).status).toBe(415);
    const withCharset = { 'content-type': 'application/json; charset=utf-8' };
    expect(send(cdp.sandbox, { method: 'POST', path, headers: withCharset, body: '{}' }).status).toBe(200);
  });

  it('413 for a body over one mebibyte, counted in bytes', () => {
    const body = JSON.stringify({ name: '群'.repeat(400_000), type: 1 });
    expect(cdp.post('addSingleGroup', body).status).toBe(413);
  });
});

describe('the envelope', () => {
  it('is HTTP 200, never cached, code -1 with a machine word when refused', () => {
    const reply = cdp.post('addSingleGroup', 'not JSON');
    expect([reply.status, reply.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(reply.text).toBe('{"code":-1,"msg":"E_JSON: the body is not JSON","data":null}');
  });

  it.each(['[]', '"text"', 'null', '7'])('refuses the body %s', (body) => {
    expect(cdp.post('addSingleGroup', body).msg).toBe('E_FIELD: the body must be a JSON object');
  });

  it('carries ids as bare 19-digit numbers that a JavaScript number cannot hold (Q06)', () => {
    const { text } = cdp.post('addSingleGroup', { name: 'Tea', type: 1 });
    const [, digits = ''] = /"data":(\d{19})\}$/.exec(text) ?? [];
    expect(digits).toHaveLength(19);
    expect(String(Number(digits))).not.toBe(digits);
  });

  it('takes an id as a number or as a numeric string (Q06)', () => {
    const id = cdp.customer(['mobile=13800001111']);
    for (const customerId of [id, JSON.rawJSON(id)])
      expect(
        cdp.post('updateCustomerAttr', { customerId, attrName: 'name', attrValue: 'Li', isExtendAttr: false }).code,
      ).toBe(0);
    for (const customerId of ['12a', 1.5, -3, '', null, '12345678901234567890'])
      expect(
        cdp.post('updateCustomerAttr', { customerId, attrName: 'name', attrValue: 'Li', isExtendAttr: false }).msg,
      ).toBe('E_FIELD: customerId must be an id of at most 19 digits');
  });

  it('lists the names it does not know', () => {
    const identityList = [{ identityType: 'mobile', identityValue: '13800001111' }];
    const reply = cdp.post('createCustomerByIdentity', { ...unknown, identityList, name: 'Li', 等级: 3 });
    expect(reply.code).toBe(0);
    expect(reply.headers['x-sandbox-ignored-fields']).toBe('name, %E7%AD%89%E7%BA%A7');
    expect(cdp.get('customerInfo', { customerId: '1', verbose: '1' }).headers['x-sandbox-ignored-fields']).toBe(
      'verbose',
    );
  });
});

describe('tokens', () => {
  const ask = (body: unknown) => cdp.own('POST', '/sandbox/token', body);

  it('are issued for two hours', () => {
    const { code, data } = ask({ appKey: 'test-app', secret: 'test-secret' });
    expect(code).toBe(0);
    expect(data).toEqual({ token: expect.stringMatching(/^[\w-]{32}$/), expiresIn: 7200 });
  });

  it('are refused to wrong credentials', () => {
    const wrong = 'E_CREDENTIALS: appKey or secret is wrong';
    expect(ask({ appKey: 'test-app', secret: 'guess' }).msg).toBe(wrong);
    expect(ask({ appKey: 'nobody', secret: 'test-secret' }).msg).toBe(wrong);
    expect(ask({ appKey: 'test-app' }).msg).toBe('E_FIELD: secret is required');
  });

  it.each(names)('are needed for %s', (name) => {
    const { method, path } = endpoints[name];
    const call = (token?: string) =>
      send(cdp.sandbox, { method, path, headers: { ...json, ...(token !== undefined && { token }) }, body: '{}' });
    expect(call().msg).toBe('E_TOKEN: the token header is missing');
    expect(call('guess').msg).toBe('E_TOKEN: the token is unknown or expired');
  });

  it('expire by the clock', () => {
    cdp.now += 7_199_999;
    expect(cdp.get('customerInfo', { customerId: '1' }).code).toBe(0);
    cdp.now += 1;
    expect(cdp.get('customerInfo', { customerId: '1' }).msg).toBe('E_TOKEN: the token is unknown or expired');
  });

  const all: Permission[] = ['customer-read', 'customer-write', 'group-read', 'group-write'];
  it.each(names)('reach %s only with its permission', (name) => {
    const { permission } = endpoints[name];
    const credentials = [
      { appKey: 'has', secret: 's', permissions: [permission] },
      { appKey: 'lacks', secret: 's', permissions: all.filter((other) => other !== permission) },
    ];
    const limited = new TestSandbox({ credentials: [...credentials, { appKey: 'test-app', secret: 'test-secret' }] });
    const call = (appKey: string) => {
      limited.token = tokenOf(limited.sandbox, { appKey, secret: 's' });
      return endpoints[name].method === 'GET' ? limited.get(name) : limited.post(name, {});
    };
    expect(call('has').msg).toMatch(/^E_FIELD: /);
    expect(call('lacks').msg).toBe(`E_PERMISSION: the token lacks the permission ${permission}`);
    limited.close();
  });
});

describe('faults on demand', () => {
  const order = (body: unknown) => cdp.own('POST', '/sandbox/faults', body);
  const read = () => cdp.get('customerInfo', { customerId: '1' });

  it('reject, fail and throttle the next calls, then stop', () => {
    order({ mode: 'reject', count: 2 });
    order({ mode: 'http-500' });
    order({ mode: 'throttle', retryAfterSeconds: 7 });
    expect(read().msg).toBe('E_FAULT: rejected on demand');
    expect(read().code).toBe(-1);
    expect(read().status).toBe(500);
    const throttled = read();
    expect([throttled.status, throttled.headers['retry-after']]).toEqual([429, '7']);
    expect(read().code).toBe(0);
  });

  it('carry the call out and drop its answer', () => {
    order({ mode: 'drop-after-commit' });
    const body = { ...unknown, identityList: [{ identityType: 'mobile', identityValue: '13800001111' }] };
    expect(cdp.post('createCustomerByIdentity', body).dropped).toBe(true);
    const again = cdp.post('createCustomerByIdentity', body);
    expect([again.dropped, again.headers['x-sandbox-target']]).toEqual([false, 'found-by:mobile']);
  });

  it('hit only their path, and never the sandbox’s own', () => {
    order({ mode: 'http-500', path: endpoints.addSingleGroup.path });
    expect(read().code).toBe(0);
    expect(cdp.own('GET', '/sandbox/customers').code).toBe(0);
    expect(cdp.post('addSingleGroup', { name: 'Tea', type: 1 }).status).toBe(500);
  });

  it('are forgotten with none', () => {
    order({ mode: 'http-500', count: 1000 });
    expect(read().status).toBe(500);
    order({ mode: 'none' });
    expect(read().status).toBe(200);
  });

  it.each([
    [{ mode: 'melt' }, 'mode must be reject, http-500, throttle, latency, expire-token, drop-after-commit, none'],
    [{ mode: 'reject', count: 0 }, 'count must be a positive integer'],
    [{ mode: 'reject', path: '/sandbox/token' }, 'path must begin with /openapi/'],
  ])('refuse %j', (body, message) => expect(order(body).msg).toBe(`E_FIELD: ${message}`));
});
