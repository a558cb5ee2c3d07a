import { randomBytes } from 'node:crypto';
import type { LocalDatabase } from './database.ts';
import { integerOfColumn, optionalText, textOfColumn } from './row.ts';

/** What was decided to be done, with exactly which items. */
export interface StoredPlan {
  readonly id: string;
  /** Of which list the items are: `dead-letters`, `quarantine`. */
  readonly list: string;
  readonly action: string;
  /** Unix ms. */
  readonly created: number;
  readonly by?: string;
  readonly why?: string;
}

export type ItemOutcome = 'done' | 'gone';

export interface Plans {
  /** Kept before anything is done; survives a restart. */
  create(plan: Omit<StoredPlan, 'id'>, items: readonly string[]): Promise<StoredPlan>;
  find(id: string, list: string): StoredPlan | undefined;
  /** The items about which nothing was done yet, in their order. */
  open(id: string, max: number): readonly string[];
  /** To be called inside the transaction that does it. */
  settle(id: string, items: readonly string[], outcome: ItemOutcome): void;
  progress(id: string): { readonly planned: number; readonly done: number; readonly gone: number };
}

export function openPlans({ sqlite, commit }: Pick<LocalDatabase, 'sqlite' | 'commit'>): Plans {
  const put = sqlite.prepare(
    'INSERT INTO plan (id, list, action, created, asker, why) VALUES (:id, :list, :action, :created, :by, :why)',
  );
  const putItem = sqlite.prepare('INSERT INTO plan_item (plan, position, item) VALUES (?, ?, ?)');
  const find = sqlite.prepare('SELECT * FROM plan WHERE id = ? AND list = ?');
  const open = sqlite.prepare(
    'SELECT item FROM plan_item WHERE plan = ? AND outcome IS NULL ORDER BY position LIMIT ?',
  );
  const settle = sqlite.prepare('UPDATE plan_item SET outcome = ? WHERE plan = ? AND item = ? AND outcome IS NULL');
  const counts = sqlite.prepare(`
    SELECT count(*) AS planned, coalesce(sum(outcome = 'done'), 0) AS done, coalesce(sum(outcome = 'gone'), 0) AS gone
    FROM plan_item WHERE plan = ?
  `);

  return {
    async create(plan, items) {
      const created: StoredPlan = { id: randomBytes(6).toString('hex'), ...plan };
      await commit('durable', () => {
        const { by = null, why = null, ...columns } = created;
        put.run({ ...columns, by, why });
        for (const [position, item] of items.entries()) putItem.run(created.id, position, item);
      });
      return created;
    },

    find(id, list) {
      const row = find.get(id, list);
      if (!row) return undefined;
      const by = optionalText(row, 'asker');
      const why = optionalText(row, 'why');
      return {
        id,
        list,
        action: textOfColumn(row, 'action'),
        created: integerOfColumn(row, 'created'),
        ...(by !== undefined && { by }),
        ...(why !== undefined && { why }),
      };
    },

    open: (id, max) => open.all(id, max).map((row) => textOfColumn(row, 'item')),

    settle(id, items, outcome) {
      for (const item of items) settle.run(outcome, id, item);
    },

    progress(id) {
      const row = counts.get(id);
      return {
        planned: integerOfColumn(row, 'planned'),
        done: integerOfColumn(row, 'done'),
        gone: integerOfColumn(row, 'gone'),
      };
    },
  };
}
