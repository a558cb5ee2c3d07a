import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { portErrorFrom } from '../port-error.ts';
import type { Leases } from '../ports.ts';
import { dynamo, expiresAt, numberOf, unlessRefused } from './dynamo.ts';

interface Time {
  readonly now: number;
  readonly until: number;
}

/** One item per held key in the ledger's table, under `lease:<key>`. */
export function dynamoLeases(table: string): Leases {
  return {
    async take(keys, holder, time) {
      const taken: string[] = [];
      try {
        // One after another: of two holders that want the same keys in the same order one gets the first, and all.
        for (const key of keys) {
          const answer = await takeOne(table, key, holder, time);
          if (answer === 'held') {
            await release(table, taken, holder);
            return false;
          }
          if (answer === 'taken') taken.push(key);
        }
        return true;
      } catch (error) {
        // What was taken stays until it lapses: a store that fails is not asked for more.
        throw portErrorFrom('leases', error);
      }
    },

    async release(keys, holder) {
      try {
        await release(table, keys, holder);
      } catch (error) {
        throw portErrorFrom('leases', error);
      }
    },
  };
}

/** `extended`: this holder had it already. */
async function takeOne(
  table: string,
  key: string,
  holder: string,
  { now, until }: Time,
): Promise<'taken' | 'extended' | 'held'> {
  const answer = await unlessRefused(
    dynamo().send(
      new PutItemCommand({
        TableName: table,
        Item: { ...itemKey(key), holder: { S: holder }, until: { N: String(until) }, expires: expiresAt(until) },
        // TTL removes an item up to some days after its expiry.
        ConditionExpression: 'attribute_not_exists(#holder) OR #holder = :holder OR #until <= :now',
        ExpressionAttributeNames: { '#holder': 'holder', '#until': 'until' },
        ExpressionAttributeValues: { ':holder': { S: holder }, ':now': { N: String(now) } },
        ReturnValues: 'ALL_OLD',
      }),
    ),
  );
  if (answer === undefined) return 'held';
  const before = answer.Attributes;
  return before?.['holder']?.S === holder && (numberOf(before['until']) ?? 0) > now ? 'extended' : 'taken';
}

async function release(table: string, keys: readonly string[], holder: string): Promise<void> {
  await Promise.all(
    keys.map((key) =>
      unlessRefused(
        dynamo().send(
          new DeleteItemCommand({
            TableName: table,
            Key: itemKey(key),
            ConditionExpression: '#holder = :holder',
            ExpressionAttributeNames: { '#holder': 'holder' },
            ExpressionAttributeValues: { ':holder': { S: holder } },
          }),
        ),
      ),
    ),
  );
}

function itemKey(key: string) {
  return { key: { S: `lease:${key}` } };
}
