import { describe, expect, test } from 'vitest';
import { openDocument } from '../../../cli/source/document.ts';
import { readStatements } from '../../../cli/source/golden.ts';
import { invented } from '../../../cli/source/invent.ts';
import { openReading } from '../../../cli/source/connection.ts';
import { demoConfig } from '../../kit/demo.ts';
import { till } from './till.ts';

const at = '2026-03-01T04:00:00Z';
function invent(body: object | string, connection = till()) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const document = openDocument(text);
  if (!document) throw new Error('no document');
  return invented(document, (candidate) => readStatements(connection, {}, candidate), connection.region);
}
function accepted(body: object, connection = till()) {
  const invention = invent({ type: 'sold', state: 'paid', at, ...body }, connection);
  if (!invention.ok) throw new Error(invention.detail.en);
  return JSON.parse(invention.body) as Record<string, unknown>;
}
const buyer = { phone: '15931000070', email: 'lan@shop.example', card: 'M-0042', name: '林岚' };

describe('of the person', () => {
  test('contacts and ids are others, as they were written', () => {
    expect(accepted({ buyer: { ...buyer, phone: '+86 159-3100-0071' } })['buyer']).toMatchObject({
      phone: expect.stringMatching(/^\+86 159-3100-\d{4}$/),
      email: expect.stringMatching(/^person-\d+@golden\.test$/),
      card: expect.stringMatching(/^[A-Z]-\d{4}$/),
    });
  });

  test('they are the same wherever they stand, inside other texts too', () => {
    const { buyer: them, note, list } = accepted({ buyer, note: 'card M-0042 again', list: ['lan@shop.example'] });
    const { card, email } = them as Record<string, string>;
    expect(note).toContain(card);
    expect(note).not.toMatch(/card|again/);
    expect(list).toEqual([email]);
  });

  test.each([
    ['name', '林岚'],
    ['born', '1991-07-14'],
    ['city', '杭州'],
  ])('%s is another, and is still one', (field, value) => {
    const changed = (accepted({ buyer: { ...buyer, [field]: value } })['buyer'] as Record<string, string>)[field];
    expect(changed).not.toBe(value);
    expect(changed).toHaveLength(value.length);
  });

  test('first and last name are parts of the whole', () => {
    const { first, buyer: them } = accepted({ buyer, first: '岚' });
    expect(first).not.toBe('岚');
    expect((them as typeof buyer).name).not.toContain('岚');
  });

  test.each(['13108675309', '1-310-867-5309', '(310) 867-5309'])(
    'a number that the country beside it makes a foreign one becomes one of that country: %s',
    (phone) => {
      const identities = [{ kind: 'mobile', path: 'buyer.phone', country: 'buyer.country' }];
      const connection = till({ identities, profile: {} });
      const { buyer: them } = accepted({ buyer: { phone, country: 'US' } }, connection);
      expect((them as typeof buyer).phone).toMatch(/201.*5\d\d.*\d{4}$/);
      expect((them as typeof buyer).phone).toHaveLength(phone.length);
    },
  );

  test('a foreign number becomes one of its country', () => {
    const { buyer: them } = accepted({ buyer: { ...buyer, phone: '+1 310 867 5309' } });
    expect((them as typeof buyer).phone).toMatch(/^\+1 201 5\d\d \d{4}$/);
  });

  test('a national number becomes one of the country of the connection', () => {
    const { buyer: them } = accepted({ buyer: { ...buyer, phone: '06 98 76 54 32' } }, till({}, 'FR'));
    expect((them as typeof buyer).phone).toMatch(/^06 12 3\d \d\d \d\d$/);
  });
});

describe('of the rest', () => {
  test('what means something to the source stays', () => {
    expect(accepted({ buyer })).toMatchObject({ type: 'sold', state: 'paid', at });
  });

  test.each<[string, unknown]>([
    ['a text', 'leave it at the door'],
    ['a number', 123_456],
    ['a place on earth', 30.2741],
    ['a day', '1991-07-14'],
    ['a day without hyphens', '19910714'],
    ['a time', '1991-07-14T08:00:00+08:00'],
    ['a number with an extension', '15931000071-4711'],
    ['another person’s address', 'zhou@home.example'],
  ])('%s is another', (_name, value) => {
    expect(accepted({ buyer, other: value })['other']).not.toEqual(value);
    expect(typeof accepted({ buyer, other: value })['other']).toBe(typeof value);
  });

  test.each([0, 7, true, null, '', '—'])('%j tells nobody and stays', (value) => {
    expect(accepted({ buyer, other: value })['other']).toEqual(value);
  });

  test('a field that is called as a contact is called otherwise', () => {
    const { consents } = accepted({ buyer, consents: { 'lan@shop.example': true, sms: false } });
    expect(Object.keys(consents as object)).toEqual([expect.stringMatching(/^person-\d+@golden\.test$/), 'sms']);
  });

  test.each([
    ['JSON in a text', (json: string) => json, (text: string) => text],
    ['percent-encoded JSON', encodeURIComponent, decodeURIComponent],
  ])('%s is JSON with others', (_name, write, read) => {
    const { raw } = accepted({ buyer, raw: write('{"tel":"15931000070","kind":"a"}') });
    expect(JSON.parse(read(String(raw)))).toMatchObject({ tel: expect.stringMatching(/^159310000\d\d$/) });
  });

  test('of two different values none becomes the other', () => {
    const orders = Array.from({ length: 300 }, (_, index) => `order-${1000 + index}`);
    expect(new Set(accepted({ buyer, orders })['orders'] as string[]).size).toBe(300);
  });
});

describe('in another form than JSON', () => {
  test('a form', () => {
    const body = `payload=${encodeURIComponent(JSON.stringify({ type: 'sold', state: 'paid', at, buyer }))}`;
    const invention = invent(body);
    expect(invention).toMatchObject({ ok: true, body: expect.stringMatching(/^payload=%7B/) });
    expect(JSON.stringify(invention)).not.toMatch(/15931000070|lan%40/);
  });

  test('XML keeps its tags', () => {
    const wechat = openReading(demoConfig(), 'wechat-demo');
    const open = 'oRealFollower000000000000001';
    const body = `<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<FromUserName><![CDATA[${open}]]></FromUserName><CreateTime>1772337600</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event></xml>`;
    const invention = invent(body, wechat);
    expect(invention).toMatchObject({
      ok: true,
      body: expect.stringMatching(
        /^<xml><ToUserName>.+<\/ToUserName>\n<FromUserName><!\[CDATA\[o\w{27}\]\]>.*<CreateTime>1772337600<.*\[subscribe\]/,
      ),
    });
    expect(JSON.stringify(invention)).not.toContain(open);
  });
});

describe('nothing is written', () => {
  test('when something that tells whose event it is must stay', () => {
    const onlyHer = till({ when: [{ path: 'buyer.name', equals: '林岚' }] });
    expect(invent({ type: 'sold', at, buyer }, onlyHer)).toEqual({
      ok: false,
      detail: expect.objectContaining({
        en: '1 of its values tell whose event it is, and without them it would say something else',
      }),
    });
  });

  test('when other people’s ids would say something else', () => {
    const onlyHer = till({ when: [{ path: 'buyer.card', equals: 'M-0042' }] });
    expect(invent({ type: 'sold', at, buyer }, onlyHer)).toMatchObject({
      ok: false,
      detail: expect.objectContaining({ en: expect.stringContaining('ids and contacts') }),
    });
  });
});
