import type { LocalDatabase } from '../store/database.ts';
import { integer, optionalText, type Row, text } from '../store/row.ts';
import type { deliveries } from './deliveries.ts';
import type { StoredMessage } from './message.ts';
import type { Placement } from './placement.ts';
import { nextRedriveId } from '../../functions/shared/envelope/redrive-id.ts';
import { MESSAGE_COLUMNS, MESSAGE_TABLES, storedMessage } from './rows.ts';

/** The way to the dead letters and back. Everything here runs inside an open transaction. */
export function deadLetterMoves({ sqlite }: LocalDatabase, places: Placement, delivery: ReturnType<typeof deliveries>) {
  const letterSequences = sqlite.prepare(`
    SELECT seq FROM message
    WHERE queue = ? AND visible_at <= ? AND coalesce(source_queue, ?3) = ?3 ORDER BY seq
  `);
  const findLetter = sqlite.prepare(`SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGE_TABLES} WHERE m.seq = ?`);

  return {
    /** A message of `queue` was received too often: it goes to `target` under its message id, as in SQS. */
    giveUp(row: Row, { queue, target, now }: { queue: number; target: number; now: number }): void {
      const sequence = integer(row, 'seq');
      const messageId = text(row, 'message_id');
      const group = optionalText(row, 'group_name');
      places.putMoved(
        {
          queue: target,
          group,
          deduplicationId: group === undefined ? undefined : messageId,
          messageId,
          sentAt: integer(row, 'sent_at'),
          receives: integer(row, 'receives'),
          sourceQueue: queue,
        },
        sequence,
      );
      delivery.removeMoved(queue, sequence, integer(row, 'message_group'), now);
    },

    /** Dead letters of `source` that came from `queue`, or were put there by hand, go back to it. */
    bringBack(redrive: Redrive): number {
      const { queue, source, filter, now } = redrive;
      let moved = 0;
      for (const { seq: sequence = null } of letterSequences.all(source, now, queue)) {
        const row = findLetter.get(sequence);
        if (row === undefined) continue;
        const letter = storedMessage(row);
        if (!filter(letter)) continue;
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
        delivery.removeMoved(source, letter.sequence, integer(row, 'message_group'), now);
        moved += 1;
      }
      return moved;
    },
  };
}

interface Redrive {
  readonly queue: number;
  readonly source: number;
  readonly filter: (letter: StoredMessage) => boolean;
  readonly now: number;
}
