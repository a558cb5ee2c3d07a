import type { LocalDatabase } from './database.ts';
import { integerOfColumn, type SqlRow, textOfColumn } from './row.ts';

/** That somebody has seen values in clear. */
export interface RecordedReveal {
  /** Unix ms. */
  readonly at: number;
  readonly by: string;
  readonly why: string;
  readonly what: string;
  /** Masked, where it names a person. */
  readonly about: string;
}

export interface Reveals {
  /** On the disk before anything is shown. */
  add(reveal: RecordedReveal): Promise<void>;
  /** The newest first. */
  list(limit: number): readonly RecordedReveal[];
}

export function openReveals({ sqlite, commit }: Pick<LocalDatabase, 'sqlite' | 'commit'>): Reveals {
  const add = sqlite.prepare('INSERT INTO reveal (at, asker, why, what, about) VALUES (:at, :by, :why, :what, :about)');
  const list = sqlite.prepare('SELECT * FROM reveal ORDER BY seq DESC LIMIT ?');
  return {
    async add(reveal) {
      await commit('durable', () => add.run({ ...reveal }));
    },
    list: (limit) => list.all(limit).map(revealFrom),
  };
}

function revealFrom(row: SqlRow): RecordedReveal {
  return {
    at: integerOfColumn(row, 'at'),
    by: textOfColumn(row, 'asker'),
    why: textOfColumn(row, 'why'),
    what: textOfColumn(row, 'what'),
    about: textOfColumn(row, 'about'),
  };
}
