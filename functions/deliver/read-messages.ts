import type { SQSRecord } from 'aws-lambda';
import { fromMessage } from '../shared/envelope/codec.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { redriveOf } from '../shared/envelope/redrive-id.ts';
import type { Archive } from '../shared/ports/ports.ts';
import { type Journey, journeyOf } from '../shared/envelope/back-off.ts';
import type { MessageGroup } from './message-groups.ts';

type Decoded = Awaited<ReturnType<typeof fromMessage>>;

export type Decode = (record: SQSRecord) => Promise<Decoded>;

/** Decodes each record once, however often it is looked at. */
export function decoding(archive: Archive): Decode {
  const known = new Map<SQSRecord, Promise<Decoded>>();
  return (record) => {
    const decoded = known.get(record) ?? fromMessage(record.body, archive);
    known.set(record, decoded);
    return decoded;
  };
}

/** The events up to the first that must have its own turn: it cannot be read, or an operator has sent it again. */
export async function readableEvents(records: MessageGroup<SQSRecord>, decode: Decode): Promise<readonly Envelope[]> {
  const events: Envelope[] = [];
  for (const record of records) {
    const one = redriveIn(record) === undefined ? await decode(record).catch(() => undefined) : undefined;
    if (!one?.ok) break;
    events.push(one.envelope);
  }
  return events;
}

/** `-r1`, `-r2` …, where an operator has sent the message again. */
export function redriveIn({ attributes }: SQSRecord): string | undefined {
  return redriveOf(attributes.MessageDeduplicationId ?? '');
}

/**
 * @param received RFC 3339 time at which the event reached us, where that could be read
 * @param now Unix ms
 */
export function journeyIn({ attributes }: SQSRecord, received: string | undefined, now: number): Journey {
  const sent = {
    receiveCount: attributes.ApproximateReceiveCount,
    sentTimestamp: attributes.SentTimestamp,
    deduplicationId: attributes.MessageDeduplicationId,
  };
  return journeyOf(sent, received, now);
}
