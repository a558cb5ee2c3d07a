import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { sqsClient } from '../../functions/shared/ports/aws/sqs-client.ts';
import { inAccount } from './account-error.ts';

/** What is in a queue, about. */
export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
}

export const messagesIn = ({ visible, inFlight }: QueueDepth) => visible + inFlight;

/** @throws AccountError */
export async function depthOf(url: string): Promise<QueueDepth> {
  const { Attributes = {} } = await inAccount('look at a queue', () =>
    sqsClient().send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    ),
  );
  return {
    visible: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
    inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
  };
}
