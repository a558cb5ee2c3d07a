import type { LocalDatabase } from '../store/database.ts';
import { integerOfColumn } from '../store/row.ts';
import type { GroupNames } from './group-names.ts';

export interface NewMessage {
  readonly queue: number;
  /** Undefined in a standard queue. */
  readonly group: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly messageId: string;
  readonly sentAt: number;
  readonly receives: number;
  readonly sourceQueue: number | undefined;
}

/** How a message gets its place at the end of a queue. To be called inside an open transaction. */
export interface Placement {
  readonly putNew: (message: NewMessage, body: string, attributes: string | null) => void;
  /** The content of the message `sequence` goes to a new message; the old one is left for the caller to remove. */
  readonly putMoved: (message: NewMessage, sequence: number) => void;
}

export function placement({ sqlite, onRollback }: LocalDatabase, names: GroupNames): Placement {
  const lastSequence = sqlite.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'message'`);
  const newGroup = sqlite.prepare('INSERT INTO message_group (id, queue, name, head) VALUES (?1, ?2, ?3, ?1)');
  const newMessage = sqlite.prepare(`
    INSERT INTO message
      (seq, queue, message_group, message_id, deduplication_id, sent_at, receives, source_queue)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  `);
  const newContent = sqlite.prepare('INSERT INTO message_content (seq, body, attributes) VALUES (?, ?, ?)');
  const moveContent = sqlite.prepare('UPDATE message_content SET seq = ? WHERE seq = ?');
  let last = 0;
  const reload = () => {
    const row = lastSequence.get();
    last = row === undefined ? 0 : integerOfColumn(row, 'seq');
  };
  reload();
  onRollback(reload);

  const put = (message: NewMessage): number => {
    const { queue, group: name } = message;
    last += 1;
    const known = name === undefined ? undefined : names.find(queue, name);
    if (known === undefined) {
      newGroup.run(last, queue, name ?? null);
      if (name !== undefined) names.add(queue, name, last);
    }
    newMessage.run(
      last,
      queue,
      known ?? last,
      message.messageId,
      message.deduplicationId ?? null,
      message.sentAt,
      message.receives,
      message.sourceQueue ?? null,
    );
    return last;
  };

  return {
    putNew: (message, body, attributes) => void newContent.run(put(message), body, attributes),
    putMoved: (message, sequence) => void moveContent.run(put(message), sequence),
  };
}
