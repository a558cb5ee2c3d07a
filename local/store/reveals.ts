import type { LocalDatabase } from './database.ts';
import { integer, type Row, text } from './row.ts';

/** That somebody has seen values in clear. */
export interface Reveal {
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
  add(reveal: Reveal): Promise<void>;
  /** The newest first. */
  list(limit: number): readonly Reveal[];
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

function revealFrom(row: Row): Reveal {
  return {
    at: integer(row, 'at'),
    by: text(row, 'asker'),
    why: text(row, 'why'),
    what: text(row, 'what'),
    about: text(row, 'about'),
  };
}
