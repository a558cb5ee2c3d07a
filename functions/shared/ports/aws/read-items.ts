import { setTimeout as delay } from 'node:timers/promises';
import { BatchGetItemCommand, type BatchGetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { PortError } from '../port-error.ts';
import { dynamo, type Item } from './dynamo.ts';

/** A BatchGetItem takes so many keys. */
const BATCH = 100;
const ROUNDS = 6;

/** The items of these keys, read consistently; what there is not is left out. @throws PortError */
export async function readItems(table: string, keys: readonly string[]): Promise<Item[]> {
  const wanted = [...new Set(keys)].map((key) => ({ key: { S: key } }));
  const items: Item[] = [];
  for (let start = 0; start < wanted.length; start += BATCH) {
    items.push(...(await readBatch(table, wanted.slice(start, start + BATCH))));
  }
  return items;
}

/** DynamoDB may answer for a part of the keys only: the rest is asked for again, a little later each time. */
async function readBatch(table: string, keys: Record<string, { S: string }>[]): Promise<Item[]> {
  const items: Item[] = [];
  let open: BatchGetItemCommandOutput['UnprocessedKeys'] = { [table]: { Keys: keys, ConsistentRead: true } };
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) await delay(Math.random() * 50 * 2 ** round);
    const answer: BatchGetItemCommandOutput = await dynamo().send(new BatchGetItemCommand({ RequestItems: open }));
    items.push(...(answer.Responses?.[table] ?? []));
    open = answer.UnprocessedKeys;
    if (open === undefined || Object.keys(open).length === 0) return items;
  }
  throw new PortError('ledger', `keys left unread after ${ROUNDS} rounds`, true);
}
