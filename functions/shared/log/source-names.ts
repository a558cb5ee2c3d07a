import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * From now on the stacks of errors name our sources, by the map that lies beside the bundle. It is read when a stack is first asked for:
 * `--enable-source-maps` reads it at each start of a function, which is a tenth of a cold start, for errors that almost never come.
 * Without a map, where the sources themselves run, stacks stay as they are.
 * @param bundle the file's own `import.meta.url`
 */
export function nameSourcesInStacks(bundle: string): void {
  let map: SourceMap | undefined;
  let isRead = false;
  const named = (text: string, frame: NodeJS.CallSite): string => {
    const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
    if (line === null || column === null || !text.includes(bundle)) return text;
    if (!isRead) map = readMap(bundle);
    isRead = true;
    const origin = map?.findOrigin(line, column);
    // Libraries are left out of the map: what is in no source of ours has no file.
    if (origin === undefined || !('fileName' in origin) || typeof origin.fileName !== 'string') return text;
    return text.replace(
      `${bundle}:${line}:${column}`,
      `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}`,
    );
  };
  Error.prepareStackTrace = (error, frames) => {
    const texts = frames.map(String);
    return [String(error), ...frames.map((frame, index) => `    at ${named(texts[index] ?? '', frame)}`)].join('\n');
  };
}

function readMap(bundle: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(bundle)}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}
