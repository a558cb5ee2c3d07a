import { describe, expect, test } from 'vitest';
import { openNamesPerson } from '../../../local/operations/names-person.ts';

const names = openNamesPerson([
  { kind: 'mobile', value: '15931000044' },
  { kind: 'mobile', value: '+447700900044' },
  { kind: 'email', value: 'lan.44@shop.test' },
  { kind: 'wechat-openid', value: 'oGuiyiTest_Customer-00000044' },
  { kind: 'member-no', value: '1001' },
]);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a text that nobody has understood names the person', () => {
  test.each([
    ['by a phone', '{"tel":"15931000044"}'],
    ['as a number', '{"tel":15931000044}'],
    ['with the country', 'tel=+8615931000044'],
    ['with the country, percent-encoded', 'tel=%2B8615931000044'],
    ['with separators', '<tel>+86 159-3100-0044</tel>'],
    ['by a foreign phone', '{"tel":"00447700900044"}'],
    ['by an address in capitals', '{"mail":"Lan.44@Shop.test"}'],
    ['by an address, percent-encoded', 'mail=lan.44%40shop.test'],
    ['by an address in escapes', String.raw`{"mail":"lan.44\u0040shop.test"}`],
    ['behind an escaped line break', String.raw`{"note":"call\n15931000044"}`],
    ['in JSON in JSON', JSON.stringify({ data: JSON.stringify({ mail: '\nlan.44@shop.test' }) })],
    ['in Base64', `{"data":"${base64('{"openid":"oGuiyiTest_Customer-00000044"}')}"}`],
    ['in a form in Base64', base64('a=1&mail=lan.44%40shop.test&more')],
  ])('%s', (_how, text) => expect(names(text)).toBe(true));
});

describe('and no other', () => {
  test.each([
    ['a longer number', '{"order":"159310000441"}'],
    ['the end of a longer number', '{"order":"2015931000044"}'],
    ['the end of another address', 'yu.lan.44@shop.test'],
    ['the beginning of another address', 'lan.44@shop.test.example'],
    ['another id', 'oGuiyiTest_Customer-000000441'],
    ['a short value, which is many other numbers', '{"member":"1001"}'],
    ['nothing', ''],
  ])('%s', (_how, text) => expect(names(text)).toBe(false));

  test('whoever has short values alone is in none', () => {
    expect(openNamesPerson([{ kind: 'member-no', value: '1001' }])('1001')).toBe(false);
  });
});
