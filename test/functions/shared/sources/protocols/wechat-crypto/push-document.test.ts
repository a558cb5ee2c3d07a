import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { mend } from '../../../../../../functions/shared/json/mend.ts';
import { readTolerantJson } from '../../../../../../functions/shared/json/tolerant.ts';
import { isReadable } from '../../../../../../functions/shared/text/readable.ts';
import { readPush } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/push-document.ts';
import { findText, textOf } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/push-object.ts';
import { writePushXml } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/write-push-xml.ts';
import vectors from '../../../../../vectors/wechat-official-account.json' with { type: 'json' };

function read(text: string) {
  const reading = readPush(Buffer.from(text));
  return reading.ok ? reading.push : reading.detail;
}

test.each([
  ['CDATA and bare numbers are strings', '<xml><A><![CDATA[x]]></A><B>0042</B></xml>', { A: 'x', B: '0042' }],
  ['64-bit ids keep their digits', '<xml><MsgId>4561255354251345929</MsgId></xml>', { MsgId: '4561255354251345929' }],
  ['blanks around text are cut', '<xml>\n <A>\n <![CDATA[ x ]]>\n</A>\n</xml>', { A: 'x' }],
  ['text in pieces is one text', '<xml><A>a<![CDATA[<b>]]>&amp;c</A></xml>', { A: 'a<b>&c' }],
  ['comments are left out', '<xml><!-- <A> --><A>x<!-- y -->z</A></xml>', { A: 'xz' }],
  ['attributes are left out', '<xml a="<![CDATA[" b=\'/>\'><A c="/">x</A></xml>'.replace('<![CDATA[', '>'), { A: 'x' }],
  ['an empty element is an empty text', '<xml><A/><B></B><C /></xml>', { A: '', B: '', C: '' }],
  ['nested elements are objects', '<xml><A><B>x</B></A></xml>', { A: { B: 'x' } }],
  ['a repeated tag is a list', '<xml><A>1</A><A>2</A><A>3</A></xml>', { A: ['1', '2', '3'] }],
  ['List is a list of one too', '<xml><L><List><A>1</A></List></L></xml>', { L: { List: [{ A: '1' }] } }],
  ['so are item and Item', '<xml><item>1</item><Item>2</Item></xml>', { item: ['1'], Item: ['2'] }],
  ['an XML declaration', '<?xml version="1.0" encoding="UTF-8"?>\n<xml><A>x</A></xml>', { A: 'x' }],
  ['a byte order mark', '\uFEFF<xml><A>x</A></xml>', { A: 'x' }],
  ['a DOCTYPE inside CDATA is text', '<xml><A><![CDATA[<!DOCTYPE x>]]></A></xml>', { A: '<!DOCTYPE x>' }],
  ['emoji', '<xml><A><![CDATA[你好👋🏽]]></A></xml>', { A: '你好👋🏽' }],
  ['JSON scalars are strings', '{"a":1,"b":true,"c":null,"d":" x "}', { a: '1', b: 'true', c: '', d: 'x' }],
  ['JSON keeps 64-bit ids', '{"MsgId":4561255354251345929}', { MsgId: '4561255354251345929' }],
  ['a List that JSON writes as its one entry', '{"List":{"a":1}}', { List: [{ a: '1' }] }],
  [
    'a history that XML and JSON write as its one entry',
    '<xml><history><a>1</a></history></xml>',
    { history: [{ a: '1' }] },
  ],
  ['the same in JSON', '{"history":{"a":1}}', { history: [{ a: '1' }] }],
  ['JSON lists and objects', '{"List":[{"a":1},{"a":2}]}', { List: [{ a: '1' }, { a: '2' }] }],
])('%s', (_name, text, push) => {
  expect(read(text)).toEqual(push);
});

const xml = 'the push is not XML of the documented kind';
const json = 'the push is not JSON of the documented kind';
const nested = (depth: number, open: string, inside: string, close: string) =>
  open.repeat(depth) + inside + close.repeat(depth);

