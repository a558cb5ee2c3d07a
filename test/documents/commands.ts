import { readFileSync } from 'node:fs';

/** A `sh` block of a page. */
export interface Block {
  /** Each a line, or what reaches to the end of a here-document or of a pipe. */
  readonly commands: readonly string[];
  /** The block without a language right behind it: what the commands print. */
  readonly output?: Output;
}

export interface Output {
  readonly text: string;
  /** Where it stands in the page. */
  readonly start: number;
}

const SHELL = /^( *)```sh\n([^]*?)^\1```$/gm;
const PLAIN = /^\n\n( *)```\n([^]*?)^\1```$/m;

export function shellBlocks(page: string): readonly Block[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(SHELL)].map((match) => {
    const [whole, indent = '', block = ''] = match;
    const commands = commandsIn(without(indent, block).trimEnd().split('\n'));
    const end = match.index + whole.length;
    const plain = PLAIN.exec(text.slice(end));
    if (plain?.index !== 0) return { commands };
    const output = { text: plain[2] ?? '', start: end + plain[0].indexOf('```\n') + 4 };
    return { commands, output };
  });
}

function without(indent: string, block: string): string {
  return block.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
}

function commandsIn(lines: readonly string[]): readonly string[] {
  const commands: string[] = [];
  let end: string | undefined;
  let goesOn = false;
  for (const line of lines) {
    if (goesOn) commands.push(`${commands.pop()}\n${line}`);
    else if (line.trim() !== '') commands.push(line.replace(/\s+# .*$/, ''));
    if (end === undefined) end = /<<'?(\w+)'?/.exec(line)?.[1];
    else if (line === end) end = undefined;
    goesOn = end !== undefined || /[|\\]$/.test(line);
  }
  return commands;
}
