import { hash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Localized } from '../../functions/shared/text/localized.ts';
import type { LocalDatabase } from '../store/database.ts';
import { optionalText } from '../store/row.ts';
import { StartError } from './start-error.ts';

const FINGERPRINT = 'privacy.key';
const LEAST_CHARACTERS = 32;

/**
 * The key of forgotten identities belongs to the state: made once, kept beside it, and never replaced by another, under which nobody
 * who asked to be forgotten would be recognised. The state keeps a fingerprint of it.
 * @throws StartError
 */
export function openPrivacyKey(file: string, { sqlite }: Pick<LocalDatabase, 'sqlite'>): string {
  const row = sqlite.prepare('SELECT value FROM kept WHERE name = ?').get(FINGERPRINT);
  const known = row && optionalText(row, 'value');
  const found = read(file);
  if (found === undefined && (known !== undefined || hasItems(sqlite)))
    throw unusable(file, { en: 'is missing', zh: '缺失' });
  const key = found ?? makeKey(file);
  if (key === '') throw unusable(file, { en: 'is empty', zh: '是空的' });
  if (key.length < LEAST_CHARACTERS)
    throw unusable(file, {
      en: `has ${key.length} characters of at least 32`,
      zh: `只有 ${key.length} 个字符，至少应有 32 个`,
    });
  const fingerprint = hash('sha256', `guiyi privacy key ${key}`, 'hex').slice(0, 32);
  if (known !== undefined && known !== fingerprint)
    throw unusable(file, { en: 'is another one than this state was made with', zh: '不是建立这份状态时的那个' });
  if (known === undefined) sqlite.prepare('INSERT INTO kept (name, value) VALUES (?, ?)').run(FINGERPRINT, fingerprint);
  return key;
}

/** An editor may have ended the line: no key of ours has any white space. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unusable(file, { en: 'cannot be read', zh: '无法读取' }, error);
  }
}

function makeKey(file: string): string {
  const key = randomBytes(32).toString('hex');
  try {
    writeFileSync(file, key, { mode: 0o600, flush: true, flag: 'wx' });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'an error that is no Error';
    throw new StartError(
      'state-folder-unusable',
      { en: `${file} cannot be written: ${why}`, zh: `无法写入 ${file}：${why}` },
      { cause },
    );
  }
  return key;
}

function hasItems(sqlite: LocalDatabase['sqlite']): boolean {
  return sqlite.prepare('SELECT 1 FROM item LIMIT 1').get() !== undefined;
}

function unusable(file: string, what: Localized, cause?: unknown): StartError {
  const text = {
    en: `${file} ${what.en}: put it back from a backup. Without it nobody who asked to be forgotten is recognised; --fresh makes a new state with a new key`,
    zh: `${file} ${what.zh}：请从备份恢复。没有它就认不出要求删除过的人；--fresh 会新建状态和新的密钥`,
  };
  return new StartError('privacy-key-unusable', text, { cause });
}
