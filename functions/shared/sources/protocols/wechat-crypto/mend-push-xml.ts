import { UNREAD } from '../../../text/readable.ts';

/** What XML 1.0 has no place for, raw and as a reference to a character. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const REFERENCE = /&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));/g;
const OPENED = /<([A-Za-z_][\w.-]*)>\s*<!\[CDATA\[/g;
const CLOSED = /\]\]>\s*<\/([A-Za-z_][\w.-]*)>/g;
const CDATA_END = ']]>';
/** Ids, types and times are the platform's own words: they end where they end first, whatever a text behind them says. */
const NOBODY_TYPES = /(?:UserName|[Ii][Dd]|Type|Time|^Event)$/;
/** Far enough behind a text to see the tag that closes its field. */
const LONGEST_CLOSING = 256;
/** Not part of a reference to a character or to one of the five entities that XML knows; a name that is none stays a fault. */
const BARE_AMPERSAND = /&(?!#|[A-Za-z_][\w.-]*;)/g;

/**
 * Makes a push well-formed that WeChat has written without a look at what people type, scan and forward: characters that XML forbids, `]]>`
 * and whole CDATA sections inside a text. A field's text reaches from its first `<Name><![CDATA[` to the last `]]></Name>` of that name:
 * whoever types the end of one field and the beginning of another has typed a text, and no field. So a list of such fields, in a push
 * that is broken, is one text. What nobody types ends at its first `]]></Name>`. Whatever is mended holds `UNREAD`, and is neither an id
 * nor a time nor a type.
 */
export function mendPushXml(text: string): string {
  const clean = text.replace(FORBIDDEN, UNREAD);
  const ends = new Map<string, number>();
  for (const { 1: name = '', index } of clean.matchAll(CLOSED)) ends.set(name, index);
  let mended = '';
  let from = 0;
  OPENED.lastIndex = 0;
  for (let field = OPENED.exec(clean); field; field = OPENED.exec(clean)) {
    const [opening, name = ''] = field;
    const begin = field.index + opening.length;
    const end = NOBODY_TYPES.test(name) ? firstEnd(clean, name, begin) : (ends.get(name) ?? -1);
    if (end < begin) continue;
    mended += outside(clean.slice(from, field.index)) + `<${name}>${inside(clean.slice(begin, end))}`;
    from = end + CDATA_END.length;
    OPENED.lastIndex = from;
  }
  return mended + outside(clean.slice(from));
}

function firstEnd(text: string, name: string, begin: number): number {
  const end = text.indexOf(CDATA_END, begin);
  const behind = end < 0 ? '' : text.slice(end + CDATA_END.length, end + LONGEST_CLOSING).trimStart();
  return behind.startsWith(`</${name}>`) ? end : -1;
}

function outside(markup: string): string {
  return markup
    .replace(BARE_AMPERSAND, '&amp;')
    .replace(REFERENCE, (reference, hex?: string, decimal?: string) =>
      isAllowed(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ? reference : UNREAD,
    );
}

function inside(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return text.includes(CDATA_END) ? escaped + UNREAD : escaped;
}

function isAllowed(point: number): boolean {
  if (point < 0x20) return point === 0x09 || point === 0x0a || point === 0x0d;
  return point <= 0xd7ff || (point >= 0xe000 && point <= 0xfffd) || (point >= 0x1_0000 && point <= 0x10_ffff);
}
