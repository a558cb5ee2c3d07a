import { type DynamoDBClient, paginateQuery, QueryCommand } from '@aws-sdk/client-dynamodb';
import { journalIndexes, recentPartition } from '../../functions/shared/ports/journal-keys.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS_BACK = 7;

/** Where the journal of a stage is read, and the time (Unix ms). */
export interface JournalNow {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly now: number;
}

/** When the newest event of each connection was received: a query for each connection and day, from today back, until one has an event. */
export function readLastEvents(
  connections: readonly string[],
  journal: JournalNow,
): Promise<ReadonlyMap<string, string | undefined>> {
  return ofEach(connections, (connection) => lastEventOf(connection, journal, DAYS_BACK));
}

/** What came at a connection. */
export interface Arrivals {
  /** When its newest event of today or yesterday was received (RFC 3339). */
  readonly lastEvent: string | undefined;
  /** Events of the last hour. */
  readonly lastHour: number;
}

export function readArrivals(
  connections: readonly string[],
  journal: JournalNow,
): Promise<ReadonlyMap<string, Arrivals>> {
  return ofEach(connections, async (connection) => {
    const lastEvent = await lastEventOf(connection, journal, 2);
    const from = new Date(journal.now - HOUR_MS).toISOString();
    if (lastEvent === undefined || lastEvent < from) return { lastEvent, lastHour: 0 };
    const days = new Set([from, new Date(journal.now).toISOString()].map((time) => recentPartition(connection, time)));
    const counts = await Promise.all([...days].map((day) => countSince(day, from, journal)));
    return { lastEvent, lastHour: counts.reduce((sum, count) => sum + count, 0) };
  });
}

/** A few at a time: a stage may have a thousand connections. */
async function ofEach<T>(
  connections: readonly string[],
  read: (connection: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  const waiting = connections.values();
  const work = async () => {
    for (const connection of waiting) found.set(connection, await read(connection));
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return found;
}

async function lastEventOf(connection: string, { client, table, now }: JournalNow, days: number) {
  for (let back = 0; back < days; back++) {
    const day = new Date(now - back * DAY_MS).toISOString();
    const { Items } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: journalIndexes.recent,
        KeyConditionExpression: '#recent = :recent',
        ExpressionAttributeNames: { '#recent': 'recent' },
        ExpressionAttributeValues: { ':recent': { S: recentPartition(connection, day) } },
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    const at = Items?.[0]?.['recentAt']?.S;
    if (at !== undefined) return at.split('#', 1)[0];
  }
  return undefined;
}

async function countSince(partition: string, from: string, { client, table }: JournalNow): Promise<number> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      IndexName: journalIndexes.recent,
      Select: 'COUNT',
      KeyConditionExpression: '#recent = :recent AND #recentAt >= :from',
      ExpressionAttributeNames: { '#recent': 'recent', '#recentAt': 'recentAt' },
      ExpressionAttributeValues: { ':recent': { S: partition }, ':from': { S: from } },
    },
  );
  let count = 0;
  for await (const { Count = 0 } of pages) count += Count;
  return count;
}
