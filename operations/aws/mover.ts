import { randomUUID } from 'node:crypto';
import type { Objection } from '../objection.ts';
import type { OperatorTable } from './operator-table.ts';

const KEY = { pk: 'operator', sk: 'mover' };
const HELD_MS = 5 * 60_000;

/** Runs `work` while nobody else moves messages of the stage. */
export type AsOnlyMover = <T>(work: () => Promise<T>) => Promise<T | Objection>;

/** One mover at a time: two would send a letter twice. Whoever is killed is in nobody's way after five minutes. */
export function openMover(table: OperatorTable, clock: () => number): AsOnlyMover {
  const holder = randomUUID();
  const item = () => ({ holder: { S: holder }, until: { N: String(clock() + HELD_MS) } });
  const take = async (): Promise<boolean> => {
    if ((await table.put(KEY, item(), true)) === 'written') return true;
    const [held] = await table.partition(KEY.pk);
    const until = held?.['until'];
    if (held?.['holder']?.S === holder) return (await table.put(KEY, item())) === 'written';
    if (until?.N === undefined || Number(until.N) > clock()) return false;
    return (await table.update(KEY, { set: item(), where: { until } })) === 'written';
  };
  return async (work) => {
    if (!(await take())) {
      return {
        problem: 'conflict',
        error: 'somebody else is moving messages of this stage: try again when they are done',
      };
    }
    try {
      return await work();
    } finally {
      await table.remove(KEY);
    }
  };
}
