import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LocalDatabase } from '../store/database.ts';

const FOLDER = 'rehearsals';

/** Copies of the state, on which something can be tried. */
export interface Snapshots {
  /** As of this moment. @returns the folder of the copy, for its owner alone; whoever asked removes it */
  take(): Promise<string>;
}

/** Removes what a rehearsal has left that was killed. */
export function openSnapshots(data: string, { sqlite, commit }: Pick<LocalDatabase, 'sqlite' | 'commit'>): Snapshots {
  rmSync(join(data, FOLDER), { recursive: true, force: true });
  return {
    async take() {
      const folder = join(data, FOLDER, randomBytes(4).toString('hex'));
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Work that shares a transaction ends first: a copy is made outside of one.
      do await commit('durable', () => undefined);
      while (sqlite.isTransaction);
      const copy = join(folder, 'guiyi.db');
      sqlite.prepare('VACUUM INTO ?').run(copy);
      quiet(copy);
      copySandbox(join(data, 'sandbox.db'), join(folder, 'sandbox.db'));
      copyFileSync(join(data, 'privacy.key'), join(folder, 'privacy.key'));
      const archive = join(data, 'archive');
      if (existsSync(archive)) cpSync(archive, join(folder, 'archive'), { recursive: true });
      return folder;
    },
  };
}

/** Nothing that runs in the original runs in the copy. */
function quiet(file: string): void {
  const copy = new DatabaseSync(file);
  try {
    copy.exec("UPDATE job SET state = 'paused' WHERE state IN ('planning', 'running')");
  } finally {
    copy.close();
  }
}

function copySandbox(from: string, to: string): void {
  const sandbox = new DatabaseSync(from, { readOnly: true });
  try {
    sandbox.prepare('VACUUM INTO ?').run(to);
  } finally {
    sandbox.close();
  }
}
