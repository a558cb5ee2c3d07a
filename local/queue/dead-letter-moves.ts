import type { LocalDatabase } from '../store/database.ts';
import { integerOfColumn, optionalText, type SqlRow, textOfColumn } from '../store/row.ts';
import type { deliveries } from './deliveries.ts';
import type { StoredMessage } from './message.ts';
import type { Placement } from './placement.ts';
import { nextRedriveId } from '../../functions/shared/envelope/redrive-id.ts';
import { MESSAGE_COLUMNS, MESSAGE_TABLES, storedMessage } from './rows.ts';

/** The way to the dead letters and back. Everything here runs inside an open transaction. */
export function deadLetterMoves({ sqlite }: LocalDatabase, places: Placement, delivery: ReturnType<typeof deliveries>) {
  const findDeadLetter = sqlite.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGE_TABLES} WHERE m.seq = :sequence AND m.queue = :queue AND m.visible_at <= :now
  `);
  const dropContent = sqlite.prepare('DELETE FROM message_content WHERE seq = ?');

  return {
    /** A message of `queue` was received too often: it goes to `target` under its message id, as in SQS. */
    giveUp(row: SqlRow, { queue, target, now }: { queue: number; target: number; now: number }): void {
      const sequence = integerOfColumn(row, 'seq');
      const messageId = textOfColumn(row, 'message_id');
      const group = optionalText(row, 'group_name');
      places.putMoved(
        {
          queue: target,
          group,
          deduplicationId: group === undefined ? undefined : messageId,
          messageId,
          sentAt: integerOfColumn(row, 'sent_at'),
          receives: integerOfColumn(row, 'receives'),
          sourceQueue: queue,
        },
        sequence,
      );
      delivery.removeMoved(queue, sequence, integerOfColumn(row, 'message_group'), now);
    },

    /** Those dead letters of `source` that came from `queue`, or were put there by hand, go back to it. */
    bringBack({ queue, source, sequences, now }: Redrive): readonly StoredMessage[] {
      const moved: StoredMessage[] = [];
      for (const sequence of sequences.toSorted((one, other) => one - other)) {
        const row = findDeadLetter.get({ sequence, queue: source, now });
        if (row === undefined || (row['source_queue'] ?? queue) !== queue) continue;
        const letter = storedMessage(row);
        const { messageId, groupId: group, deduplicationId } = letter;
        places.putMoved(
          {
            queue,
            group,
            deduplicationId: deduplicationId === undefined ? undefined : nextRedriveId(deduplicationId),
            messageId,
            sentAt: now,
            receives: 0,
            sourceQueue: undefined,
          },
          letter.sequence,
        );
        delivery.removeMoved(source, letter.sequence, integerOfColumn(row, 'message_group'), now);
        moved.push(letter);
      }
      return moved;
    },

    /** Those messages of `queue` that nobody has received are gone. */
    remove({ queue, sequences, now }: Omit<Redrive, 'source'>): readonly StoredMessage[] {
      const removed: StoredMessage[] = [];
      for (const sequence of sequences) {
        const row = findDeadLetter.get({ sequence, queue, now });
        if (row === undefined) continue;
        dropContent.run(sequence);
        delivery.removeMoved(queue, sequence, integerOfColumn(row, 'message_group'), now);
        removed.push(storedMessage(row));
      }
      return removed;
    },
  };
}

interface Redrive {
  readonly queue: number;
  readonly source: number;
  readonly sequences: readonly number[];
  readonly now: number;
}
