import type { OutgoingMessage } from '../ports.ts';

const MAX_ENTRIES = 10;
/** The limit of one request over all its messages. */
const MAX_BYTES = 1_048_576;

/** Splits messages, in order, into requests of at most 10 messages and 1 MiB; a larger message stands alone. */
export function batchesOf(messages: readonly OutgoingMessage[]): OutgoingMessage[][] {
  const batches: OutgoingMessage[][] = [];
  let batch: OutgoingMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.body);
    if (batch.length > 0 && (batch.length === MAX_ENTRIES || bytes + size > MAX_BYTES)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
