import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { failedMessages } from '../../local/queue/batch-response.ts';

export interface MappingOptions {
  /** Lambda reads the queue with the credentials of the function's role. */
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly batchSize?: number;
  readonly invoke: (event: SQSEvent) => Promise<unknown>;
}

export interface Turn {
  readonly received: number;
  readonly done: number;
  /** The receipt handles of what failed: it comes again when its visibility ends. */
  readonly returned: readonly string[];
}

export interface EventSourceMapping {
  /** One turn: receives, invokes, deletes what did not fail. */
  poll(): Promise<Turn>;
}

/** The event source mapping of a queue and a function, as Lambda runs it, a turn at a time. */
export async function openMapping({
  sqs,
  queueUrl,
  batchSize = 10,
  invoke,
}: MappingOptions): Promise<EventSourceMapping> {
  // Lambda reads them when the mapping is made, and needs the permission.
  await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }));
  return {
    async poll() {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: batchSize,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return { received: 0, done: 0, returned: [] };
      const response = await invoke({ Records: Messages.map(toRecord) });
      const failed = failedMessages(response, new Set(Messages.map(({ MessageId = '' }) => MessageId)));
      if (failed === undefined) throw new TypeError(`a malformed batch response: ${JSON.stringify(response)}`);
      const returned: string[] = [];
      for (const { MessageId = '', ReceiptHandle = '' } of Messages) {
        if (failed.has(MessageId)) returned.push(ReceiptHandle);
        else await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      }
      return { received: Messages.length, done: Messages.length - returned.length, returned };
    },
  };
}

function toRecord(message: Message): SQSRecord {
  const { MessageId = '', ReceiptHandle = '', Body = '', Attributes = {}, MessageAttributes = {} } = message;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { DataType = 'String', StringValue }]) => [
        name,
        { dataType: DataType, ...(StringValue !== undefined && { stringValue: StringValue }) },
      ]),
    ),
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  };
}
