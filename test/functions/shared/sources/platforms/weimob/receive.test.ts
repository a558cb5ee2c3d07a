import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../../../../functions/shared/json/lossless.ts';
import { MINUTE } from '../../../../../kit/clock.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { bosId, message, options, request, secret, source, wid } from './messages.ts';

const order = message('weimob_shop.order/create', `{"wid":${wid},"bosId":${bosId},"orderNo":3100000000000000001}`);
const key = secret.urlKey;
const json = { 'content-type': 'application/json' };
const success = { statusCode: 200, headers: json, body: '{"code":{"errcode":"0","errmsg":"success"}}' };
const refusal = { headers: json, body: '{"code":{"errcode":"4900100100004","errmsg":"refused"}}' };

describe('off by default', () => {
  test.each([
    ['not set', { acceptUnsigned: undefined }],
    ['false', { acceptUnsigned: false }],
  ])('acceptUnsigned %s: nothing is let in, not even with the key', (_name, more) => {
    expect(source(more).judge(request(order))).toBe('403 unsigned-not-accepted');
  });
});

describe('the key in the address', () => {
  test.each<readonly [string, string, string]>([
    ['right', `key=${key}`, 'verified'],
    ['right, beside other parameters', `a=1&key=${key}&b=2`, 'verified'],
    ['percent-encoded', `key=${key.replace('i', '%69')}`, 'verified'],
    ['missing', '', '403 url-key-mismatch'],
    ['empty', 'key=', '403 url-key-mismatch'],
    ['another', `key=${key.replace('i', 'j')}`, '403 url-key-mismatch'],
    ['cut off', `key=${key.slice(0, -1)}`, '403 url-key-mismatch'],
    ['in capitals', `key=${key.toUpperCase()}`, '403 url-key-mismatch'],
    ['twice', `key=${key}&key=${key}`, '403 url-key-mismatch'],
    ['under another name', `urlKey=${key}`, '403 url-key-mismatch'],
    ['in a query that is none', `key=${key}&%`, '403 url-key-mismatch'],
  ])('%s', (_name, rawQuery, expected) => {
    expect(source().judge({ ...request(order), rawQuery })).toBe(expected);
  });

  test('during a change the old address and the new one', async () => {
    const newer = 'another0key0of0thirty0two0chars0';
    const config = demoConfig({ connections: { weimob: { source: 'weimob', options } }, groups: {} });
    const { send } = webhookEndpoint(config, { weimob: [{ urlKey: newer }, secret] });
    expect(await send('weimob', request(order))).toEqual(success);
    expect(await send('weimob', request(order, newer))).toEqual(success);
    expect(await send('weimob', request(order, 'third0key0of0thirty0two0chars00000'))).toEqual({
      statusCode: 403,
      ...refusal,
    });
  });

  test('after a change the new address at once, however lately the secret was read', async () => {
    const newer = 'another0key0of0thirty0two0chars0';
    const config = demoConfig({ connections: { weimob: { source: 'weimob', options } }, groups: {} });
    const { send, store, clock } = webhookEndpoint(config, { weimob: secret });
    expect(await send('weimob', request(order))).toEqual(success);
    store.put('weimob', [{ urlKey: newer }, secret]);
    expect(await send('weimob', request(order, newer))).toEqual(success);
    expect(await send('weimob', request(order))).toEqual(success);
    store.put('weimob', { urlKey: newer });
    clock.pass(5 * MINUTE);
    expect(await send('weimob', request(order))).toEqual({ statusCode: 403, ...refusal });
  });

  test('GET is refused', () => {
    expect(source().judge({ ...request(order), method: 'GET' })).toBe('405 method-not-allowed');
  });

  test('stands in no log and in nothing that is kept', async () => {
    const config = demoConfig({ connections: { weimob: { source: 'weimob', options } }, groups: {} });
    const { send, archive, queue, log } = webhookEndpoint(config, { weimob: secret });
    const sent = { ...request('{"topic":'), rawQuery: `from=weimob&key=${key}&k%65y=${key}x` };
    expect(await send('weimob', { ...sent, rawQuery: `from=weimob&key=${key}` })).toEqual(success);
    const [bytes] = archive.objects.values();
    expect(parseJson(Buffer.from(bytes ?? []).toString())).toMatchObject({ rawQuery: 'from=weimob' });
    await send('weimob', request(order));
    await send('weimob', sent);
    expect(log.text() + JSON.stringify(queue.sent) + Buffer.from(bytes ?? []).toString()).not.toContain(key);
  });
});

