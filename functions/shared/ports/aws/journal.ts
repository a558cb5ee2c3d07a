import {
  type AttributeValue,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { portErrorFrom } from '../port-error.ts';
import type { Journal } from '../journal.ts';
import { dynamo, expiresAt, type Item } from './dynamo.ts';
import { eventSortKey, keyRow, longDigest, pairRow, shortDigest } from '../journal-keys.ts';
import { eventUpdate } from './journal-update.ts';

const DAY_MS = 24 * 3_600_000;
/** A pair is written again after a quarter at the latest, and outlives the events of it. */
const PAIR_DAYS = 100;

export interface JournalSettings {
  readonly table: string;
  /** How long an event is kept. */
  readonly days: number;
  /** Whether events are found by connection and day. */
  readonly indexed: boolean;
  readonly clock: () => number;
}

/** A DynamoDB table with the keys `pk` and `sk`, the indexes of `journalIndexes` and the TTL attribute `expires`. */
export function dynamoJournal({ table, days, indexed, clock }: JournalSettings): Journal {
  const expires = (more = 0) => expiresAt(clock() + (days + more) * DAY_MS);

  return {
    async write(entry) {
      const pk = shortDigest(entry.partition);
      const sk = eventSortKey(entry.receivedTime, entry.event);
      const rows = entry.keys.map(async (key) =>
        dynamo().send(
          new PutItemCommand({
            TableName: table,
            Item: { pk: { S: keyRow(key) }, sk: { S: `${pk}#${sk}` }, expires: expires() },
          }),
        ),
      );
      try {
        // Rows that lead to an event which is not written lead nowhere, and are written again with it.
        await Promise.all([...rows, dynamo().send(eventUpdate(entry, { table, pk, sk, expires: expires(), indexed }))]);
      } catch (error) {
        throw portErrorFrom('journal', error);
      }
    },

    async pair(partition, who) {
      try {
        await Promise.all(
          who.map(async (hash) =>
            dynamo().send(
              new PutItemCommand({
                TableName: table,
                Item: { pk: { S: pairRow(hash) }, sk: { S: shortDigest(partition) }, expires: expires(PAIR_DAYS) },
              }),
            ),
          ),
        );
      } catch (error) {
        throw portErrorFrom('journal', error);
      }
    },

    async forget(who) {
      try {
        return await forgetIn(table, [...new Set(who)]);
      } catch (error) {
        throw portErrorFrom('journal', error);
      }
    },
  };
}

async function forgetIn(table: string, who: readonly string[]): Promise<readonly string[]> {
  const gone = new Set(who);
  const pairs = (await Promise.all(who.map(async (hash) => itemsOf(table, pairRow(hash))))).flat();
  const partitions = [...new Set(pairs.map(({ sk }) => sk?.S ?? ''))];
  const whole: string[] = [];
  for (const partition of partitions) {
    const events = (await itemsOf(table, partition)).filter(({ forgotten }) => forgotten === undefined);
    const theirs = events.filter(({ who: spoken }) => spoken?.SS?.some((hash) => gone.has(hash)));
    for (const event of theirs) await strip(table, event);
    if (theirs.length === events.length) whole.push(longDigest(partition));
  }
  // Last: an erase that ends before finds its way again.
  for (const { pk, sk } of pairs) {
    if (pk && sk) await dynamo().send(new DeleteItemCommand({ TableName: table, Key: { pk, sk } }));
  }
  return whole;
}

/** What became of the event stays: state, reason, type and times. */
async function strip(table: string, { pk, sk, id, keys }: Item): Promise<void> {
  if (!pk || !sk) return;
  for (const key of keys?.SS ?? []) {
    const row = { pk: { S: keyRow(key) }, sk: { S: `${pk.S}#${sk.S}` } };
    await dynamo().send(new DeleteItemCommand({ TableName: table, Key: row }));
  }
  // An id that another system has chosen may name a person.
  const isOurs = /^[0-9a-f]{64}$/.test(id?.S ?? '');
  const gone = ['who', 'keys', 'report', 'envelope', 'open', 'openAt', ...(isOurs ? [] : ['id'])];
  await dynamo().send(
    new UpdateItemCommand({
      TableName: table,
      Key: { pk, sk },
      UpdateExpression: `SET #forgotten = :yes REMOVE ${gone.map((name) => `#${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(['forgotten', ...gone].map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: { ':yes': { BOOL: true } },
    }),
  );
}

/** Every item of one partition. */
async function itemsOf(table: string, pk: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const answer: QueryCommandOutput = await dynamo().send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': 'pk' },
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    items.push(...(answer.Items ?? []));
    from = answer.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}
