import type { SQSRecord } from 'aws-lambda';
import { toMessages } from '../../../../functions/shared/envelope/codec.ts';
import { parseJson } from '../../../../functions/shared/json/lossless.ts';
import type { EventLine } from '../../statement.ts';
import type { Guiyi } from './open-guiyi.ts';

const BATCH = 10;
/** A message that waits longer has left the queue. */
const RETENTION_MS = 14 * 24 * 3_600_000;

interface Waiting {
  readonly record: SQSRecord;
  readonly group: string;
  /** The order in which the queue has taken them. */
  readonly sequence: number;
  readonly until: number;
  receives: number;
  due: number;
}

/** The time of a history, moved by what comes. */
export class VirtualClock {
  now = 0;
  readonly read = (): number => this.now;
}

/**
 * A FIFO queue in virtual time: what comes in one second is one batch, and what is returned comes again after its delay, with all
 * that waits behind it in its group. @returns how many messages never ended
 */
export async function replay(
  lines: readonly EventLine[],
  guiyi: Pick<Guiyi, 'deliver' | 'delays'>,
  clock: VirtualClock,
): Promise<number> {
  const waiting = await messagesOf(lines);
  let expired = 0;
  while (waiting.length > 0) {
    waiting.sort((one, other) => one.due - other.due || one.sequence - other.sequence);
    const due = waiting[0]?.due ?? 0;
    clock.now = Math.max(clock.now, due);
    const batch = waiting.filter((message) => message.due <= due).slice(0, BATCH);
    for (const message of batch) message.receives += 1;
    const returned = new Set(await guiyi.deliver(batch.map(received)));
    for (const message of batch) {
      const isOver = message.until <= clock.now;
      if (returned.has(message.record.messageId) && !isOver) {
        const again = clock.now + 1000 * Math.max(1, guiyi.delays.get(message.record.receiptHandle) ?? 1);
        // The group waits behind it, in its order.
        for (const other of waiting) {
          if (other.group === message.group && other.sequence >= message.sequence)
            other.due = Math.max(other.due, again);
        }
      } else {
        if (returned.has(message.record.messageId)) expired += 1;
        waiting.splice(waiting.indexOf(message), 1);
      }
    }
  }
  return expired;
}

async function messagesOf(lines: readonly EventLine[]): Promise<Waiting[]> {
  const noArchive = { put: async () => undefined, get: async () => undefined, remove: async () => undefined };
  const messages = await toMessages(
    lines.map(({ event }) => ({ envelope: { ...event, data: parseJson(JSON.stringify(event.data)) } })),
    noArchive,
  );
  return lines.flatMap(({ says }, sequence) => {
    const message = messages[sequence];
    if (!message) return [];
    const due = Date.parse(says.arrives);
    const record = recordOf(message, sequence, due);
    return [{ record, group: message.groupId, sequence, due, until: due + RETENTION_MS, receives: 0 }];
  });
}

function recordOf(
  {
    body,
    groupId,
    deduplicationId,
  }: { readonly body: string; readonly groupId: string; readonly deduplicationId: string },
  sequence: number,
  sentAt: number,
): SQSRecord {
  return {
    messageId: String(sequence),
    receiptHandle: String(sequence),
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(sentAt),
      SenderId: 'truth',
      ApproximateFirstReceiveTimestamp: String(sentAt),
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:truth:000000000000:truth',
    awsRegion: 'truth',
  };
}

function received({ record, receives }: Waiting): SQSRecord {
  return { ...record, attributes: { ...record.attributes, ApproximateReceiveCount: String(receives) } };
}