describe('what is read', () => {
  test('ids beyond 2^53, in the text within the text', () => {
    expect(source().event(request(order))).toMatchObject({
      type: 'weimob_shop.order/create',
      subject: `${bosId}:${wid}`,
      data: { msgBody: { wid, orderNo: '3100000000000000001' } },
    });
  });

  test('msgBody may be an object, or be called msg_body as on the old platform', () => {
    expect(source().event(request({ ...order, msgBody: { wid } }))).toMatchObject({ subject: `${bosId}:${wid}` });
    const old = { ...message('ec_order/createOrder', ''), msgBody: undefined, msg_body: '{"orderNo":77}' };
    expect(source().event(request(old))).toMatchObject({
      partitionKey: 'order:77',
      data: { msgBody: { orderNo: 77 } },
    });
  });

  test('customers who were created together are several events, each of one person', () => {
    const events = source().events(request(message('weimob_crm.customer/create', `{"widList":[${wid},2,3]}`)));
    expect(events.map(({ subject }) => subject)).toEqual([wid, '2', '3'].map((id) => `${bosId}:${id}`));
    expect(events[1]?.data).toMatchObject({ msgBody: { widList: [2] } });
    expect(new Set(events.map(({ idParts }) => JSON.stringify(idParts))).size).toBe(3);
  });

  test.each(['{}', '{"widList":[]}', '{"widList":null}', '{"widList":"1,2"}'])(
    'customers of whom none is named are an event that says so: %s',
    (msgBody) => {
      const event = source().event(request(message('weimob_crm.customer/create', msgBody)));
      expect(source().say(event)).toMatchObject({ outcome: 'ignored', reason: 'event-without-customer' });
    },
  );

  test('a merge is one event', () => {
    const events = source().events(request(message('bos.user/beginMerge', '{"widList":[1,2]}')));
    expect(events).toMatchObject([{ subject: `${bosId}:1`, data: { msgBody: { widList: [1, 2] } } }]);
  });

  test.each([
    ['updateTime', { updateTime: 1_772_337_600_123, createTime: 1 }, '2026-03-01T04:00:00.123Z'],
    ['createTime', { createTime: 1_772_337_600 }, '2026-03-01T04:00:00.000Z'],
    ['time', { time: 1_772_337_600_000 }, '2026-03-01T04:00:00.000Z'],
    ['logoutTime', { logoutTime: 1_772_337_600_000 }, '2026-03-01T04:00:00.000Z'],
    ['time, where logoutTime is given up', { logoutTime: 0, time: 1_772_337_600_000 }, '2026-03-01T04:00:00.000Z'],
    [
      'createTime, where nothing was updated',
      { updateTime: '', createTime: 1_772_337_600 },
      '2026-03-01T04:00:00.000Z',
    ],
    ['nothing', {}, undefined],
  ])('the time: %s', (_name, fields, time) => {
    expect(source().event(request(message('bos.user/widMerge', { wid, ...fields }))).time).toBe(time);
  });

  test('the id of a message is the order’s, so the content tells messages apart', () => {
    const id = (body: object) => JSON.stringify(source().event(request(body)).idParts);
    expect(id(order)).toBe(id({ ...order, sign: 'another' }));
    expect(id({ ...order, msgBody: `{"wid":${wid},"orderStatus":2}` })).not.toBe(id(order));
    expect(id({ ...order, id: 'x2' })).not.toBe(id(order));
    expect(id({ ...order, version: 2 })).not.toBe(id(order));
    expect(id({ ...order, event: 'statusUpdate' })).not.toBe(id(order));
  });

  test('of Weimob’s own test nothing comes', () => {
    expect(source().events(request({ ...order, test: true }))).toEqual([]);
  });

  test.each<readonly [string, object | string, string]>([
    ['no JSON', 'x', 'body-malformed'],
    ['a list', '[]', 'body-malformed'],
    ['no topic', { ...order, topic: '' }, 'type-missing'],
    ['no event', { ...order, event: null }, 'type-missing'],
    ['a msgBody that is no JSON', { ...order, msgBody: 'x' }, 'body-malformed'],
    ['no msgBody', { ...order, msgBody: undefined }, 'body-malformed'],
  ])('not to be read: %s', (_name, body, reason) => {
    expect(source().decode(request(body))).toMatchObject({ outcome: 'undecodable', reason });
  });

  test('of another topic msgBody may be anything', () => {
    expect(source().event(request(message('weimob_shop.goods/update', 'x')))).toMatchObject({ data: { msgBody: 'x' } });
  });
});
