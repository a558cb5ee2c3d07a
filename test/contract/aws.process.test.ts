import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, test } from 'vitest';
import { s3Archive } from '../../functions/shared/ports/aws/archive.ts';
import { dynamoCases } from '../../functions/shared/ports/aws/cases.ts';
import { sqsDeadLetters } from '../../functions/shared/ports/aws/dead-letters.ts';
import { dynamoLeases } from '../../functions/shared/ports/aws/leases.ts';
import { dynamoLedger } from '../../functions/shared/ports/aws/ledger.ts';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import { secretsManagerStore } from '../../functions/shared/ports/aws/secrets.ts';
import { archiveContract } from './archive.contract.ts';
import { startEmulators } from './aws-emulators.ts';
import { casesContract } from './cases.contract.ts';
import { deadLettersContract } from './dead-letters.contract.ts';
import { createTable } from '../../local-stage/emulators/dynamo-table.ts';
import { leasesContract } from './leases.contract.ts';
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
  return new URL(new URL(QueueUrl ?? '').pathname, emulators.urls.sqs).href;
}

async function newTable(): Promise<string> {
  const table = randomUUID();
  await createTable(table);
  return table;
}

/** An item as the adapters of another version may have written it. */
async function putItem(table: string, item: Record<string, AttributeValue>): Promise<void> {
  await new DynamoDBClient({}).send(new PutItemCommand({ TableName: table, Item: item }));
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
      const table = await newTable();
      return {
        port: dynamoLedger(table, () => now),
        setTime: (time) => {
          now = time;
        },
        former: {
          subject: (key, { v, expires, state }) =>
            putItem(table, { key: { S: key }, v: { N: `${v}` }, expires: { N: `${expires}` }, state: { S: state } }),
          mark: (name, key, since) => putItem(table, { key: { S: `${name}:${key}` }, since: { N: `${since}` } }),
        },
      };
    });
    leasesContract(async () => dynamoLeases(await newTable()));
    casesContract(async () => dynamoCases(await newTable()));

    test('items, leases and cases share a table, and none is taken for another', async () => {
      const table = await newTable();
      const now = 1_790_000_000_000;
      const ledger = dynamoLedger(table, () => now);
      const written = { v: 1, expires: now / 1000 + 60, state: '{}' };
      const staying = { v: 1, state: '{}' };
      const observation = {
        type: 'merge-skipped',
        connection: 'shop',
        key: 'k',
        example: '',
        event: 'e',
        time: now,
      } as const;
      await ledger.write('i:k', written, undefined);
      await ledger.write('c:k', staying, undefined);
      await dynamoLeases(table).take(['k'], 'h', { now, until: now + 1_000 });
      await dynamoCases(table).report([observation]);
      expect(await ledger.read(['k', 'i:k', 'c:k'])).toEqual(
        new Map([
          ['i:k', written],
          ['c:k', staying],
        ]),
      );
      expect(await dynamoCases(table).list(10)).toHaveLength(1);
      const { Items = [] } = await new DynamoDBClient({}).send(new ScanCommand({ TableName: table }));
      const expiring = Object.fromEntries(Items.map(({ key, expires }) => [key?.S ?? '', expires !== undefined]));
      expect(expiring).toEqual({
        'c:k': false,
        'case:merge-skipped:shop:k': false,
        'i:k': true,
        'lease:k': true,
      });
    });

    test('a case that everybody meets stays small', async () => {
      const table = await newTable();
      for (let time = 1; time <= 100; time += 1) {
        await dynamoCases(table).report([
          { type: 'shared-value', connection: 'shop', key: 'k', example: '', event: `e${time}`, time },
        ]);
      }
      const { Items = [] } = await new DynamoDBClient({}).send(new ScanCommand({ TableName: table }));
      expect(Items).toHaveLength(1);
      for (const item of Items) expect(Object.keys(item).length).toBeLessThan(30);
    });
  } else {
    test.skip(`LEFT OUT: all contracts of the DynamoDB table, dynalite does not load (${emulators.withoutDynamo})`);
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
