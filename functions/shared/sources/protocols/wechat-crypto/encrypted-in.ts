import { textIn } from '../../../text/utf8.ts';

const XML = /<Encrypt>\s*(?:<!\[CDATA\[([^<\]]*)\]\]>|([^<\]]*))\s*<\/Encrypt>/g;
const JSON_STRING = /(?<!\\)"([Ee]ncrypt)"\s*:\s*("[^"\\]*(?:\\.[^"\\]*)*")/g;
/** A push has one. Whoever writes more of them into a text of their own has no right signature for any. */
const MOST = 8;

/**
 * What stands as `Encrypt` in a body, the last first: nothing else of the outer body is looked at, because nothing else is proved. In
 * compatible mode people's texts stand beside it, with whatever they have typed. `encrypt` is how WeCom's bots spell it.
 */
export function encryptedIn(body: Uint8Array, spellings: readonly string[]): readonly string[] {
  const text = textIn(body);
  const found = text.trimStart().startsWith('<')
    ? Array.from(text.matchAll(XML), ([, section, plain]) => section ?? plain ?? '')
    : Array.from(text.matchAll(JSON_STRING), ([, name = '', literal = '']) =>
        spellings.includes(name) ? stringIn(literal) : '',
      );
  const texts = found.map((each) => each.trim()).filter((each) => each !== '');
  return [...new Set(texts)].slice(-MOST).toReversed();
}

function stringIn(literal: string): string {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}
