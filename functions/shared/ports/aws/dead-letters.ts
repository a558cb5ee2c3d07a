import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { deadLetterAttributes } from '../attribute-text.ts';
import { portErrorFrom } from '../port-error.ts';
import type { DeadLetters } from '../ports.ts';
import { sqsClient } from './sqs-client.ts';

/** A dead letter queue in SQS, FIFO or standard; the reason travels as message attributes. */
export function sqsDeadLetters(url: string): DeadLetters {
  const fifo = url.endsWith('.fifo');
  return {
    async send(letter) {
      const attributes = Object.entries(deadLetterAttributes(letter)).map(
        ([name, value]) => [name, { DataType: 'String', StringValue: value }] as const,
      );
      try {
        await sqsClient().send(
          new SendMessageCommand({
            QueueUrl: url,
            MessageBody: letter.body,
            MessageAttributes: Object.fromEntries(attributes),
            ...(fifo && { MessageGroupId: letter.groupId, MessageDeduplicationId: letter.deduplicationId }),
          }),
        );
      } catch (error) {
        throw portErrorFrom('dead-letters', error);
      }
    },
  };
}
