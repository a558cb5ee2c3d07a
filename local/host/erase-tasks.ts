import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { ForgettingDelivery, Whom } from './forget.ts';
import type { LocalDatabase } from '../store/database.ts';
import { integerOfColumn, optionalText, textOfColumn } from '../store/row.ts';

/** Something that is to be forgotten. */
export interface EraseTask {
  readonly number: number;
  readonly event: Envelope;
  readonly delivery: ForgettingDelivery;
  /** Undefined until it is decided. */
  readonly whom: Whom | undefined;
}

/**
 * What is still to be forgotten. A task is written before the message of its event is removed, in the same log: whenever the message is gone,
 * the task is there, and a process that is killed in between goes on at its next start.
 */
export interface EraseTasks {
  begin(event: Envelope, delivery: ForgettingDelivery): EraseTask;
  /** To be called before anything is changed. */
  decide(task: EraseTask, whom: Whom): void;
  done(task: EraseTask): Promise<void>;
  /** The oldest first. */
  open(): readonly EraseTask[];
}

export function openEraseTasks({ sqlite, commit }: LocalDatabase): EraseTasks {
  const put = sqlite.prepare('INSERT INTO erase_task (event, delivery) VALUES (?, ?)');
  const setWhom = sqlite.prepare('UPDATE erase_task SET whom = ? WHERE number = ?');
  const drop = sqlite.prepare('DELETE FROM erase_task WHERE number = ?');
  const all = sqlite.prepare('SELECT * FROM erase_task ORDER BY number');
  return {
    begin(event, { outcome, identities, customers, discarded, isErasing, calls }) {
      const delivery: ForgettingDelivery = {
        outcome,
        identities,
        customers,
        discarded,
        calls: calls.map(({ call }) => ({ call })),
        ...(isErasing && { isErasing }),
      };
      let number = 0;
      // It runs at once, and is on the disk before anything that is written later.
      void commit('lazy', () => {
        number = Number(put.run(JSON.stringify(event), JSON.stringify(delivery)).lastInsertRowid);
      });
      return { number, event, delivery, whom: undefined };
    },
    decide({ number }, whom) {
      void commit('lazy', () => setWhom.run(JSON.stringify(whom), number));
    },
    async done({ number }) {
      await commit('durable', () => drop.run(number));
    },
    open: () =>
      all.all().map((row) => {
        const whom = optionalText(row, 'whom');
        return {
          number: integerOfColumn(row, 'number'),
          // What this process wrote itself.
          event: JSON.parse(textOfColumn(row, 'event')) as Envelope,
          delivery: JSON.parse(textOfColumn(row, 'delivery')) as ForgettingDelivery,
          whom: whom === undefined ? undefined : (JSON.parse(whom) as Whom),
        };
      }),
  };
}
