import { closeSync, openSync, writeSync } from 'node:fs';
import { CommandError } from './command-error.ts';

/** A file that only its owner can read. What stands there already is not written over. @throws CommandError */
export function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new CommandError(
      isThere
        ? { en: `${path} is there already; name another file`, zh: `${path} 已存在；请换一个文件名` }
        : { en: `${path} cannot be written`, zh: `无法写入 ${path}` },
    );
  }
}

/** @throws CommandError */
export function writeNew(path: string, content: Uint8Array): void {
  const file = openNew(path);
  try {
    writeSync(file, content);
  } finally {
    closeSync(file);
  }
}
