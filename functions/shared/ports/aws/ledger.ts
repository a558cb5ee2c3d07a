import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { decodeLedgerItem, encodeLedgerItem, isExpired, type LedgerRecord } from '../ledger-record.ts';
import { PortError, portErrorFrom } from '../port-error.ts';
import type { Clock, Ledger } from '../ports.ts';
import { dynamo, type Item, unlessRefused } from './dynamo.ts';

/** A DynamoDB table with the partition key `key` (S) and the TTL attribute `expires`. */
export function dynamoLedger(table: string, clock: Clock): Ledger {
  return {
    async read(key) {
      try {
        const answer = await dynamo().send(
          new GetItemCommand({ TableName: table, Key: { key: { S: key } }, ConsistentRead: true }),
        );
        if (answer.Item === undefined) return undefined;
        const record = recordFrom(answer.Item);
        // TTL removes an item up to some days after its expiry.
        return isExpired(record.expires, clock()) ? undefined : decodeLedgerItem(record);
      } catch (error) {
        throw portErrorFrom('ledger', error);
      }
    },

    async write(key, item, expected) {
      const { v, expires, state } = encodeLedgerItem(item);
      try {
        const answer = await unlessRefused(
          dynamo().send(
            new PutItemCommand({
              TableName: table,
              Item: { key: { S: key }, v: { N: String(v) }, expires: { N: String(expires) }, state: { S: state } },
              ...condition(expected, clock()),
            }),
          ),
        );
        return answer === undefined ? 'conflict' : 'written';
      } catch (error) {
        throw portErrorFrom('ledger', error);
      }
    },
  };
}

function condition(expected: number | undefined, now: number) {
  return expected === undefined
    ? {
        ConditionExpression: 'attribute_not_exists(#v) OR #expires <= :now',
        ExpressionAttributeNames: { '#v': 'v', '#expires': 'expires' },
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) } },
      }
    : {
        ConditionExpression: 'attribute_not_exists(#v) OR #v = :read',
        ExpressionAttributeNames: { '#v': 'v' },
        ExpressionAttributeValues: { ':read': { N: String(expected) } },
      };
}

function recordFrom(item: Item): LedgerRecord {
  const v = Number(item['v']?.N);
  const expires = Number(item['expires']?.N);
  const state = item['state']?.S;
  if (!Number.isSafeInteger(v) || !Number.isFinite(expires) || state === undefined) {
    throw new PortError('ledger', 'the stored item is not a ledger item', false);
  }
  return { v, expires, state };
}
