import { integerOfColumn, optionalText, type SqlRow, textOfColumn } from '../store/row.ts';
import type { ReceivedMessage, StoredMessage } from './message.ts';
import { receiptHandle } from './receipt.ts';

/** A whole message: the columns of `message`, its content, its group's name and the name of its source queue. */
export const MESSAGE_COLUMNS = `
  m.seq, m.message_group, m.message_id, m.deduplication_id, m.sent_at, m.first_received_at, m.receives, m.source_queue,
  c.body, c.attributes, g.name AS group_name, s.name AS source_name
`;
export const MESSAGE_TABLES = `
  message m JOIN message_content c ON c.seq = m.seq JOIN message_group g ON g.id = m.message_group
  LEFT JOIN queue s ON s.id = m.source_queue
`;

export function storedMessage(row: SqlRow): StoredMessage {
  const groupId = optionalText(row, 'group_name');
  const deduplicationId = optionalText(row, 'deduplication_id');
  const deadLetterSource = optionalText(row, 'source_name');
  return {
    sequence: integerOfColumn(row, 'seq'),
    messageId: textOfColumn(row, 'message_id'),
    body: textOfColumn(row, 'body'),
    ...(groupId !== undefined && { groupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
    attributes: attributesFrom(optionalText(row, 'attributes')),
    sentAt: integerOfColumn(row, 'sent_at'),
    receiveCount: integerOfColumn(row, 'receives'),
    ...(deadLetterSource !== undefined && { deadLetterSource }),
  };
}

/** The message as a receive at `now` gives it, one receive later than the row says. */
export function receivedMessage(row: SqlRow, now: number): ReceivedMessage {
  const stored = storedMessage(row);
  const receiveCount = stored.receiveCount + 1;
  const first = row['first_received_at'];
  return {
    ...stored,
    receiveCount,
    receiptHandle: receiptHandle({ sequence: stored.sequence, receiveCount }),
    firstReceivedAt: typeof first === 'number' ? first : now,
  };
}

const none: Readonly<Record<string, string>> = {};

function attributesFrom(stored: string | undefined): Readonly<Record<string, string>> {
  return stored === undefined ? none : (JSON.parse(stored) as Record<string, string>);
}
