// What a page shows as the output of its commands, and what they print. From run to run differ ids, times, counts, sizes and the
// invented people; a line `…` of a page stands for any number of lines.

const CUT = '…';

/** A line without what differs from run to run. */
export function normalised(line: string): string {
  return line
    .replace(/\p{Script=Han}{2,4}(?=")/gu, '名')
    .replace(/[A-Za-z0-9_-]*\d[A-Za-z0-9_-]{15,}|\b[0-9a-f]{8,}\b/g, '<id>')
    .replace(/(\d+[.:])*\d+/g, '0')
    .replace(/\s+/g, ' ')
    .trimEnd();
}

/** What a page shows that was not printed, as the first lines that differ; `undefined` if all of it was. */
export function difference(shown: string, printed: string): string | undefined {
  const actual = linesOf(printed);
  const parts = partsOf(shown);
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    const at = last && index > 0 ? Math.max(from, actual.length - part.length) : from;
    const found = index === 0 || last ? at : search(actual, part, from);
    const wrong = part.findIndex((line, offset) => normalised(line) !== normalised(actual[found + offset] ?? '∅'));
    if (wrong !== -1) return `shown    ${part[wrong]}\nprinted  ${actual[found + wrong] ?? '(nothing)'}`;
    from = found + part.length;
  }
  return from === actual.length ? undefined : `printed  ${actual[from]}\nshown    (nothing)`;
}

/** What a page should show: what was printed, left out where the page leaves lines out. */
export function rewritten(shown: string, printed: string): string {
  const actual = linesOf(printed);
  const parts = partsOf(shown);
  const [head = [], ...others] = parts;
  const tail = others.pop();
  if (tail === undefined) return `${actual.join('\n')}\n`;
  const written = actual.slice(0, head.length);
  let from = head.length;
  for (const part of others) {
    const found = search(actual, part.slice(0, 1), from);
    written.push(CUT, ...actual.slice(found, found + part.length));
    from = found + part.length;
  }
  written.push(CUT, ...(tail.length === 0 ? [] : actual.slice(Math.max(from, actual.length - tail.length))));
  const indented = written.map((line, index) =>
    line === CUT ? `${/^ */.exec(written[index - 1] ?? '')?.[0]}${CUT}` : line,
  );
  return `${indented.join('\n')}\n`;
}

function linesOf(text: string): readonly string[] {
  return text
    .replace(/\n+$/, '')
    .replace(/^\n+/, '')
    .split('\n')
    .map((line) => line.trimEnd());
}

/** The runs of lines between those that are left out. */
function partsOf(shown: string): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of linesOf(shown)) {
    if (line.trim() === CUT) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}

function search(actual: readonly string[], part: readonly string[], from: number): number {
  for (let at = from; at < actual.length; at += 1)
    if (part.every((line, offset) => normalised(line) === normalised(actual[at + offset] ?? '∅'))) return at;
  return from;
}
