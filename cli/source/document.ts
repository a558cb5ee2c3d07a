import { jsonIn } from '../../functions/shared/json/json-of.ts';
import { type Json, scalar } from '../../functions/shared/json/lossless.ts';

/** A text whose values can be replaced one by one: JSON, XML or a form. */
export interface Document {
  readonly values: Json;
  /** The text with other values in the same places. */
  write(values: Json): string;
}

/** What stands between the tags of XML, CDATA included. */
const XML_TEXT = /(?<=>)(?:<!\[CDATA\[[\s\S]*?\]\]>|[^<]+)(?=<)/g;
const CDATA = /^<!\[CDATA\[([\s\S]*)\]\]>$/;
const FORM = /^[\w.~%[\]-]+=[^\s{}<>"]*(?:&[\w.~%[\]-]+=[^\s{}<>"]*)*$/;

/** Opens a body; undefined where its values cannot be told from what is around them. */
export function openDocument(text: string): Document | undefined {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) return openJson(trimmed);
  if (trimmed.startsWith('<') && trimmed.endsWith('>')) return openXml(text);
  return FORM.test(trimmed) ? openForm(trimmed) : undefined;
}

/** Opens a text inside a body that is JSON itself, percent-encoded or not; undefined where it is none. */
export function openInner(text: string): Document | undefined {
  const trimmed = text.trim();
  return /^[[{]/.test(trimmed) ? openJson(trimmed) : openEncoded(trimmed);
}

function openJson(text: string): Document | undefined {
  const values = jsonIn(text);
  return values === undefined ? undefined : { values, write: (changed) => JSON.stringify(changed) };
}

function openXml(text: string): Document {
  const markup = text.split(XML_TEXT);
  const texts = text.match(XML_TEXT) ?? [];
  const isCdata = texts.map((each) => CDATA.test(each));
  return {
    values: texts.map((each) => CDATA.exec(each)?.[1] ?? each),
    write: (values) => {
      const changed: readonly Json[] = Array.isArray(values) ? values : [];
      return markup
        .map((before, index) => {
          if (index >= texts.length) return before;
          const value = scalar(changed[index]) ?? '';
          return `${before}${isCdata[index] ? `<![CDATA[${value}]]>` : value}`;
        })
        .join('');
    },
  };
}

/** A form writes a blank as `+`, and then a colon as `%3A`. */
function openEncoded(text: string): Document | undefined {
  if (!/^%(?:7b|5b)/i.test(text)) return undefined;
  try {
    const inner = openJson(decodeURIComponent(text.includes(':') ? text : text.replaceAll('+', ' ')));
    return inner && { ...inner, write: (values) => encodeURIComponent(inner.write(values)) };
  } catch {
    return undefined;
  }
}

function openForm(text: string): Document {
  const entries = [...new URLSearchParams(text)];
  return {
    values: entries.map(([, value]) => value),
    write: (values) => {
      const changed: readonly Json[] = Array.isArray(values) ? values : [];
      const form = new URLSearchParams();
      for (const [index, [name]] of entries.entries()) form.append(name, scalar(changed[index]) ?? '');
      return form.toString();
    },
  };
}
