import { setTimeout as wait } from 'node:timers/promises';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { nextRedriveId } from '../../functions/shared/envelope/redrive-id.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { gatewayEvent } from '../kit/gateway.ts';
import type { Turn } from '../../local-stage/emulators/event-source-mapping.ts';
import { accessKeys, type FunctionName, type World } from './world.ts';

export interface Sending {
  /** Who sends; an operator, if not said otherwise. */
  readonly as?: keyof typeof accessKeys;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Of a FIFO queue. */
  readonly group?: string;
  readonly deduplicationId?: string;
}

/** What platforms, senders and operators do with a stack, each with rights of their own. */
export function actsOn({ functions, endpoint, judgements }: World) {
  const sqsOf = (accessKeyId: string) =>
    new SQSClient({ endpoint, credentials: { accessKeyId, secretAccessKey: 'a-key-of-a-test' } });
  const operator = sqsOf(accessKeys.operator);
  const settingOf = (name: FunctionName, variable: string): string => {
    const value = functions[name].environment[variable];
    if (value === undefined) throw new Error(`${name} has no ${variable}`);
    return value;
  };
  const queues = {
    events: settingOf('deliver', 'GUIYI_QUEUE_URL'),
    eventLetters: settingOf('deliver', 'GUIYI_DEAD_LETTER_QUEUE_URL'),
    inlet: functions.inlet.queueUrl ?? '',
    inletLetters: settingOf('inlet', 'GUIYI_INLET_DEAD_LETTER_QUEUE_URL'),
  } as const;
  type Queue = keyof typeof queues;
  // To look and to prepare, past the enforcer: the emulator itself.
  const s3 = new S3Client();
  const Bucket = settingOf('deliver', 'GUIYI_ARCHIVE_BUCKET');

  const send = async (queue: Queue, body: string, sending: Sending = {}): Promise<void> => {
    const { as = 'operator', attributes = {}, group, deduplicationId } = sending;
    await sqsOf(accessKeys[as]).send(
      new SendMessageCommand({
        QueueUrl: queues[queue],
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: deduplicationId,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, text]) => [name, { DataType: 'String', StringValue: text }]),
        ),
      }),
    );
  };

  /** How many messages a queue has, those in flight too. */
  const waiting = async (queue: Queue): Promise<number> => {
    const { Attributes = {} } = await operator.send(
      new GetQueueAttributesCommand({ QueueUrl: queues[queue], AttributeNames: ['All'] }),
    );
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
    return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  };

  const receive = async (queue: Queue, VisibilityTimeout?: number): Promise<readonly Message[]> => {
    const { Messages = [] } = await operator.send(
      new ReceiveMessageCommand({
        QueueUrl: queues[queue],
        VisibilityTimeout,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages;
  };

  const poll = async (name: 'inlet' | 'deliver'): Promise<Turn> => {
    const { mapping } = functions[name];
    if (!mapping) throw new Error(`${name} has no queue`);
    return mapping.poll();
  };

  return {
    send,
    poll,
    waiting,
    async callWebhook(connection: string, request: WebhookRequest): Promise<APIGatewayProxyStructuredResultV2> {
      return (await functions.webhook.invoke(gatewayEvent(connection, request))) as APIGatewayProxyStructuredResultV2;
    },
    /** Polls until the queue is empty. @throws Error after a denial, and when nothing is done for so many seconds */
    async drain(name: 'inlet' | 'deliver', seconds = 20): Promise<void> {
      const queue = name === 'inlet' ? 'inlet' : 'events';
      let until = Date.now() + seconds * 1000;
      while ((await waiting(queue)) > 0) {
        const { done } = await poll(name);
        if (done > 0) {
          until = Date.now() + seconds * 1000;
          continue;
        }
        if (judgements.denials.length > 0) throw new Error(`denied: ${judgements.denials.join('; ')}`);
        if (Date.now() > until) {
          const log = functions[name].log.slice(-5).join('');
          throw new Error(`${await waiting(queue)} messages stay in the queue of ${name}:\n${log}`);
        }
        await wait(50);
      }
    },
    /** The end of their visibility has come. */
    async letTimePass(queue: Queue, receiptHandles: readonly string[]): Promise<void> {
      for (const ReceiptHandle of receiptHandles) {
        await operator.send(
          new ChangeMessageVisibilityCommand({ QueueUrl: queues[queue], ReceiptHandle, VisibilityTimeout: 0 }),
        );
      }
    },
    /** What is first in a queue, and stays there. */
    peek: (queue: Queue) => receive(queue, 0),
    /** Takes all dead letters out of a queue. */
    async takeLetters(queue: 'eventLetters' | 'inletLetters'): Promise<readonly Message[]> {
      const letters: Message[] = [];
      for (;;) {
        const Messages = await receive(queue);
        if (Messages.length === 0) return letters;
        letters.push(...Messages);
        for (const { ReceiptHandle } of Messages) {
          await operator.send(new DeleteMessageCommand({ QueueUrl: queues[queue], ReceiptHandle }));
        }
      }
    },
    /** Sends a message of the event queue again, under the next id. */
    async redrive({ Body = '', Attributes: { MessageGroupId = '', MessageDeduplicationId = '' } = {} }: Message) {
      await send('events', Body, { group: MessageGroupId, deduplicationId: nextRedriveId(MessageDeduplicationId) });
    },
    /** The keys in the archive below a prefix. */
    async archived(prefix: string): Promise<readonly string[]> {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
      return Contents.map(({ Key = '' }) => Key);
    },
    async read(key: string): Promise<string> {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
      return (await Body?.transformToString()) ?? '';
    },
    async archive(key: string, text: string): Promise<void> {
      await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: text }));
    },
  };
}

export type Acts = ReturnType<typeof actsOn>;

/** The reasons that dead letters name. */
export function reasonsOf(letters: readonly Message[]): readonly string[] {
  return letters.map(({ MessageAttributes }) => MessageAttributes?.['reason']?.StringValue ?? 'none');
}
