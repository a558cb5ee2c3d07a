import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { PortError, portErrorFrom } from '../port-error.ts';
import type { OutgoingMessage, Queue, Visibility } from '../ports.ts';
import { batchesOf } from './sqs-batches.ts';
import { sqsClient } from './sqs-client.ts';
import { sqsVisibility } from './visibility.ts';

/** An SQS queue. The deduplication id goes along to a FIFO queue only; a standard queue refuses it. */
export function sqsQueue(url: string): Queue & Visibility {
  const fifo = url.endsWith('.fifo');
  return {
    async send(messages) {
      // One after the other: batches that overtake each other would break the order within a group.
      for (const batch of batchesOf(messages)) await sendBatch(url, fifo, batch);
    },
    ...sqsVisibility(url),
  };
}

async function sendBatch(url: string, fifo: boolean, batch: readonly OutgoingMessage[]): Promise<void> {
  const entries = batch.map((message) => ({
    MessageBody: message.body,
    MessageGroupId: message.groupId,
    ...(fifo && { MessageDeduplicationId: message.deduplicationId }),
  }));
  const [first] = entries;
  if (first === undefined) return;
  try {
    if (entries.length === 1) {
      await sqsClient().send(new SendMessageCommand({ QueueUrl: url, ...first }));
      return;
    }
    const answer = await sqsClient().send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: entries.map((entry, index) => ({ Id: String(index), ...entry })),
      }),
    );
    const failed = answer.Failed ?? [];
    if (failed.length > 0) {
      const codes = [...new Set(failed.map((entry) => entry.Code ?? 'no code'))].join(', ');
      throw new PortError('queue', `${failed.length} of ${entries.length} messages refused (${codes})`, true);
    }
  } catch (error) {
    throw portErrorFrom('queue', error);
  }
}
