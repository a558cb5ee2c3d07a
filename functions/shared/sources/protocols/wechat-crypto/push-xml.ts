import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import { readFlatPushXml } from './flat-push-xml.ts';
import { mendPushXml } from './mend-push-xml.ts';
import { emptyPushObject, isAlwaysList, type PushObject } from './push-object.ts';

/** The largest push known has some dozens; the parser takes about a microsecond for each. */
const MAX_TAGS = 8192;
const XML_DECLARATION = /^\s*<\?xml\s[^<>]*\?>/;

/**
 * Reads `<xml>…</xml>` into objects of strings: text trimmed, repeated tags as arrays, attributes left out. What is not well-formed
 * for what stands in its texts alone is mended: `mendPushXml`.
 * @throws Error when the text is not well-formed even so, nests deeper than `maxDepth`, has too many tags, a DOCTYPE or a
 * processing instruction.
 */
export function readPushXml(text: string, maxDepth: number): PushObject {
  const body = text.replace(XML_DECLARATION, '');
  return readFlatPushXml(body) ?? parseOrMend(body, maxDepth);
}

function parseOrMend(body: string, maxDepth: number): PushObject {
  try {
    return parsePushXml(body, maxDepth);
  } catch (error) {
    const mended = mendPushXml(body);
    if (mended === body) throw error;
    return objectIn(mended, maxDepth);
  }
}

/** The same of any well-formed push, by the parser. @throws Error as `readPushXml`, and where `objectIn` would take a text for fields */
export function parsePushXml(body: string, maxDepth: number): PushObject {
  return objectIn(body, maxDepth, rejectSplitText);
}

/** @throws Error as `readPushXml` */
function objectIn(body: string, maxDepth: number, check: (element: XmlElement) => void = () => undefined): PushObject {
  rejectTraps(body, maxDepth);
  const { root } = parseXml(body);
  const value = root ? fold(root, check) : '';
  if (typeof value === 'string') throw new Error('the XML has no fields');
  return value;
}

/**
 * A text that stands twice among its neighbours with another field between: the platform writes none, but whoever types
 * `]]></Content><UnionId>…</UnionId><Content><![CDATA[` makes one, well-formed and with a field of their own in it.
 */
function rejectSplitText({ children }: XmlElement): void {
  const done = new Set<string>();
  let last = '';
  for (const child of children) {
    if (!(child instanceof XmlElement) || child.name === last) continue;
    if (done.has(child.name) && !child.children.some((inner) => inner instanceof XmlElement))
      throw new Error('the XML has a field twice, with another between');
    done.add(child.name);
    last = child.name;
  }
}

/** Runs before the parser, which recurses by depth and accepts a DOCTYPE. */
function rejectTraps(text: string, maxDepth: number): void {
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

function fold(element: XmlElement, check: (element: XmlElement) => void): string | PushObject {
  check(element);
  const object = emptyPushObject();
  let text = '';
  let hasFields = false;
  for (const child of element.children) {
    if (child instanceof XmlText) text += child.text;
    if (!(child instanceof XmlElement)) continue;
    hasFields = true;
    const value = fold(child, check);
    const present = object[child.name];
    if (Array.isArray(present)) present.push(value);
    else if (present !== undefined) object[child.name] = [present, value];
    else object[child.name] = isAlwaysList(child.name) ? [value] : value;
  }
  return hasFields ? object : text.trim();
}
