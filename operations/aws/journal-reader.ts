import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  paginateQuery,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { unseal } from '../../functions/shared/journal/seal.ts';
import { dynamo } from '../../functions/shared/ports/aws/dynamo.ts';
import { journalIndexes, keyRow, longDigest, pairRow } from '../../functions/shared/ports/journal-keys.ts';
import { inAccount } from './account-error.ts';
import { type JournalItem, type ItemKey, keyIn } from './journal-item.ts';
import type { StageContext } from './stage-context.ts';

/** Events of the journal, as their items. Every method may throw an AccountError. */
export interface JournalReader {
  /** In one round: events by the keyed hashes of what they are looked for by. */
  keysOf(hashes: readonly string[]): Promise<readonly ItemKey[]>;
  /** In one round: subjects whose events speak of somebody. */
  partitionsOf(who: readonly string[]): Promise<readonly string[]>;
  /** In one round: these events; what is not there any more is left out. */
  items(keys: readonly ItemKey[]): Promise<readonly JournalItem[]>;
  /** In one round: the newest events of some subjects that speak of somebody of these; of an empty list all. */
  ofPartitions(partitions: readonly string[], who: readonly string[], limit: number): Promise<readonly JournalItem[]>;
  /** A connection's events of a day, the newest first, until `take` says that it is enough. */
  recent(partition: string, range: RecentRange, take: (item: JournalItem) => boolean): Promise<void>;
  /** What stands open in a list, the oldest first. */
  open(list: 'waiting' | 'dead', limit: number): Promise<readonly JournalItem[]>;
  /** The messages of some events in clear, by the sort keys of their items; those that do not open are left out. */
  bodies(items: readonly JournalItem[]): Promise<ReadonlyMap<string, string>>;
}

export interface RecentRange {
  /** Keys of the index: from, and before. */
  readonly from: string;
  readonly before: string;
}

const BATCH = 100;
/** Of one subject; whoever asks for more narrows the time. */
const OF_ONE = 200;

export function openJournalReader({ deployed, envelopeKey }: StageContext): JournalReader {
  const table = deployed.journalTable;
  const query = async (input: Omit<QueryCommandInput, 'TableName'>, take: (item: JournalItem) => boolean) =>
    inAccount(`read the table ${table}`, async () => {
      for await (const { Items = [] } of paginateQuery({ client: dynamo() }, { TableName: table, ...input })) {
        for (const item of Items) if (!take(item)) return;
      }
    });
  const ofPartition = async (pk: string, limit: number, isNewestFirst = false): Promise<readonly JournalItem[]> => {
    const items: JournalItem[] = [];
    await query(
      {
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': 'pk' },
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ScanIndexForward: !isNewestFirst,
      },
      (item) => items.push(item) < limit,
    );
    return items;
  };
  const batch = async (name: string, keys: readonly Record<string, { readonly S: string }>[]) => {
    const found: JournalItem[] = [];
    for (let start = 0; start < keys.length; start += BATCH) {
      let open: BatchGetItemCommandOutput['UnprocessedKeys'] = {
        [name]: { Keys: keys.slice(start, start + BATCH).map((key) => ({ ...key })), ConsistentRead: true },
      };
      while (open !== undefined && Object.keys(open).length > 0) {
        const request = open;
        const answer: BatchGetItemCommandOutput = await inAccount(`read the table ${name}`, async () =>
          dynamo().send(new BatchGetItemCommand({ RequestItems: request })),
        );
        found.push(...(answer.Responses?.[name] ?? []));
        open = answer.UnprocessedKeys;
      }
    }
    return found;
  };

  return {
    async keysOf(hashes) {
      const rows = await Promise.all(hashes.map(async (hash) => ofPartition(keyRow(hash), OF_ONE)));
      return rows.flat().flatMap(({ sk }) => {
        const [pk, ...rest] = (sk?.S ?? '').split('#');
        return pk ? [{ pk, sk: rest.join('#') }] : [];
      });
    },
    async partitionsOf(who) {
      const rows = await Promise.all(who.map(async (hash) => ofPartition(pairRow(hash), OF_ONE)));
      return [...new Set(rows.flat().map(({ sk }) => sk?.S ?? ''))];
    },
    items: (keys) =>
      batch(
        table,
        keys.map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } })),
      ),
    async ofPartitions(partitions, who, limit) {
      const wanted = new Set(who);
      const rows = await Promise.all(partitions.map(async (pk) => ofPartition(pk, limit, true)));
      return rows
        .flat()
        .filter((item) => wanted.size === 0 || item['who']?.SS?.some((hash) => wanted.has(hash)) === true);
    },
    async recent(partition, { from, before }, take) {
      await query(
        {
          IndexName: journalIndexes.recent,
          KeyConditionExpression: '#recent = :partition AND #at BETWEEN :from AND :before',
          ExpressionAttributeNames: { '#recent': 'recent', '#at': 'recentAt' },
          ExpressionAttributeValues: { ':partition': { S: partition }, ':from': { S: from }, ':before': { S: before } },
          ScanIndexForward: false,
        },
        take,
      );
    },
    async open(list, limit) {
      const items: JournalItem[] = [];
      await query(
        {
          IndexName: journalIndexes.open,
          KeyConditionExpression: '#open = :list',
          ExpressionAttributeNames: { '#open': 'open' },
          ExpressionAttributeValues: { ':list': { S: list } },
        },
        (item) => items.push(item) < limit,
      );
      return items;
    },
    async bodies(items) {
      const sealed = items.filter(({ envelope }) => envelope?.B !== undefined);
      if (sealed.length === 0) return new Map();
      const keys = [...new Set(sealed.map((item) => keyIn(item).pk))].map((pk) => ({
        key: { S: `s2:${longDigest(pk)}` },
      }));
      const [key, subjects] = await Promise.all([envelopeKey(), batch(deployed.ledgerTable, keys)]);
      const salts = new Map(subjects.map((item) => [(item['key']?.S ?? '').slice('s2:'.length), saltIn(item)]));
      return new Map(
        sealed.flatMap((item) => {
          const { pk, sk } = keyIn(item);
          const salt = salts.get(longDigest(pk));
          const context = longDigest(sk.split('#').slice(1).join('#'));
          const body = salt && unseal(item['envelope']?.B ?? new Uint8Array(), { key, salt, context });
          return body === undefined || body === '' ? [] : [[sk, body] as const];
        }),
      );
    },
  };
}

function saltIn({ state }: JournalItem): string | undefined {
  try {
    const json: unknown = JSON.parse(state?.S ?? '{}');
    const salt: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'salt') : undefined;
    return typeof salt === 'string' ? salt : undefined;
  } catch {
    return undefined;
  }
}
