import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import { readFlatPushXml } from './flat-push-xml.ts';
import { emptyPushObject, isAlwaysList, type PushObject } from './push-object.ts';

/** The largest push known has some dozens; the parser takes about a microsecond for each. */
const MAX_TAGS = 8192;
const XML_DECLARATION = /^\s*<\?xml\s[^<>]*\?>/;

/**
 * Reads `<xml>…</xml>` into objects of strings: text trimmed, repeated tags as arrays, attributes left out.
 * @throws Error when the text is not well-formed, nests deeper than `maxDepth`, has too many tags, a DOCTYPE or a
 * processing instruction.
 */
export function readPushXml(text: string, maxDepth: number): PushObject {
  const body = text.replace(XML_DECLARATION, '');
  return readFlatPushXml(body) ?? parsePushXml(body, maxDepth);
}

/** The same of any push, by the parser. @throws Error as `readPushXml` */
export function parsePushXml(body: string, maxDepth: number): PushObject {
  refuseTraps(body, maxDepth);
  const { root } = parseXml(body);
  const value = root ? fold(root) : '';
  if (typeof value === 'string') throw new Error('the XML has no fields');
  return value;
}

/** Runs before the parser, which recurses by depth and accepts a DOCTYPE. */
function refuseTraps(text: string, maxDepth: number): void {
  let depth = 0;
  let tags = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<![CDATA[', at)) {
      at = endOf(text, ']]>', at + 9);
    } else if (text.startsWith('<!--', at)) {
      at = endOf(text, '-->', at + 4);
    } else if (text[at + 1] === '!' || text[at + 1] === '?') {
      throw new Error('the XML has a DOCTYPE or a processing instruction');
    } else {
      const end = endOf(text, '>', at);
      if (text[at + 1] === '/') depth--;
      else if (!isSelfClosing(text.slice(at, end))) depth++;
      if (depth > maxDepth || ++tags > MAX_TAGS) throw new Error('the XML nests too deep or has too many tags');
      at = end;
    }
  }
}

/** Errs towards no: the `>` that ends a tag may stand in an attribute, as in `<a b="/>">`. */
function isSelfClosing(tag: string): boolean {
  return tag.endsWith('/>') && !tag.includes('"') && !tag.includes("'");
}

function endOf(text: string, terminator: string, from: number): number {
  const start = text.indexOf(terminator, from);
  if (start < 0) throw new Error(`the XML lacks a ${terminator}`);
  return start + terminator.length;
}

function fold(element: XmlElement): string | PushObject {
  const object = emptyPushObject();
  let text = '';
  let hasFields = false;
  for (const child of element.children) {
    if (child instanceof XmlText) text += child.text;
    if (!(child instanceof XmlElement)) continue;
    hasFields = true;
    const value = fold(child);
    const present = object[child.name];
    if (Array.isArray(present)) present.push(value);
    else if (present !== undefined) object[child.name] = [present, value];
    else object[child.name] = isAlwaysList(child.name) ? [value] : value;
  }
  return hasFields ? object : text.trim();
}