test.each([
  ['a DOCTYPE', '<!DOCTYPE xml><xml><A>x</A></xml>', xml],
  ['a DOCTYPE in lower case', '<!doctype xml><xml><A>x</A></xml>', xml],
  ['an external entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>', xml],
  ['a DOCTYPE after the declaration', '<?xml version="1.0"?><!DOCTYPE xml><xml><A>x</A></xml>', xml],
  ['an undeclared entity', '<xml><A>&e;</A></xml>', xml],
  ['a processing instruction', '<xml><?php x?><A>x</A></xml>', xml],
  ['a stylesheet', '<?xml-stylesheet href="x"?><xml><A>x</A></xml>', xml],
  ['a tag that is not closed', '<xml><A>x</xml>', xml],
  ['two roots', '<xml><A>x</A></xml><xml/>', xml],
  ['CDATA without an end', '<xml><A><![CDATA[x</A></xml>', xml],
  ['no fields', '<xml>text</xml>', xml],
  ['XML 65 deep', nested(65, '<a>', 'x', '</a>'), xml],
  ['XML 100,000 deep', '<a>'.repeat(80_000), xml],
  ['depth behind an attribute that looks self-closing', nested(70, '<a b="/>">', '', '</a>'), xml],
  ['depth behind a comment', nested(70, '<a><!-- </a> -->', 'x', '</a>'), xml],
  ['depth behind CDATA', nested(70, '<a><![CDATA[</a>]]>', 'x', '</a>'), xml],
  ['8,192 tags and more', `<xml>${'<a/>'.repeat(8192)}</xml>`, xml],
  ['JSON that ends too early', '{"a":1', json],
  ['JSON 65 deep', nested(65, '{"a":', '1', '}'), json],
  ['JSON lists 100,000 deep', `{"a":${nested(100_000, '[', '1234567890123456789', ']')}}`, json],
  ['a JSON list', '[1]', 'the push is neither XML nor a JSON object'],
  ['a form', 'a=1&b=2', 'the push is neither XML nor a JSON object'],
  ['nothing', '', 'the push is neither XML nor a JSON object'],
  ['256 KiB and more', `<xml><A>${'x'.repeat(256 * 1024)}</A></xml>`, 'the push is larger than 256 KiB'],
])('not a push: %s', (_name, text, detail) => {
  expect(read(text)).toBe(detail);
});

const bytes = (text: string) => Buffer.from(text, 'latin1');
test.each<readonly [string, string | Uint8Array, object]>([
  ['control characters', '<xml><A><![CDATA[a\u0002b\u0010c\u001d]]></A></xml>', { A: 'abc' }],
  ['NUL, U+FFFE and U+FFFF', '<xml><A>a\u0000b\uFFFEc\uFFFF</A></xml>', { A: 'abc' }],
  ['a reference to one', '<xml><A>a&#2;b&#x1D;c&#xFFFE;&#x110000;&#65;</A></xml>', { A: 'abcA' }],
  [
    'markup with CDATA in CDATA',
    cdata('<status><![CDATA[ok]]></status>'),
    { A: '<status><![CDATA[ok]]></status>', B: '1' },
  ],
  ['an end of CDATA', cdata('a]]>b'), { A: 'a]]>b', B: '1' }],
  ['two of them', cdata(']]>a]]>'), { A: ']]>a]]>', B: '1' }],
  ['an end of CDATA and entities', cdata('a]]>&amp;<b'), { A: 'a]]>&amp;<b', B: '1' }],
  [
    'a whole push in a text',
    cdata('<xml><A><![CDATA[x]]></A></xml>'),
    { A: '<xml><A><![CDATA[x]]></A></xml>', B: '1' },
  ],
  ['CDATA that is not closed', cdata('<![CDATA['), { A: '<![CDATA[', B: '1' }],
  ['an ampersand outside CDATA', '<xml><A>a & b</A></xml>', { A: 'a & b' }],
  ['a character that is cut', bytes('<xml><A><![CDATA[\xe5\xbd\x92\xe5\xbd]]></A></xml>'), { A: '归\uFFFD' }],
  ['a character that is cut, in JSON', bytes('{"A":"\xe5\xbd"}'), { A: '\uFFFD' }],
  ['control characters in JSON', '{"A":"a\u0002b\nc\td","B":["\u001d"]}', { A: 'ab\nc\td', B: [''] }],
  ['half a surrogate pair', '{"A":"x\\ud83d","B":"\\ud83d\\ude00"}', { A: 'x\uFFFD', B: '\u{1F600}' }],
  ['a byte order mark before JSON', '\uFEFF{"A":"x"}', { A: 'x' }],
])('a push that holds %s is read', (_name, sent, said) => {
  const reading = readPush(Buffer.from(sent));
  if (!reading.ok) throw new Error(reading.detail);
  expect(mend(reading.push as Json).data).toEqual(said);
});

/** As WeChat writes what people type: without a look at it. */
function cdata(text: string): string {
  return `<xml><A><![CDATA[${text}]]></A><B>1</B></xml>`;
}

