import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Localized, same } from '../../functions/shared/text/localized.ts';
import { readAddress } from '../host/address.ts';
import { examineLog } from './examine-log.ts';
import { inUse, sqliteStartError } from './sqlite-error.ts';
import { StartError } from './start-error.ts';

/** The folder of the state, which no other process may use until it is released. */
export interface StateFolder {
  readonly path: string;
  release(): void;
}

const LOCK = 'lock.db';
/** All that is ever written there: files, to whose names SQLite and whoever writes one by renaming it add an ending, and folders. */
const OUR_FILES = /^(guiyi\.db|sandbox\.db|lock\.db|privacy\.key|address\.json)([-.].*)?$/;
const OUR_FOLDERS = /^(archive|bundles|jobs|rehearsals)$/;

/**
 * Makes the folder if there is none, and locks it, before anything in it is touched. With `fresh` the state in it is removed then.
 * @throws StartError
 */
export function openStateFolder(path: string, { fresh }: { readonly fresh: boolean }): StateFolder {
  usable(path, () => makeFolder(resolve(path), path));
  // Before the lock, which is a file of its own: a folder of something else stays as it is.
  usable(path, () => (fresh ? refuseForeign(path) : refuseOtherKind(path)));
  const release = lock(path, fresh);
  try {
    if (fresh) usable(path, () => empty(path));
  } catch (error) {
    release();
    throw error;
  }
  return { path, release };
}

/** Node's own `recursive` goes round in circles where nothing can be made, as below /proc. */
function makeFolder(folder: string, asked: string): void {
  const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  if (isThere === true) return;
  if (isThere === false) throw unusable(asked, { en: `${folder} is a file`, zh: `${folder} 是文件` });
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent, asked);
  mkdirSync(folder, { mode: 0o700 });
}

function usable(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw unusable(path, same(error instanceof Error ? error.message : 'an error that is no Error'), error);
  }
}

/**
 * The lock is the system's on an open file, so that it ends with the process, however that ends.
 * @returns what gives it back
 */
function lock(path: string, fresh: boolean): () => void {
  const file = join(path, LOCK);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const events = join(path, 'guiyi.db');
    // Before SQLite opens it, which would throw away what is behind the damage. `--fresh` may remove it.
    if (!fresh) examineLog(events);
    // A version of Guiyi from before there was a lock holds this file instead.
    touch(events);
  } catch (error) {
    database?.close();
    const known = error instanceof StartError ? error : sqliteStartError(error, file);
    if (known?.code === 'state-damaged' && known !== error) throw damagedLock(file, known);
    throw known?.code === 'state-in-use' ? usedBy(path, known) : (known ?? error);
  }
  const locked = database;
  return () => locked.close();
}

/** Nothing stands in it, so that nothing is lost with it; but who removes it must know that nobody holds it. */
function damagedLock(file: string, error: StartError): StartError {
  const text = {
    en: `${file} is damaged. It holds nothing: see that no npm start runs in this folder, then remove the file`,
    zh: `${file} 已损坏。这个文件里没有内容：确认没有 npm start 在使用此目录，然后删除它`,
  };
  return new StartError('state-damaged', text, { cause: error });
}

function touch(file: string): void {
  if (!statSync(file, { throwIfNoEntry: false })) return;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
  } catch (error) {
    const known = sqliteStartError(error, file);
    // Damage is for whoever opens it to say: `--fresh` may remove it.
    if (known?.code === 'state-in-use') throw known;
  } finally {
    database?.close();
  }
}

function usedBy(path: string, error: StartError): StartError {
  const reading = readAddress(path);
  if (reading.kind !== 'address') return inUse(path, { cause: error });
  const { pid, url } = reading.address;
  const text = {
    en: `${path} is in use by npm start at ${url}, process ${pid}: stop that one, or choose another folder with --data`,
    zh: `${path} 正被另一个 npm start 使用（${url}，进程 ${pid}）：先停止它，或用 --data 选择另一个目录`,
  };
  return new StartError('state-in-use', text, { cause: error });
}

function refuseForeign(path: string): void {
  const foreign = readdirSync(path).filter((name) => !OUR_FILES.test(name) && !OUR_FOLDERS.test(name));
  if (foreign.length === 0) return;
  const named = `${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ', …' : ''}`;
  throw new StartError('state-foreign', {
    en: `--fresh removes nothing from ${path}: it has files that are not Guiyi’s (${named})`,
    zh: `--fresh 没有删除 ${path} 中的任何内容：其中有不属于归一的文件（${named}）`,
  });
}

/** A file where a folder belongs, or a folder where a file does, would fail only when something is to be kept there. */
function refuseOtherKind(path: string): void {
  for (const name of readdirSync(path)) {
    const file = join(path, name);
    const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory();
    if (isFolder === true && OUR_FILES.test(name)) {
      throw unusable(path, {
        en: `${file} is a folder, and a file belongs there. Move it away, or put the whole state back from a backup`,
        zh: `${file} 是目录，而该处应为文件。把它移走，或从备份恢复整个状态目录`,
      });
    }
    if (isFolder === false && OUR_FOLDERS.test(name)) {
      throw unusable(path, {
        en: `${file} is a file, and a folder belongs there. Move it away, or put the whole state back from a backup`,
        zh: `${file} 是文件，而该处应为目录。把它移走，或从备份恢复整个状态目录`,
      });
    }
  }
}

function empty(path: string): void {
  for (const name of readdirSync(path)) {
    if (name.startsWith(LOCK)) continue;
    rmSync(join(path, name), { recursive: true, force: true });
  }
}

function unusable(path: string, why: Localized, cause?: unknown): StartError {
  const text = { en: `the folder ${path} cannot be used: ${why.en}`, zh: `无法使用目录 ${path}：${why.zh}` };
  return new StartError('state-folder-unusable', text, { cause });
}
