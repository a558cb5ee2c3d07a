import { LISTED_INDEX, listedIndexKeys } from '../../functions/shared/ports/listed-index.ts';
import { journalProjections } from '../../functions/shared/ports/journal-keys.ts';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';

/** A table as the stack makes it. It can be used a moment after its creation, not at once. */
export async function createTable(TableName: string): Promise<void> {
  const client = new DynamoDBClient({});
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'key', AttributeType: 'S' },
        { AttributeName: listedIndexKeys.partition, AttributeType: 'S' },
        { AttributeName: listedIndexKeys.sort, AttributeType: 'N' },
      ],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: LISTED_INDEX,
          KeySchema: [
            { AttributeName: listedIndexKeys.partition, KeyType: 'HASH' },
            { AttributeName: listedIndexKeys.sort, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.02, maxDelay: 0.2 }, { TableName });
}

/** The journal's table as the stack makes it. */
export async function createJournalTable(TableName: string): Promise<void> {
  const client = new DynamoDBClient({});
  const names = ['pk', 'sk', 'recent', 'recentAt', 'open', 'openAt'];
  const keys = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  const index = (IndexName: string, NonKeyAttributes: string[]) => ({
    IndexName,
    KeySchema: keys(IndexName, `${IndexName}At`),
    Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes },
  });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys('pk', 'sk'),
      GlobalSecondaryIndexes: [
        index('recent', [...journalProjections.recent]),
        index('open', [...journalProjections.open]),
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.02, maxDelay: 0.2 }, { TableName });
}
