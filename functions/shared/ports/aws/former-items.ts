import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { portErrorFrom } from '../port-error.ts';
import type { FormerItems } from '../ports.ts';
import { dynamo, expiresAt, unlessRefused } from './dynamo.ts';

/** The marks and disputes of versions before 0.2, in the ledger's table and in the form of then. */
export function dynamoFormerItems(table: string): FormerItems {
  return {
    async mark(keys, since) {
      await all(keys, (key) =>
        unlessRefused(
          dynamo().send(
            new PutItemCommand({
              TableName: table,
              Item: { key: { S: key }, since: { N: String(since) } },
              ConditionExpression: 'attribute_not_exists(#since) OR #since < :since',
              ExpressionAttributeNames: { '#since': 'since' },
              ExpressionAttributeValues: { ':since': { N: String(since) } },
            }),
          ),
        ),
      );
    },

    async lift(keys) {
      await all(keys, (key) => dynamo().send(new DeleteItemCommand({ TableName: table, Key: { key: { S: key } } })));
    },

    async dispute(keys, { now, until, claimants }) {
      const names = claimants.map((claimant, index) => [`#c${index}`, `by:${claimant}`] as const);
      await all(keys, (key) =>
        dynamo().send(
          new UpdateItemCommand({
            TableName: table,
            Key: { key: { S: key } },
            UpdateExpression: `SET #expires = :expires, ${names.map(([name]) => `${name} = :now`).join(', ')}`,
            ExpressionAttributeNames: { '#expires': 'expires', ...Object.fromEntries(names) },
            ExpressionAttributeValues: { ':now': { N: String(now) }, ':expires': expiresAt(until) },
          }),
        ),
      );
    },
  };
}

/** @throws PortError when any one of the writes failed, after all have ended. */
async function all(keys: readonly string[], write: (key: string) => Promise<unknown>): Promise<void> {
  const results = await Promise.allSettled([...new Set(keys)].map(write));
  const failure = results.find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') throw portErrorFrom('marks', failure.reason);
}
