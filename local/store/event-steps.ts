import type { LocalDatabase } from './database.ts';
import type { LocalJournalState } from './journal.ts';
import { integerOfColumn, optionalText, textOfColumn } from './row.ts';

/** What became of an event, one thing after another; tries in a row that ended alike are one step. Unix ms. */
export interface EventStep {
  readonly state: LocalJournalState;
  readonly reason?: string;
  readonly first: number;
  readonly last: number;
  readonly tries: number;
}

export interface EventSteps {
  add(event: { readonly id: string; readonly source: string }, step: Ended): Promise<void>;
  /** The oldest first. */
  of(id: string, source: string): readonly EventStep[];
}

interface Ended {
  readonly state: LocalJournalState;
  readonly reason?: string | undefined;
  readonly at: number;
}

const TRIM_EVERY = 1_000;

/** The newest `keep` steps of all events. */
export function openEventSteps({ sqlite, commit }: LocalDatabase, keep = 400_000): EventSteps {
  const repeat = sqlite.prepare(`
    UPDATE event_step SET last = :at, tries = tries + 1
    WHERE seq = (SELECT max(seq) FROM event_step WHERE id = :id AND source = :source)
      AND state = :state AND reason IS :reason
  `);
  const insert = sqlite.prepare(`
    INSERT INTO event_step (id, source, state, reason, first, last, tries)
    VALUES (:id, :source, :state, :reason, :at, :at, 1)
  `);
  const trim = sqlite.prepare('DELETE FROM event_step WHERE seq <= (SELECT max(seq) FROM event_step) - ?');
  const list = sqlite.prepare('SELECT * FROM event_step WHERE id = ? AND source = ? ORDER BY seq');
  let added = 0;

  return {
    async add({ id, source }, { state, reason = null, at }) {
      const values = { id, source, state, reason: reason ?? null, at };
      added += 1;
      const due = added % TRIM_EVERY === 0;
      await commit('lazy', () => {
        if (repeat.run(values).changes === 0) insert.run(values);
        if (due) trim.run(keep);
      });
    },

    of: (id, source) =>
      list.all(id, source).map((row) => {
        const reason = optionalText(row, 'reason');
        return {
          state: textOfColumn(row, 'state') as LocalJournalState,
          ...(reason !== undefined && { reason }),
          first: integerOfColumn(row, 'first'),
          last: integerOfColumn(row, 'last'),
          tries: integerOfColumn(row, 'tries'),
        };
      }),
  };
}
