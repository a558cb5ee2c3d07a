import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, test } from 'vitest';
import { digest } from '../../functions/shared/envelope/digest.ts';
import { textHash } from '../../functions/shared/identity/keyed-hash.ts';
import { expand } from '../../functions/shared/journal/compress.ts';
import { unseal } from '../../functions/shared/journal/seal.ts';
import { dynamoJournal } from '../../functions/shared/ports/aws/journal.ts';
import { keyRow, shortDigest } from '../../functions/shared/ports/journal-keys.ts';
import { privacyRequest } from '../../operations/privacy-request.ts';
import { demoConfig } from '../kit/demo.ts';
import { deliveryWorld } from '../kit/delivery.ts';
import { startEmulators } from './aws-emulators.ts';
import { createJournalTable } from '../../local-stage/emulators/dynamo-table.ts';

const emulators = await startEmulators();
afterAll(() => emulators.stop());

const KEY = 'the key of the kept messages in this test';
const HASH_KEY = 'the key of a test';
const PHONE = '15931000001';

type Item = Readonly<Record<string, AttributeValue>>;

/** Delivery whose journal is the table of the stack, and everything that the table holds. */
async function journalWorld() {
  const table = randomUUID();
  await createJournalTable(table);
  const world = deliveryWorld({
    ports: {
      journal: {
        store: dynamoJournal({ table, days: 30, indexed: true, clock: () => world.clock.read() }),
        envelopeKey: async () => KEY,
      },
    },
  });
  const client = new DynamoDBClient({});
  const items = async (): Promise<readonly Item[]> =>
    (await client.send(new ScanCommand({ TableName: table }))).Items ?? [];
  const events = async () => (await items()).filter(({ type }) => type !== undefined);
  const subject = async (partition: string): Promise<{ readonly salt?: string }> => {
    const state = (await world.ledger.read([`s2:${partition}`])).get(`s2:${partition}`)?.state;
    return JSON.parse(state ?? '{}') as { salt?: string };
  };
  return { ...world, items, events, subject };
}

describe.skipIf(emulators.withoutDynamo !== undefined)('the journal of delivery', () => {
  type JournalWorld = Awaited<ReturnType<typeof journalWorld>>;
  const orderOf = (world: JournalWorld, customer: object, sequence = 1) =>
    world.sample('shopify-demo', 'orders/paid', {
      sequence,
      change: (payload) => {
        payload['customer'] = { ...customer };
      },
    });
  const order = (world: JournalWorld) => orderOf(world, { id: 701, phone: `+86${PHONE}`, email: 'lan@shop.test' });

  test('an event that is done at its first try is one item, with masked identities and a sealed message', async () => {
    const world = await journalWorld();
    const event = await order(world);
    await world.deliver(event);
    const [item, ...more] = await world.events();
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      state: { S: 'done' },
      type: { S: 'orders/paid' },
      recent: { S: `shopify-demo#${event.receivedtime.slice(0, 10)}` },
      receives: { N: '1' },
    });
    expect(item?.['open']).toBeUndefined();
    const { envelope, report } = item ?? {};
    expect(expand(report?.B ?? new Uint8Array(), 'report')).toContain('159****0001');
    const all = JSON.stringify(await world.items());
    expect(all).not.toMatch(new RegExp(`${PHONE}|lan@shop`));
    const partition = digest('subject', event.connection, event.subject ?? '');
    const salt = (await world.subject(partition)).salt ?? '';
    const options = { key: KEY, salt, context: digest('event', event.source, event.id) };
    expect(unseal(envelope?.B ?? new Uint8Array(), options)).toContain(PHONE);
    expect(unseal(envelope?.B ?? new Uint8Array(), { ...options, context: 'another event' })).toBeUndefined();
    expect(unseal(envelope?.B ?? new Uint8Array(), { ...options, salt: 'another' })).toBeUndefined();
  });

  test('it is found by its order, by whom it speaks of, and not written again when it comes again', async () => {
    const world = await journalWorld();
    const event = await order(world);
    await world.deliver(event);
    const items = await world.items();
    const number = String((event.data as { order_number?: unknown; name?: string }).name).replace('#', '');
    expect(items.map(({ pk }) => pk?.S)).toContain(keyRow(textHash('order', [number], HASH_KEY)));
    const pairs = items.filter(({ pk }) => pk?.S?.startsWith('i#'));
    expect(pairs.length).toBeGreaterThanOrEqual(3);
    const partition = shortDigest(digest('subject', event.connection, event.subject ?? ''));
    expect(new Set(pairs.map(({ sk }) => sk?.S))).toEqual(new Set([partition]));
    await world.deliver(event);
    expect(await world.items()).toEqual(items);
  });

  test('an event that waits stands among what is open, and leaves it when it is done', async () => {
    const world = await journalWorld();
    const event = await order(world);
    world.cdp.order({ mode: 'http-500', count: 100 });
    await world.deliver(event);
    expect(await world.events()).toMatchObject([{ state: { S: 'waiting' }, open: { S: 'waiting' } }]);
    const [waiting] = await world.events();
    expect(waiting?.['envelope']?.B?.length).toBeGreaterThan(100);
    world.cdp.order({ mode: 'none' });
    await world.deliver(event, { receiveCount: 2 });
    const [done] = await world.events();
    expect(done).toMatchObject({
      state: { S: 'done' },
      waited: waiting?.['waited'],
      firstTried: waiting?.['firstTried'],
    });
    expect([done?.['open'], done?.['openAt'], done?.['reason']]).toEqual([undefined, undefined, undefined]);
  });

  test('an erase leaves what became of the events, and nothing that says of whom', async () => {
    const world = await journalWorld();
    const event = await order(world);
    await world.deliver(event);
    await world.deliver(await orderOf(world, { id: 702, email: 'mei@shop.test' }, 2));
    const config = demoConfig();
    const person = { kind: 'shopify-customer', scope: 'shopify-demo', value: '701' };
    const erase = privacyRequest('erase', person, { config, now: new Date(world.clock.read()) });
    if (!erase) throw new Error('no request');
    const before = await world.events();
    await world.deliver(erase);
    const after = await world.events();
    const own = after.filter(({ forgotten }) => forgotten?.BOOL);
    expect(own).toHaveLength(1);
    expect(Object.keys(own[0] ?? {}).sort()).toEqual(
      [
        'pk',
        'sk',
        'id',
        'source',
        'type',
        'state',
        'queued',
        'tried',
        'firstTried',
        'ended',
        'receives',
        'recent',
        'recentAt',
        'expires',
        'forgotten',
      ].sort(),
    );
    const others = after.filter(({ forgotten, type }) => !forgotten && type?.S === 'orders/paid');
    expect(others).toEqual(before.filter(({ pk }) => pk?.S === others[0]?.['pk']?.S));
    const request = after.find(({ type }) => type?.S === 'member.erase');
    expect([request?.['state']?.S, request?.['envelope'], request?.['report'], request?.['who']]).toEqual([
      'done',
      undefined,
      undefined,
      undefined,
    ]);
    expect((await world.subject(digest('subject', event.connection, event.subject ?? ''))).salt).toBeUndefined();
  });
});
