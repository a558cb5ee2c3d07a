import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { portErrorFrom } from '../port-error.ts';
import type { Claims } from '../ports.ts';
import { dynamo, expiresAt, type Item, numberOf } from './dynamo.ts';
import { type Entry, trimEntries } from './newest-entries.ts';

/**
 * One item per value in the ledger's table, under `claim:<value>`, with the time of each subject in an attribute
 * `by:<subject>`. Only the newest subjects stay, so that a value that everybody claims does not outgrow an item; they
 * are enough to count to the limit.
 */
export function dynamoClaims(table: string): Claims {
  return {
    async note(value, subject, { now, ms, limit }) {
      const key = `claim:${value}`;
      try {
        const { Attributes = {} } = await dynamo().send(
          new UpdateItemCommand({
            TableName: table,
            Key: { key: { S: key } },
            UpdateExpression: 'SET #subject = :now, #expires = :expires',
            ExpressionAttributeNames: { '#subject': `by:${subject}`, '#expires': 'expires' },
            ExpressionAttributeValues: { ':now': { N: String(now) }, ':expires': expiresAt(now + ms) },
            ReturnValues: 'ALL_NEW',
          }),
        );
        const entries = entriesOf(Attributes);
        await trimEntries(table, key, entries, limit + 1);
        return Math.min(entries.filter(({ time }) => time > now - ms).length, limit + 1);
      } catch (error) {
        throw portErrorFrom('claims', error);
      }
    },
  };
}

function entriesOf(item: Item): Entry[] {
  return Object.entries(item).flatMap(([name, value]) => {
    const time = name.startsWith('by:') ? numberOf(value) : undefined;
    return time === undefined ? [] : [{ name, value, time }];
  });
}
