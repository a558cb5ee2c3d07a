import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { portErrorFrom } from '../port-error.ts';
import { sqsClient } from './sqs-client.ts';

const BATCH = 10;
const Response = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/**
 * Receives one batch, has it worked on, and deletes what did not fail: one turn of an event source mapping.
 * @returns how many messages it has deleted
 * @throws PortError
 */
export async function deliverOneSqsBatch(url: string, invoke: (event: object) => Promise<unknown>): Promise<number> {
  try {
    const { Messages = [] } = await sqsClient().send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: BATCH,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return 0;
    // An answer that cannot be read fails the whole batch: nothing is deleted.
    const { batchItemFailures } = Response.parse(await invoke({ Records: Messages.map(recordOf) }));
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const done = Messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
    for (const { ReceiptHandle } of done) {
      await sqsClient().send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    }
    return done.length;
  } catch (error) {
    throw portErrorFrom('queue', error);
  }
}

/** As Lambda hands a message on, but for what delivery does not read. */
function recordOf({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes = {} }: Message) {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { DataType, StringValue }]) => [
        name,
        { dataType: DataType, stringValue: StringValue },
      ]),
    ),
    eventSource: 'aws:sqs',
  };
}
