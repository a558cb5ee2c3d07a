import { type AttributeValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamo, unlessRefused } from './dynamo.ts';

/** One attribute of an item that grows by an attribute for each thing seen. */
export interface Entry {
  /** Of the attribute. */
  readonly name: string;
  readonly value: AttributeValue;
  /** Unix ms. */
  readonly time: number;
}

/** So many entries more than needed may stand: removing the old ones is a second request, and not worth it each time. */
const SLACK = 16;
/** An expression of DynamoDB has at most 4 KB. */
const REMOVED_AT_ONCE = 64;

/**
 * Keeps at least the newest `keep` of the entries that an item has just been seen with, and few others. When another
 * writer has changed one of the old ones meanwhile, all stay for the next call.
 */
export async function trimEntries(table: string, key: string, entries: readonly Entry[], keep: number): Promise<void> {
  if (entries.length <= keep + SLACK) return;
  // The order is total, so that two writers at once never remove different ones and leave too few.
  const old = [...entries]
    .sort((a, b) => b.time - a.time || (a.name < b.name ? -1 : 1))
    .slice(keep)
    .slice(-REMOVED_AT_ONCE);
  await unlessRefused(
    dynamo().send(
      new UpdateItemCommand({
        TableName: table,
        Key: { key: { S: key } },
        UpdateExpression: `REMOVE ${old.map((_, index) => `#e${index}`).join(', ')}`,
        ConditionExpression: old.map((_, index) => `#e${index} = :e${index}`).join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(old.map(({ name }, index) => [`#e${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(old.map(({ value }, index) => [`:e${index}`, value])),
      }),
    ),
  );
}
