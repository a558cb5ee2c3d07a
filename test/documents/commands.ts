import { readFileSync } from 'node:fs';

/** The `sh` blocks of a page, each as its commands: a line, or what reaches to the end of a here-document or of a pipe. */
export function commandBlocks(page: string): readonly (readonly string[])[] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```sh\n([^]*?)^```$/gm)];
  return blocks.map(([, text = '']) => commandsIn(text.trimEnd().split('\n')));
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
