import { hash } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { ReceivedMessage } from './message.ts';
import type { LocalQueue } from './queue.ts';

/** The event that Lambda's event source mapping makes of received messages. */
export function sqsEvent(queue: LocalQueue, messages: readonly ReceivedMessage[]): SQSEvent {
  return { Records: messages.map((message) => sqsRecord(queue, message)) };
}

function sqsRecord(queue: LocalQueue, message: ReceivedMessage): SQSRecord {
  const { groupId, deduplicationId, deadLetterSource } = message;
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
      ...(queue.kind === 'fifo' && { SequenceNumber: String(message.sequence).padStart(20, '0') }),
      ...(groupId !== undefined && { MessageGroupId: groupId }),
      ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
      ...(deadLetterSource !== undefined && { DeadLetterQueueSourceArn: queueArn(deadLetterSource) }),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, stringValue]) => [name, { stringValue, dataType: 'String' }]),
    ),
    md5OfBody: hash('md5', message.body, 'hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(queue.name),
    awsRegion: 'local',
  };
}

function queueArn(name: string): string {
  return `arn:aws:sqs:local:000000000000:${name}`;
}
