import { randomUUID } from 'node:crypto';
import type { Context, SQSRecord } from 'aws-lambda';
import type { OutgoingMessage } from '../../functions/shared/ports/ports.ts';
import { lambdaContext } from '../../local/host/lambda-context.ts';

/** A message as Lambda's event source mapping hands it on. */
export function sqsRecord(
  { body, groupId, deduplicationId }: OutgoingMessage,
  {
    receiveCount = 1,
    attributes = {},
    sentAt = 0,
  }: {
    readonly receiveCount?: number;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly sentAt?: number;
  } = {},
): SQSRecord {
  const messageId = randomUUID();
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(sentAt),
      SenderId: 'test',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
    },
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, stringValue]) => [name, { stringValue, dataType: 'String' }]),
    ),
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:test:000000000000:test',
    awsRegion: 'test',
  };
}

/** A context of a function with the time of the deliver function left, or with what `remaining` says. */
export function context(remaining: () => number = () => 230_000): Context {
  return { ...lambdaContext('test', 180), getRemainingTimeInMillis: remaining };
}
