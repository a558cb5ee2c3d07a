import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, test } from 'vitest';
import { stageOperations } from '../../operations/aws/stage-operations.ts';
import { isUnknown } from '../../operations/why.ts';
import { demoRequest } from '../end-to-end/samples.ts';
import { startEmulators } from './aws-emulators.ts';
import { stageWorld } from './stage-world.ts';

// How long `why` takes at a stage is how many rounds of requests it takes: what is asked at once counts as one.
const emulators = await startEmulators();
afterAll(() => emulators.stop());

interface Counted {
  readonly rounds: number;
  readonly operations: readonly string[];
}

/** Counts what the work sends to AWS, whatever the client: each has its `send` from one base. */
async function counted(secretReads: (begin: () => () => void) => void, work: () => Promise<unknown>): Promise<Counted> {
  const base = Object.getPrototypeOf(DynamoDBClient.prototype) as { send: (command: object) => Promise<unknown> };
  const { send } = base;
  const operations: string[] = [];
  let rounds = 0;
  let running = 0;
  const begin = () => {
    if (running === 0) rounds += 1;
    running += 1;
    return () => {
      running -= 1;
    };
  };
  secretReads(begin);
  base.send = async function (this: unknown, command: object, ...more: readonly unknown[]) {
    const end = begin();
    operations.push(command.constructor.name);
    try {
      return (await Reflect.apply(send, this, [command, ...more])) as unknown;
    } finally {
      end();
    }
  };
  try {
    await work();
  } finally {
    base.send = send;
  }
  return { rounds, operations };
}

test.skipIf(emulators.withoutDynamo !== undefined).each([
  ['an order', '#1001'],
  ['the id of an order', '5810200000001'],
  ['a delivery', 'delivery'],
  ['a phone', '+86 159 3100 0001'],
  ['a mail address', 'lan@shop.test'],
  ['a customer', 'customer'],
  ['an event by its place', 'place'],
  ['what nobody knows', '#4040'],
])('why finds %s in three rounds of requests, and scans nothing', async (_name, text) => {
  const world = await stageWorld(emulators);
  const request = demoRequest('shopify-demo', 'orders/paid', 1, (payload) => {
    payload['customer'] = { id: 701, phone: '+8615931000001', email: 'lan@shop.test' };
  });
  await world.send('shopify-demo', request);
  await world.settled();
  const known = await world.operations.events.why({ about: '#1001' });
  if (isUnknown(known)) throw new Error('the order is not known');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const about = {
    delivery: headers['x-shopify-webhook-id'],
    customer: known.customers[0],
    place: known.events[0]?.place,
  };
  const asked = about[text as keyof typeof about] ?? text;
  // Of a command of its own, which has read no key before.
  const { events, atSecrets } = world.another();
  let answer: Awaited<ReturnType<typeof events.why>> | undefined;
  const { rounds, operations } = await counted(atSecrets, async () => {
    answer = await events.why({ about: asked });
  });
  expect(answer && isUnknown(answer)).toBe(text === '#4040');
  expect(rounds).toBeLessThanOrEqual(3);
  expect(operations.length).toBeGreaterThan(0);
  expect(operations.filter((name) => name.includes('Scan'))).toEqual([]);
});

test.skipIf(emulators.withoutDynamo !== undefined)(
  'without a journal, what is not found says that there is none',
  async () => {
    const { context } = await stageWorld(emulators);
    const { events } = stageOperations({ ...context, config: { ...context.config, journal: { off: true } } });
    const journalOff = expect.stringMatching(/^journal\.off: /);
    expect(await events.list({})).toMatchObject({ problem: 'conflict', error: journalOff });
    expect(await events.get({ id: 'an event', source: '/shopify/shopify-demo' })).toMatchObject({ error: journalOff });
    expect(await events.why({ about: '#1001' })).toMatchObject({ error: journalOff, looked: { deadLetters: 0 } });
  },
);
