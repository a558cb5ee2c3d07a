import {
  type AttributeValue,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamo, unlessRefused } from '../../functions/shared/ports/aws/dynamo.ts';
import { inAccount } from './account-error.ts';
import type { JournalItem, ItemKey } from './journal-item.ts';

/** What operators write into the journal's table. Every method may throw an AccountError. */
export interface OperatorTable {
  put(key: ItemKey, values: JournalItem, isNew?: boolean): Promise<'written' | 'conflict'>;
  /** Sets and removes attributes, if the condition holds. */
  update(key: ItemKey, change: TableChange): Promise<'written' | 'conflict'>;
  remove(key: ItemKey): Promise<void>;
  /** One item. */
  read(key: ItemKey): Promise<JournalItem | undefined>;
  /** The items of one partition, in order. */
  partition(pk: string, limit?: number): Promise<readonly JournalItem[]>;
}

export interface TableChange {
  readonly set: JournalItem;
  readonly remove?: readonly string[];
  /** Attributes that must have these values. */
  readonly where?: JournalItem;
}

export function openOperatorTable(table: string): OperatorTable {
  const keyOf = ({ pk, sk }: ItemKey) => ({ pk: { S: pk }, sk: { S: sk } });
  const doing = `write the table ${table}`;
  return {
    put: (key, values, isNew = false) =>
      inAccount(doing, async () => {
        const command = new PutItemCommand({
          TableName: table,
          Item: { ...keyOf(key), ...values },
          ...(isNew && { ConditionExpression: 'attribute_not_exists(pk)' }),
        });
        return (await unlessRefused(dynamo().send(command))) ? 'written' : 'conflict';
      }),
    update: (key, { set, remove = [], where = {} }) =>
      inAccount(doing, async () => {
        const names = [...Object.keys(set), ...remove, ...Object.keys(where)];
        const values = Object.entries(set).map(([name, value]): [string, AttributeValue] => [`:${name}`, value]);
        const wanted = Object.entries(where).map(([name, value]): [string, AttributeValue] => [`:is_${name}`, value]);
        const command = new UpdateItemCommand({
          TableName: table,
          Key: keyOf(key),
          UpdateExpression: [
            `SET ${Object.keys(set)
              .map((name) => `#${name} = :${name}`)
              .join(', ')}`,
            ...(remove.length > 0 ? [`REMOVE ${remove.map((name) => `#${name}`).join(', ')}`] : []),
          ].join(' '),
          ...(wanted.length > 0 && {
            ConditionExpression: Object.keys(where)
              .map((name) => `#${name} = :is_${name}`)
              .join(' AND '),
          }),
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries([...values, ...wanted]),
        });
        return (await unlessRefused(dynamo().send(command))) ? 'written' : 'conflict';
      }),
    remove: (key) =>
      inAccount(doing, async () => {
        await dynamo().send(new DeleteItemCommand({ TableName: table, Key: keyOf(key) }));
      }),
    read: ({ pk, sk }) =>
      inAccount(`read the table ${table}`, async () => {
        const command = new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#pk = :pk AND #sk = :sk',
          ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
          ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: sk } },
          ConsistentRead: true,
        });
        return (await dynamo().send(command)).Items?.[0];
      }),
    partition: (pk, limit = Infinity) =>
      inAccount(`read the table ${table}`, async () => {
        const found: JournalItem[] = [];
        const input: QueryCommandInput = {
          TableName: table,
          KeyConditionExpression: '#pk = :pk',
          ExpressionAttributeNames: { '#pk': 'pk' },
          ExpressionAttributeValues: { ':pk': { S: pk } },
          ConsistentRead: true,
        };
        for await (const { Items = [] } of paginateQuery({ client: dynamo() }, input)) {
          found.push(...Items);
          if (found.length >= limit) break;
        }
        return found;
      }),
  };
}
