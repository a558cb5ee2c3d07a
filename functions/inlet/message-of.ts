import type { SQSRecord } from 'aws-lambda';
import type { InletMessage } from './unwrap.ts';

/** A message as it came. */
export function messageOf(record: SQSRecord): InletMessage {
  const attributes = Object.entries(record.messageAttributes).flatMap(([name, { stringValue }]) =>
    // SQS has no empty attribute values, and bytes in one mean nothing here.
    stringValue === undefined || stringValue === '' ? [] : [[name, stringValue] as const],
  );
  return {
    body: record.body,
    attributes: Object.fromEntries(attributes),
    sentAt: Number(record.attributes.SentTimestamp),
  };
}
