import {
  type AttributeValue,
  DeleteItemCommand,
  GetItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Case, CaseName, Decided } from '../../cases/case.ts';
import { decidedRecord } from '../../cases/decision.ts';
import {
  EVERY,
  isCaseType,
  isCountOfMany,
  MAX_EXAMPLES,
  newCasesADay,
  newestExamples,
  type SeenExample,
  type Tally,
  tally,
} from '../../cases/tally.ts';
import { digest } from '../../envelope/digest.ts';
import { LISTED_INDEX, listedIndexKeys } from '../listed-index.ts';
import { ExampleRecord } from '../example-record.ts';
import { PortError, portErrorFrom } from '../port-error.ts';
import type { Cases } from '../ports.ts';
import { dynamo, expiresAt, type Item, numberOf, unlessRefused } from './dynamo.ts';
import { trimEntries } from './newest-entries.ts';

const PREFIX = 'case:';

/**
 * One item per case in the ledger's table, under `case:<type>:<connection>:<key>`; an example is an attribute
 * `eg:<digest>`. A report that is repeated because its answer was lost counts twice. The index `cases` has those that are open,
 * by the time of their newest observation.
 */
export function dynamoCases(table: string): Cases {
  return {
    async report(observations) {
      const results = await Promise.allSettled(tally(observations).map((counted) => addWithinLimit(table, counted)));
      const failure = results.find(({ status }) => status === 'rejected');
      if (failure?.status === 'rejected') throw portErrorFrom('cases', failure.reason);
    },

    async list(limit, which = 'open') {
      const cases: Case[] = [];
      try {
        const pages = paginateQuery(
          { client: dynamo() },
          {
            TableName: table,
            IndexName: LISTED_INDEX,
            KeyConditionExpression: '#state = :open',
            ExpressionAttributeNames: { '#state': listedIndexKeys.partition },
            ExpressionAttributeValues: { ':open': { S: lists[which] } },
            ScanIndexForward: false,
          },
        );
        for await (const { Items = [] } of pages) {
          cases.push(...Items.map(caseFrom));
          if (cases.length >= limit) break;
        }
      } catch (error) {
        throw portErrorFrom('cases', error);
      }
      return cases.sort((a, b) => b.last - a.last).slice(0, limit);
    },

    async decide(about, decided) {
      try {
        return (await writeDecision(table, about, decided)) ? 'decided' : 'unknown';
      } catch (error) {
        throw portErrorFrom('cases', error);
      }
    },
  };
}

/** Partitions of the index. */
const lists = { open: 'case', decided: 'case-decided' } as const;

/** Only of a case that is there. */
async function writeDecision(table: string, about: CaseName, decided: Decided): Promise<boolean> {
  const Key = { key: { S: itemKeyOf(about) } };
  const isThere = {
    TableName: table,
    Key,
    ConditionExpression: 'attribute_exists(#about)',
  };
  if (isCountOfMany(about)) {
    const command = new DeleteItemCommand({ ...isThere, ExpressionAttributeNames: { '#about': 'about' } });
    return (await unlessRefused(dynamo().send(command))) !== undefined;
  }
  const written = await unlessRefused(
    dynamo().send(
      new UpdateItemCommand({
        ...isThere,
        UpdateExpression: 'SET #decided = :decided, #state = :state',
        ExpressionAttributeNames: {
          '#about': 'about',
          '#decided': 'decided',
          '#state': listedIndexKeys.partition,
        },
        ExpressionAttributeValues: {
          ':decided': { S: JSON.stringify(decided) },
          ':state': { S: lists.decided },
        },
      }),
    ),
  );
  return written !== undefined;
}

function itemKeyOf({ type, connection, key }: CaseName): string {
  return `${PREFIX}${type}:${connection}:${key}`;
}

