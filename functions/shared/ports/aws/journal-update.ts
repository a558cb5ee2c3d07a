import { type AttributeValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { compress } from '../../journal/compress.ts';
import type { JournalEntry } from '../journal.ts';
import { recentPartition, shortDigest } from '../journal-keys.ts';

type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

interface EventRow {
  readonly table: string;
  readonly pk: string;
  readonly sk: string;
  /** The TTL attribute. */
  readonly expires: AttributeValue;
  /** Whether events are found by connection and day. */
  readonly indexed: boolean;
}

/** One write for every state: what an earlier one has left open is closed by it. */
export function eventUpdate(entry: JournalEntry, row: EventRow): UpdateItemCommand {
  const { state, times } = entry;
  const set = given({
    ...attributesOf(entry),
    ...whatItSays(entry),
    expires: row.expires,
    ...(row.indexed && recentRow(entry, row)),
    ...openRow(entry, row),
  });
  const once = given({
    firstTried: number(times.tried),
    waited: state === 'waiting' ? number(times.ended) : undefined,
    firstDead: state === 'dead-lettered' ? number(times.ended) : undefined,
  });
  const gone = ['open', 'openAt', 'reason'].filter((name) => set[name] === undefined);
  return updateOf(row, { set, once, gone });
}

function attributesOf({ id, source, type, state, reason, times, receives }: JournalEntry): Attributes {
  return {
    id: text(id),
    source: text(source),
    type: text(type),
    state: text(state),
    queued: number(times.queued),
    tried: number(times.tried),
    ended: number(times.ended),
    receives: number(receives),
    reason: text(reason),
  };
}

function whatItSays({ who, keys, report, envelope, letter, isPrivacyRequest }: JournalEntry): Attributes {
  return {
    who: texts(who),
    keys: texts(keys),
    report: report === undefined ? undefined : { B: compress(report, 'report') },
    envelope: envelope && { B: envelope },
    privacy: isPrivacyRequest ? { BOOL: true } : undefined,
    letter: letter && text(JSON.stringify(letter)),
  };
}

function recentRow({ connection, receivedTime }: JournalEntry, { sk }: EventRow): Attributes {
  return { recent: text(recentPartition(connection, receivedTime)), recentAt: text(sk) };
}

/** What waits and what is dead is found by it. */
function openRow({ state, times, event }: JournalEntry, { sk }: EventRow): Attributes {
  if (state === 'waiting') return { open: text('waiting'), openAt: text(sk) };
  if (state !== 'dead-lettered') return {};
  return { open: text('dead'), openAt: text(`${new Date(times.ended).toISOString()}#${shortDigest(event)}`) };
}

interface Changes {
  readonly set: Readonly<Record<string, AttributeValue>>;
  /** Kept where it is there already. */
  readonly once: Readonly<Record<string, AttributeValue>>;
  readonly gone: readonly string[];
}

function updateOf({ table, pk, sk }: EventRow, { set, once, gone }: Changes): UpdateItemCommand {
  const names = [...Object.keys(set), ...Object.keys(once), ...gone];
  return new UpdateItemCommand({
    TableName: table,
    Key: { pk: { S: pk }, sk: { S: sk } },
    UpdateExpression: [
      `SET ${[
        ...Object.keys(set).map((name) => `#${name} = :${name}`),
        ...Object.keys(once).map((name) => `#${name} = if_not_exists(#${name}, :${name})`),
      ].join(', ')}`,
      ...(gone.length > 0 ? [`REMOVE ${gone.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries({ ...set, ...once }).map(([name, value]) => [`:${name}`, value]),
    ),
  });
}

function text(value: string | undefined): AttributeValue | undefined {
  return value === undefined ? undefined : { S: value };
}

function number(value: number): AttributeValue {
  return { N: String(value) };
}

/** A set of DynamoDB is never empty. */
function texts(values: readonly string[]): AttributeValue | undefined {
  return values.length === 0 ? undefined : { SS: [...new Set(values)] };
}

function given(attributes: Attributes): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
