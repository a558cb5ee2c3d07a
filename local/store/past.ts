import type { LocalDatabase } from './database.ts';
import { integerOfColumn, optionalText, type SqlRow, textOfColumn } from './row.ts';

/** Something that an operator did about a dead letter or a quarantined request. Times are Unix ms. */
export interface PastAct {
  readonly at: number;
  readonly what: 'redriven' | 'discarded' | 'edited';
  /** When the thing was first seen, before anything was done about it. */
  readonly firstSeen: number;
  readonly reason: string;
  readonly plan: string;
  readonly by?: string;
  readonly why?: string;
}

export interface Past {
  /** To be called inside an open transaction. */
  add(key: string, act: PastAct): void;
  /** The oldest first. */
  of(key: string): readonly PastAct[];
}

/** What was done about things by operators, by a key of the thing that outlives each of its copies. */
export function openPast({ sqlite }: Pick<LocalDatabase, 'sqlite'>): Past {
  const add = sqlite.prepare(`
    INSERT INTO past (key, at, what, first_seen, reason, plan, asker, why)
    VALUES (:key, :at, :what, :firstSeen, :reason, :plan, :by, :why)
    ON CONFLICT DO NOTHING
  `);
  const ofKey = sqlite.prepare('SELECT * FROM past WHERE key = ? ORDER BY at');
  return {
    add: (key, { by = null, why = null, ...act }) => void add.run({ key, by, why, ...act }),
    of: (key) => ofKey.all(key).map(actFrom),
  };
}

function actFrom(row: SqlRow): PastAct {
  const by = optionalText(row, 'asker');
  const why = optionalText(row, 'why');
  return {
    at: integerOfColumn(row, 'at'),
    what: whatIn(textOfColumn(row, 'what')),
    firstSeen: integerOfColumn(row, 'first_seen'),
    reason: textOfColumn(row, 'reason'),
    plan: textOfColumn(row, 'plan'),
    ...(by !== undefined && { by }),
    ...(why !== undefined && { why }),
  };
}

function whatIn(text: string): PastAct['what'] {
  return text === 'discarded' || text === 'edited' ? text : 'redriven';
}