/** Of a type that may come in crowds so many cases a connection begin a day; the rest are counted in one. */
async function addWithinLimit(table: string, counted: Tally): Promise<void> {
  const limit = newCasesADay[counted.type];
  if (limit === undefined) return void (await add(table, counted));
  const day = new Date(counted.first).toISOString().slice(0, 10);
  const counter = { key: { S: `cases-of-day:${counted.type}:${counted.connection}:${day}` } };
  const answer = await dynamo().send(new GetItemCommand({ TableName: table, Key: counter }));
  const isFull = (numberOf(answer.Item?.['count']) ?? 0) >= limit;
  if (!(await add(table, isFull ? { ...counted, key: EVERY } : counted)) || isFull) return;
  await dynamo().send(
    new UpdateItemCommand({
      TableName: table,
      Key: counter,
      UpdateExpression: 'ADD #count :one SET #expires = :expires',
      ExpressionAttributeNames: { '#count': 'count', '#expires': 'expires' },
      ExpressionAttributeValues: { ':one': { N: '1' }, ':expires': expiresAt(counted.first + 2 * DAY_MS) },
    }),
  );
}

const DAY_MS = 24 * 3_600_000;

/** Counts without a condition, so that however many report one case at once none is lost and none waits. @returns whether the case is new */
async function add(table: string, { type, connection, key, count, first, last, examples }: Tally): Promise<boolean> {
  const itemKey = itemKeyOf({ type, connection, key });
  const { Attributes = {} } = await dynamo().send(
    new UpdateItemCommand({
      TableName: table,
      Key: { key: { S: itemKey } },
      UpdateExpression: [
        'ADD #count :count SET #type = :type, #connection = :connection, #about = :about',
        '#first = if_not_exists(#first, :first), #state = if_not_exists(#state, :open), #last = :last',
        ...examples.map((_, index) => `#eg${index} = :eg${index}`),
      ].join(', '),
      ExpressionAttributeNames: {
        '#count': 'count',
        '#type': 'type',
        '#connection': 'connection',
        '#about': 'about',
        '#first': 'first',
        '#state': listedIndexKeys.partition,
        '#last': listedIndexKeys.sort,
        ...Object.fromEntries(examples.map(({ example, event }, i) => [`#eg${i}`, `eg:${digest(example, event)}`])),
      },
      ExpressionAttributeValues: {
        ':count': { N: String(count) },
        ':type': { S: type },
        ':connection': { S: connection },
        ':about': { S: key },
        ':first': { N: String(first) },
        ':open': { S: 'case' },
        ':last': { N: String(last) },
        ...Object.fromEntries(examples.map((example, i) => [`:eg${i}`, attributeOf(example)])),
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  if ((numberOf(Attributes['first']) ?? first) > first) await beginAt(table, itemKey, first);
  await trimEntries(table, itemKey, entriesOf(Attributes), MAX_EXAMPLES);
  return numberOf(Attributes['count']) === count;
}

/** An observation that is older than the case; one that is older still needs no help. */
async function beginAt(table: string, itemKey: string, first: number): Promise<void> {
  await unlessRefused(
    dynamo().send(
      new UpdateItemCommand({
        TableName: table,
        Key: { key: { S: itemKey } },
        UpdateExpression: 'SET #first = :first',
        ConditionExpression: '#first > :first',
        ExpressionAttributeNames: { '#first': 'first' },
        ExpressionAttributeValues: { ':first': { N: String(first) } },
      }),
    ),
  );
}

function caseFrom(item: Item): Case {
  const type = item['type']?.S;
  const connection = item['connection']?.S;
  const key = item['about']?.S;
  const count = numberOf(item['count']);
  const first = numberOf(item['first']);
  const examples = newestExamples(entriesOf(item));
  const last = examples[0]?.time;
  if (
    !isCaseType(type) ||
    connection === undefined ||
    key === undefined ||
    count === undefined ||
    first === undefined ||
    last === undefined
  ) {
    throw new PortError('cases', 'the stored item is not a case', false);
  }
  const decided = item['decided']?.S;
  return {
    ...(decided !== undefined && { decided: decidedRecord.parse(JSON.parse(decided)) }),
    type,
    connection,
    key,
    count,
    first,
    last,
    examples: examples.map(({ example, event }) => ({ example, event })),
  };
}

/** Text, because a condition can compare it whole. */
function attributeOf(example: SeenExample): AttributeValue {
  return { S: JSON.stringify(example) };
}

function entriesOf(item: Item) {
  return Object.entries(item).flatMap(([name, value]) => {
    if (!name.startsWith('eg:')) return [];
    const { example, event, time } = ExampleRecord.parse(JSON.parse(value.S ?? ''));
    return [{ name, value, example, event, time }];
  });
}
