import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { portErrorFrom } from '../port-error.ts';
import type { Clock, Ledger, LedgerRecord } from '../ports.ts';
import { listedIndexKeys } from '../listed-index.ts';
import { dynamo, type Item, unlessRefused } from './dynamo.ts';
import { readItems } from './read-items.ts';

/** A DynamoDB table with the partition key `key` (S) and the TTL attribute `expires`. */
export function dynamoLedger(table: string, clock: Clock): Ledger {
  return {
    async read(keys) {
      const now = clock() / 1000;
      try {
        const records = (await readItems(table, keys)).map((item) => [item['key']?.S ?? '', recordFrom(item)] as const);
        // TTL removes an item up to some days after its expiry.
        return new Map(records.filter(([, { expires = Infinity }]) => expires > now));
      } catch (error) {
        throw portErrorFrom('ledger', error);
      }
    },

    async write(key, { v, expires, state, isListed }, expected) {
      const put = new PutItemCommand({
        TableName: table,
        Item: {
          key: { S: key },
          v: { N: String(v) },
          ...(expires !== undefined && { expires: { N: String(expires) } }),
          state: { S: state },
          ...(isListed && marked(clock())),
        },
        ...condition(expected, clock()),
      });
      return (await written(put)) ? 'written' : 'conflict';
    },

    async remove(key, expected) {
      const remove = new DeleteItemCommand({
        TableName: table,
        Key: { key: { S: key } },
        ...condition(expected, clock()),
      });
      return (await written(remove)) ? 'removed' : 'conflict';
    },
  };
}

/** Its partition in the index of operators: of a few, as all writes to one partition share its thousand units a second. */
function marked(now: number) {
  return { [listedIndexKeys.partition]: { S: 'identity' }, [listedIndexKeys.sort]: { N: String(now) } };
}

async function written(command: PutItemCommand | DeleteItemCommand): Promise<boolean> {
  try {
    // The client has one overload for each command.
    const sent = command instanceof PutItemCommand ? dynamo().send(command) : dynamo().send(command);
    return (await unlessRefused<object>(sent)) !== undefined;
  } catch (error) {
    throw portErrorFrom('ledger', error);
  }
}

function condition(expected: number | undefined, now: number) {
  return expected === undefined
    ? {
        ConditionExpression: 'attribute_not_exists(#key) OR #expires <= :now',
        ExpressionAttributeNames: { '#key': 'key', '#expires': 'expires' },
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) } },
      }
    : {
        ConditionExpression: '#v = :read',
        ExpressionAttributeNames: { '#v': 'v' },
        ExpressionAttributeValues: { ':read': { N: String(expected) } },
      };
}

/** What versions before wrote beside the ledger's own items has attributes of its own: they are the state. */
function recordFrom({ key: _key, v, expires, state, ...others }: Item): LedgerRecord {
  const text =
    state?.S ??
    JSON.stringify(Object.fromEntries(Object.entries(others).map(([name, value]) => [name, value.N ?? value.S])));
  return { v: Number(v?.N ?? 0), ...(expires?.N !== undefined && { expires: Number(expires.N) }), state: text };
}
