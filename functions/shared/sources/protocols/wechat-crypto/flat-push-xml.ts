import { emptyPushObject, isAlwaysList, type PushObject } from './push-object.ts';

/**
 * One field: `<Name>text</Name>` or `<Name><![CDATA[text]]></Name>`, in characters that XML allows, and without those that
 * mean something to a parser: entities, nested tags, a `]` in CDATA, a carriage return.
 */
const FIELD =
  // eslint-disable-next-line no-control-regex
  /\s*<([A-Za-z_][A-Za-z0-9_]*)>(?:<!\[CDATA\[([^\]\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]*)\]\]>|([^<&\]\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]*))<\/\1>/y;
const BEGIN = /\s*<xml>/y;
const END = /\s*<\/xml>\s*$/y;
const MAX_FIELDS = 1024;

/**
 * Reads what nearly every push is: one level of fields. It reads exactly what the XML parser would, in a sixth of its time, or
 * nothing: undefined says that only the parser can tell.
 */
export function readFlatPushXml(text: string): PushObject | undefined {
  if (text.includes('\r')) return undefined;
  let at = endOf(BEGIN, text, 0);
  if (at === undefined) return undefined;
  const object = emptyPushObject();
  let last = '';
  for (let fields = 0; fields < MAX_FIELDS; fields++) {
    FIELD.lastIndex = at;
    const match = FIELD.exec(text);
    if (!match) return fields > 0 && endOf(END, text, at) !== undefined ? object : undefined;
    at = FIELD.lastIndex;
    const name = match[1] ?? '';
    // Perhaps somebody's text that looks like fields.
    if (name !== last && object[name] !== undefined) return undefined;
    add(object, name, (match[2] ?? match[3] ?? '').trim());
    last = name;
  }
  return undefined;
}

/** A repeated field is a list, as some fields always are. */
function add(object: PushObject, name: string, value: string): void {
  const present = object[name];
  if (Array.isArray(present)) present.push(value);
  else if (present !== undefined) object[name] = [present, value];
  else object[name] = isAlwaysList(name) ? [value] : value;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
