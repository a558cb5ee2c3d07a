import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFlatPushXml } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/flat-push-xml.ts';
import { parsePushXml } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/push-xml.ts';

const parsed = (text: string): unknown => {
  try {
    return parsePushXml(text, 64);
  } catch {
    return 'rejected';
  }
};

describe('what it reads, the parser reads alike', () => {
  test.each([
    '<xml><A>1</A></xml>',
    ' <xml>\n  <A><![CDATA[ x ]]></A>\n <A>2</A> <B></B></xml>\n',
    '<xml><List>one</List></xml>',
    '<xml><__proto__>x</__proto__><constructor>y</constructor></xml>',
    '<xml><A><![CDATA[<b>&amp;]]></A><B>a > b</B></xml>',
    '<xml><A>归一 \u{1F600}</A></xml>',
  ])('%s', (text) => {
    const flat = readFlatPushXml(text);
    expect(flat).toBeDefined();
    expect(flat).toEqual(parsed(text));
  });
});

test.each([
  ['nothing in it', '<xml></xml>'],
  ['a nested field', '<xml><A><B>1</B></A></xml>'],
  ['an entity', '<xml><A>&lt;</A></xml>'],
  ['a comment', '<xml><!-- --><A>1</A></xml>'],
  ['a DOCTYPE', '<!DOCTYPE xml><xml><A>1</A></xml>'],
  ['an attribute', '<xml><A b="c">1</A></xml>'],
  ['a blank in a tag', '<xml><A >1</A></xml>'],
  ['another root', '<html><A>1</A></html>'],
  ['text beside the fields', '<xml>x<A>1</A></xml>'],
  ['something behind the end', '<xml><A>1</A></xml><xml></xml>'],
  ['a tag that is closed by another', '<xml><A>1</B></xml>'],
  ['a bracket in CDATA', '<xml><A><![CDATA[a]b]]></A></xml>'],
  ['two CDATA in one field', '<xml><A><![CDATA[a]]><![CDATA[b]]></A></xml>'],
  ['a carriage return', '<xml><A>1</A>\r\n</xml>'],
  ['a control character', '<xml><A>\u0001</A></xml>'],
  ['a character that XML has not', '<xml><A>\uFFFF</A></xml>'],
  ['no end', '<xml><A>1</A>'],
  ['a field again, behind another', '<xml><A>1</A><B>2</B><A>3</A></xml>'],
])('%s is left to the parser', (_name, text) => {
  expect(readFlatPushXml(text)).toBeUndefined();
});

test('whatever it reads, the parser reads alike; what the parser refuses, it never reads', () => {
  const name = fc.constantFrom('A', 'B', 'List', 'item', 'MsgId', '__proto__', 'a-b', 'é');
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const piece = fc.constantFrom(
    '<',
    '>',
    '&',
    ']',
    ']]>',
    '<![CDATA[',
    '\r',
    '\u0000',
    '\u00A0',
    '&amp;',
    '<!--',
    '-->',
    ' ',
    '\uFEFF',
  );
  const content = fc.oneof(
    text,
    piece,
    fc.tuple(text, piece, text).map((parts) => parts.join('')),
  );
  const field = fc.oneof(
    fc.tuple(name, content).map(([tag, inside]) => `<${tag}>${inside}</${tag}>`),
    fc.tuple(name, content).map(([tag, inside]) => `<${tag}><![CDATA[${inside}]]></${tag}>`),
    content,
  );
  const document = fc.array(field, { maxLength: 6 }).map((fields) => `<xml>${fields.join('')}</xml>`);
  let read = 0;
  fc.assert(
    fc.property(document, (xml) => {
      const flat = readFlatPushXml(xml);
      if (flat === undefined) return;
      read += 1;
      expect(flat).toEqual(parsed(xml));
    }),
    { numRuns: 6_000 },
  );
  expect(read).toBeGreaterThan(200);
});
