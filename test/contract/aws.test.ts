import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, test } from 'vitest';
import { s3Archive } from '../../functions/shared/ports/aws/archive.ts';
import { sqsDeadLetters } from '../../functions/shared/ports/aws/dead-letters.ts';
import { dynamoLedger } from '../../functions/shared/ports/aws/ledger.ts';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import { secretsManagerStore } from '../../functions/shared/ports/aws/secrets.ts';
import { archiveContract } from './archive.contract.ts';
import { startEmulators } from './aws-emulators.ts';
import { deadLettersContract } from './dead-letters.contract.ts';
import { ledgerContract } from './ledger.contract.ts';
import { queueContract } from './queue.contract.ts';
import { secretsContract } from './secrets.contract.ts';

const emulators = await startEmulators();
const sqs = new SQSClient({});
afterAll(() => emulators.stop());

async function createQueue(kind: 'fifo' | 'standard'): Promise<string> {
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({
      QueueName: `${randomUUID()}${kind === 'fifo' ? '.fifo' : ''}`,
      Attributes: {
        VisibilityTimeout: '30',
        ...(kind === 'fifo' && {
          FifoQueue: 'true',
          DeduplicationScope: 'messageGroup',
          FifoThroughputLimit: 'perMessageGroupId',
        }),
      },
    }),
  );
  // The emulator names a host of its own making, and the SDK goes where the queue's URL points.
  return new URL(new URL(QueueUrl ?? '').pathname, emulators.sqsUrl).href;
}

async function receive(url: string) {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages ?? [];
}

describe('on AWS, over the wire to emulators', () => {
  queueContract(async () => {
    const url = await createQueue('fifo');
    return {
      port: sqsQueue(url),
      receive: async () =>
        (await receive(url)).map((message) => ({
          body: message.Body ?? '',
          groupId: message.Attributes?.['MessageGroupId'],
          receiptHandle: message.ReceiptHandle ?? '',
        })),
      remove: async (receiptHandle) =>
        void (await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receiptHandle }))),
    };
  });

  for (const kind of ['fifo', 'standard'] as const) {
    deadLettersContract(kind, async () => {
      const url = await createQueue(kind);
      return {
        port: sqsDeadLetters(url),
        receive: async () =>
          (await receive(url)).map((message) => ({
            body: message.Body ?? '',
            groupId: message.Attributes?.['MessageGroupId'],
            attributes: Object.fromEntries(
              Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, value.StringValue ?? '']),
            ),
          })),
      };
    });
  }

  if (emulators.withoutDynamo === undefined) {
    ledgerContract(async () => {
      let now = 0;
      const table = randomUUID();
      await new DynamoDBClient({}).send(
        new CreateTableCommand({
          TableName: table,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
        }),
      );
      return {
        port: dynamoLedger(table, () => now),
        setTime: (time) => {
          now = time;
        },
      };
    });
  } else {
    test.skip(`LEFT OUT: the whole Ledger contract, dynalite does not load (${emulators.withoutDynamo})`);
  }

  archiveContract(async () => {
    const bucket = randomUUID();
    await new S3Client({}).send(new CreateBucketCommand({ Bucket: bucket }));
    return s3Archive(bucket);
  });

  secretsContract(async () => {
    const prefix = `${randomUUID()}/`;
    emulators.secrets.broken = false;
    return {
      port: secretsManagerStore(prefix),
      put: async (name, secret) => void emulators.secrets.values.set(`${prefix}${name}`, JSON.stringify(secret)),
      fail: async () => {
        emulators.secrets.broken = true;
      },
    };
  });

  test('a queue that does not exist refuses for good', async () => {
    const url = (await createQueue('fifo')).replace(/[^/]+$/, 'nobody.fifo');
    const message = { body: 'x', groupId: 'g', deduplicationId: 'd' };
    const error = await sqsQueue(url)
      .send([message, { ...message, deduplicationId: 'e' }])
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'PortError', kind: 'queue', retryable: false });
  });

  test('a standard queue takes the same messages without their deduplication ids', async () => {
    const url = await createQueue('standard');
    await sqsQueue(url).send([{ body: 'x', groupId: 'g', deduplicationId: 'd' }]);
    expect(await receive(url)).toMatchObject([{ Body: 'x' }]);
  });
});
