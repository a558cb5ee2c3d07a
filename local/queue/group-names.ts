import type { LocalDatabase } from '../store/database.ts';
import { integerOfColumn, textOfColumn } from '../store/row.ts';

/** Which group a name stands for, as long as the group has messages. */
export interface GroupNames {
  find(queue: number, name: string): number | undefined;
  add(queue: number, name: string, group: number): void;
  drop(queue: number, name: string): void;
}

export function groupNames({ sqlite, onRollback }: LocalDatabase): GroupNames {
  const load = sqlite.prepare('SELECT id, queue, name FROM message_group WHERE name IS NOT NULL');
  const queues = new Map<number, Map<string, number>>();

  const ofQueue = (queue: number): Map<string, number> => {
    const known = queues.get(queue) ?? new Map<string, number>();
    queues.set(queue, known);
    return known;
  };
  const reload = () => {
    queues.clear();
    for (const row of load.all())
      ofQueue(integerOfColumn(row, 'queue')).set(textOfColumn(row, 'name'), integerOfColumn(row, 'id'));
  };
  reload();
  onRollback(reload);

  return {
    find: (queue, name) => ofQueue(queue).get(name),
    add: (queue, name, group) => void ofQueue(queue).set(name, group),
    drop: (queue, name) => void ofQueue(queue).delete(name),
  };
}
