import { type Localized, inLanguage } from '../../functions/shared/text/localized.ts';
import { StartError } from './start-error.ts';

// https://sqlite.org/rescode.html; an extended code has the primary one in its low byte.
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
/** Not permitted, out of memory, read-only, input or output failed, full, cannot be opened. */
const UNUSABLE: readonly number[] = [3, 7, 8, 10, 13, 14];

/** What SQLite says of a file when the state is opened, for whoever started; undefined where it is no error of SQLite. */
export function sqliteStartError(error: unknown, file: string): StartError | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  const code = error.errcode & 0xff;
  const options = { cause: error };
  if (code === BUSY) return inUse(file, options);
  if (code === CORRUPT || code === NOT_A_DATABASE) return damaged(file, error.message, options);
  if (UNUSABLE.includes(code)) {
    const text = { en: `${file} cannot be used: ${error.message}`, zh: `无法使用 ${file}：${error.message}` };
    return new StartError('state-folder-unusable', text, options);
  }
  return undefined;
}

export function inUse(file: string, options?: ErrorOptions): StartError {
  const text = {
    en: `${file} is in use by another process: stop that one, or choose another folder with --data`,
    zh: `${file} 正被另一个进程使用：先停止它，或用 --data 选择另一个目录`,
  };
  return new StartError('state-in-use', text, options);
}

export function damaged(file: string, found: string | Localized, options?: ErrorOptions): StartError {
  const text = {
    en: `${file} is damaged (${inLanguage(found, 'en')}). Nothing was changed: copy the folder, then put it back from a backup, or begin anew with --fresh`,
    zh: `${file} 已损坏（${inLanguage(found, 'zh')}）。没有改动任何内容：先复制整个目录，再从备份恢复，或用 --fresh 重新开始`,
  };
  return new StartError('state-damaged', text, options);
}