describe('whoever types fields has typed a text', () => {
  const typed = (text: string) => `<xml><A>1</A><Content><![CDATA[${text}]]></Content><MsgId>7</MsgId></xml>`;
  test.each([
    ['a field, and the text goes on', ']]></Content><UnionId>x</UnionId><Content><![CDATA['],
    ['a field, and the text does not go on', ']]></Content><UnionId><![CDATA[x'],
    ['a field of the push again', ']]></Content><A>2</A><Content><![CDATA['],
    ['the end of the push', ']]></Content></xml>'],
    ['a comment', ']]></Content><UnionId>x</UnionId><!--'],
    ['a nested field', ']]></Content><U><UnionId>x</UnionId><Content><![CDATA['],
  ])('%s', (_name, text) => {
    const push = read(typed(text));
    if (typeof push === 'string') throw new Error(push);
    expect(mend(push as Json).data).toEqual({ A: '1', Content: text, MsgId: '7' });
    expect(push['Content']).not.toSatisfy(isReadable);
  });
});

test('what is mended is no id until then', () => {
  const push = read('<xml><FromUserName>o\u0002Invented</FromUserName></xml>');
  expect(push).toMatchObject({ FromUserName: expect.any(String) as string });
  expect(typeof push === 'string' ? '' : push['FromUserName']).not.toSatisfy(isReadable);
});

test('2,000,000 levels are refused before they are parsed', () => {
  for (const text of ['{"a":'.repeat(2_000_000), '['.repeat(2_000_000), `{"a":"${'['.repeat(2_000_000)}"`])
    expect(readTolerantJson(text)).toBeUndefined();
});

test.each([
  ['XML', '<xml><__proto__><isAdmin>1</isAdmin></__proto__><constructor>x</constructor></xml>'],
  ['JSON', '{"__proto__":{"isAdmin":1},"constructor":"x"}'],
])('__proto__ in %s is a field like any other', (_format, text) => {
  const push = read(text);
  if (typeof push === 'string') throw new Error(push);
  expect(Object.getPrototypeOf(push)).toBeNull();
  expect(Object.keys(push)).toEqual(['__proto__', 'constructor']);
  expect(push['isAdmin']).toBeUndefined();
  expect({}).not.toHaveProperty('isAdmin');
  expect(Object.getPrototypeOf(JSON.parse(JSON.stringify(push)))).toBe(Object.prototype);
});

test('the published XML message is read', () => {
  expect(read(vectors['wecom-secure-post-xml'].expected.plaintext)).toEqual({
    ToUserName: 'wx5823bf96d3bd56c7',
    FromUserName: 'mycreate',
    CreateTime: '1409659813',
    MsgType: 'text',
    Content: 'hello',
    MsgId: '4561255354251345929',
    AgentID: '218',
  });
});

test('what is written is read back', () => {
  const text = 'a]]>b <c> & "d" 你好';
  const written = writePushXml({ Text: text, Number: 7, None: null, Nested: { List: [{ A: 'x' }, { A: 'y' }] } });
  expect(read(written)).toEqual({
    Text: text,
    Number: '7',
    None: '',
    Nested: { List: [{ A: 'x' }, { A: 'y' }] },
  });
  expect(written).toContain('<Number>7</Number>');
});

test('a key that cannot be a tag is not written', () => {
  expect(() => writePushXml({ 'a><b': 'x' })).toThrow(RangeError);
});

test.each([
  ['as documented', { OpenID: 'o1' }, { field: 'OpenID', value: 'o1' }],
  ['in lower case', { openid: 'o1' }, { field: 'openid', value: 'o1' }],
  ['with blanks in the name and the value', { ' OpenID ': ' o1 ' }, { field: ' OpenID ', value: 'o1' }],
  ['twice alike', { OpenID: 'o1', openid: 'o1' }, { field: 'OpenID', value: 'o1' }],
  ['twice, one empty', { OpenID: '', openid: 'o1' }, { field: 'openid', value: 'o1' }],
  ['twice and different', { OpenID: 'o1', openid: 'o2' }, undefined],
  ['repeated', { OpenID: ['o1', 'o2'] }, undefined],
  ['missing', { PluginOpenID: 'o1' }, undefined],
])('a field of varying spelling: %s', (_name, push, found) => {
  expect(findText(push, 'openid')).toEqual(found);
});

test('a field that every object inherits is not text', () => {
  expect(textOf({}, 'constructor')).toBeUndefined();
});
