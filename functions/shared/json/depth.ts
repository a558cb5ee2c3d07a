/**
 * The deepest that a platform's body may nest. Of what platforms document nothing nests deeper than a dozen; whoever reads an event after us
 * (a database, a recursive function, another program) may end at a hundred.
 */
export const MAX_DEPTH = 64;

/** Does the JSON in a text nest deeper than that? One pass over the text, which is left as soon as it is clear; nothing is parsed. */
export function nestsDeeper(text: string, most: number): boolean {
  return hasMoreOpeners(text, most) && deepest(text, most) > most;
}

/** Most bodies have too few brackets to nest deep: then nobody needs to look where they stand. */
function hasMoreOpeners(text: string, most: number): boolean {
  let count = 0;
  for (const opener of ['{', '[']) {
    for (let at = text.indexOf(opener); at >= 0; at = text.indexOf(opener, at + 1)) if (++count > most) return true;
  }
  return false;
}

function deepest(text: string, most: number): number {
  let depth = 0;
  let reached = 0;
  for (let at = 0; at < text.length && reached <= most; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') reached = Math.max(reached, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return reached;
}

/** Where the string that begins at `start` has its closing quote; the end of the text where it has none. */
export function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}
