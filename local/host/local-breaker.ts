import type { SQSBatchResponse } from 'aws-lambda';
import type { QueueReceiver } from '../../functions/shared/breaker/receiver.ts';
import { failedMessages } from '../queue/batch-response.ts';
import type { LocalQueue } from '../queue/queue.ts';
import { sqsEvent } from '../queue/sqs-event.ts';
import type { Poller } from '../poller.ts';

const BATCH = 10;

/** The poller of this machine, as the breaker switches it. How many batches run at once stays as it is. */
export function pollerReceiver(poller: Poller, concurrency: number): QueueReceiver {
  return {
    read: async () => ({ enabled: poller.isPolling(), changing: false, concurrency }),
    async change({ enabled }) {
      if (enabled) poller.resume();
      else poller.pause();
      return 'asked';
    },
  };
}

/** Receives one batch and hands it to delivery, as the poller does while it polls. */
export async function deliverOneBatch(
  queue: LocalQueue,
  deliver: (event: ReturnType<typeof sqsEvent>) => Promise<SQSBatchResponse>,
): Promise<void> {
  const messages = await queue.receive(BATCH);
  if (messages.length === 0) return;
  const response = await deliver(sqsEvent(queue, messages));
  const failed = failedMessages(response, new Set(messages.map(({ messageId }) => messageId))) ?? new Set();
  const done = messages.filter(({ messageId }) => !failed.has(messageId));
  await queue.remove(done.map(({ receiptHandle }) => receiptHandle));
}
