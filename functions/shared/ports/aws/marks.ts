import { setTimeout as delay } from 'node:timers/promises';
import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  DeleteItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PortError, portErrorFrom } from '../port-error.ts';
import type { Marks } from '../ports.ts';
import { dynamo, type Item, numberOf, unlessRefused } from './dynamo.ts';

/** A BatchGetItem takes so many keys. */
const BATCH = 100;
const ROUNDS = 6;

/** One item per key in the ledger's table, under `<name>:<key>`, without an expiry: a mark must not vanish. */
export function dynamoMarks(table: string, name: 'suppressed' | 'typed'): Marks {
  const prefix = `${name}:`;
  const itemKey = (key: string) => ({ key: { S: `${prefix}${key}` } });

  return {
    async find(keys) {
      const found = new Map<string, number>();
      const wanted = [...new Set(keys)].map(itemKey);
      try {
        for (let start = 0; start < wanted.length; start += BATCH) {
          for (const item of await readAll(table, wanted.slice(start, start + BATCH))) {
            found.set(...markFrom(item, prefix));
          }
        }
      } catch (error) {
        throw portErrorFrom('marks', error);
      }
      return found;
    },

    async add(keys, since) {
      const put = (key: string) =>
        unlessRefused(
          dynamo().send(
            new PutItemCommand({
              TableName: table,
              Item: { ...itemKey(key), since: { N: String(since) } },
              ConditionExpression: 'attribute_not_exists(#since) OR #since < :since',
              ExpressionAttributeNames: { '#since': 'since' },
              ExpressionAttributeValues: { ':since': { N: String(since) } },
            }),
          ),
        );
      await all(keys, put);
    },

    async lift(keys) {
      await all(keys, (key) => dynamo().send(new DeleteItemCommand({ TableName: table, Key: itemKey(key) })));
    },
  };
}

/** @throws PortError when any one of the writes failed, after all have ended. */
async function all(keys: readonly string[], write: (key: string) => Promise<unknown>): Promise<void> {
  const results = await Promise.allSettled([...new Set(keys)].map(write));
  const failure = results.find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') throw portErrorFrom('marks', failure.reason);
}

/** DynamoDB may answer for a part of the keys only: the rest is asked for again, a little later each time. */
async function readAll(table: string, keys: Record<string, { S: string }>[]): Promise<Item[]> {
  const items: Item[] = [];
  let open: BatchGetItemCommandOutput['UnprocessedKeys'] = { [table]: { Keys: keys, ConsistentRead: true } };
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) await delay(Math.random() * 50 * 2 ** round);
    const answer: BatchGetItemCommandOutput = await dynamo().send(new BatchGetItemCommand({ RequestItems: open }));
    items.push(...(answer.Responses?.[table] ?? []));
    open = answer.UnprocessedKeys;
    if (open === undefined || Object.keys(open).length === 0) return items;
  }
  throw new PortError('marks', `keys left unread after ${ROUNDS} rounds`, true);
}

function markFrom(item: Item, prefix: string): [string, number] {
  const key = item['key']?.S;
  const since = numberOf(item['since']);
  if (key === undefined || since === undefined) {
    throw new PortError('marks', 'the stored item is not a mark', false);
  }
  return [key.slice(prefix.length), since];
}
