import { randomBytes } from 'node:crypto';
import type { Objection } from '../objection.ts';
import type { PlanProgress } from '../plans.ts';
import type { OperatorTable } from './operator-table.ts';

export interface PlanHead {
  readonly id: string;
  readonly list: string;
  readonly action: string;
  readonly created: string;
  readonly by?: string;
  readonly why?: string;
}

/** Plans in the journal's table: exactly these items, each with what came of it. */
export interface StoredPlans {
  create(plan: Omit<PlanHead, 'id' | 'created'>, items: readonly string[]): Promise<PlanHead>;
  find(id: string, list: string): Promise<PlanHead | undefined>;
  /** Those of which nothing has come yet, in their order. */
  left(id: string): Promise<readonly PlannedItem[]>;
  settle(id: string, item: PlannedItem, outcome: 'done' | 'gone'): Promise<void>;
  progress(plan: PlanHead): Promise<PlanProgress>;
}

export interface PlannedItem {
  readonly place: string;
  readonly item: string;
}

const KEPT_DAYS = 30;
const HEAD = 'plan';
const AT_ONCE = 10;

export function openStoredPlans(table: OperatorTable, clock: () => number): StoredPlans {
  const partitionOf = (id: string) => `plan#${id}`;
  const rowsOf = async (id: string) => (await table.partition(partitionOf(id))).filter(({ sk }) => sk?.S !== HEAD);
  return {
    async create(plan, items) {
      const head: PlanHead = {
        id: randomBytes(6).toString('hex'),
        created: new Date(clock()).toISOString(),
        ...plan,
      };
      const pk = partitionOf(head.id);
      const expires = { N: String(Math.ceil(clock() / 1000) + KEPT_DAYS * 24 * 3600) };
      for (let start = 0; start < items.length; start += AT_ONCE) {
        await Promise.all(
          items.slice(start, start + AT_ONCE).map(async (item, index) => {
            const sk = `item#${String(start + index).padStart(8, '0')}`;
            return table.put({ pk, sk }, { item: { S: item }, expires });
          }),
        );
      }
      // Last: a plan that is there is whole.
      await table.put({ pk, sk: HEAD }, { head: { S: JSON.stringify(head) }, expires });
      return head;
    },
    async find(id, list) {
      const item = (await table.partition(partitionOf(id))).find(({ sk }) => sk?.S === HEAD);
      const head = item && (JSON.parse(item['head']?.S ?? '{}') as PlanHead);
      return head?.list === list ? head : undefined;
    },
    async left(id) {
      return (await rowsOf(id)).flatMap(({ sk, item, outcome }) =>
        outcome === undefined ? [{ place: sk?.S ?? '', item: item?.S ?? '' }] : [],
      );
    },
    async settle(id, { place }, outcome) {
      await table.update({ pk: partitionOf(id), sk: place }, { set: { outcome: { S: outcome } } });
    },
    async progress({ id, action }) {
      const rows = await rowsOf(id);
      const done = rows.filter(({ outcome }) => outcome?.S === 'done').length;
      const gone = rows.filter(({ outcome }) => outcome?.S === 'gone').length;
      return { plan: id, action, planned: rows.length, done, gone, remaining: rows.length - done - gone };
    },
  };
}

export function noSuchPlan(id: string): Objection {
  return { problem: 'not-found', error: `there is no plan ${JSON.stringify(id.slice(0, 40))}` };
}
