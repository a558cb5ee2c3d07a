import { describe, expect, test } from 'vitest';
import { openHashKey } from '../../../functions/deliver/hash-key.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { backOffSeconds } from '../../../functions/shared/envelope/back-off.ts';
import { PortError } from '../../../functions/shared/ports/port-error.ts';
import type { Archive, Ledger, SecretStore } from '../../../functions/shared/ports/ports.ts';
import { HOUR, MINUTE, TestClock } from '../../kit/clock.ts';
import { secrets } from '../../kit/demo.ts';
import { type DeliveryWorld, deliveryWorld, memberBound } from '../../kit/delivery.ts';
import { MemorySecrets } from '../../kit/ports.ts';

const DAY = 24 * HOUR;

/** A part of the stage that answers with an error until it is restored. */
interface Broken {
  readonly world: DeliveryWorld;
  readonly restore: () => void;
}

/** What SDKs throw, by the documentation of each service. */
const denied = (kind: PortError['kind'], name: string) => () => {
  throw new PortError(kind, name, name === 'ThrottlingException');
};

function brokenLedger(name: string): Broken {
  const part = { isBroken: true };
  const world = deliveryWorld();
  const read = world.ledger.read.bind(world.ledger);
  const write = world.ledger.write.bind(world.ledger);
  const fail = denied('ledger', name);
  world.ledger.read = async (keys) => (part.isBroken ? fail() : read(keys));
  world.ledger.write = async (...given: Parameters<Ledger['write']>) => (part.isBroken ? fail() : write(...given));
  return { world, restore: () => (part.isBroken = false) };
}

function brokenArchive(name: string): Broken {
  const part = { isBroken: true };
  const world = deliveryWorld();
  const get = world.archive.get.bind(world.archive);
  const fail = denied('archive', name);
  world.archive.get = async (...given: Parameters<Archive['get']>) => (part.isBroken ? fail() : get(...given));
  return { world, restore: () => (part.isBroken = false) };
}

function brokenSecrets(broken: string, name: string): Broken {
  const part = { isBroken: true };
  const clock = new TestClock();
  const store = new MemorySecrets({ ...secrets, privacy: 'a key of this test that is long enough' });
  const fail = denied('secrets', name);
  const reading: SecretStore = {
    read: async (secret) => (part.isBroken && secret === broken ? fail() : store.read(secret)),
  };
  const world = deliveryWorld({ ports: { secrets: reading, hashKey: openHashKey(reading, clock.read) } });
  return { world, restore: () => (part.isBroken = false) };
}

/** Its data is in the archive. */
async function large(world: DeliveryWorld): Promise<Envelope> {
  const { data, ...event } = memberBound([{ kind: 'member-no', value: 'M-1' }]);
  await world.archive.put('claims/large', Buffer.from(JSON.stringify(data)));
  return { ...event, dataref: 'claims/large' } as unknown as Envelope;
}

const small = async (): Promise<Envelope> => memberBound([{ kind: 'member-no', value: 'M-1' }]);

describe.each<[string, () => Broken, (world: DeliveryWorld) => Promise<Envelope>, string]>([
  ['the table is throttled', () => brokenLedger('ThrottlingException'), small, 'store-unavailable'],
  ['the table may not be used', () => brokenLedger('AccessDeniedException'), small, 'store-unavailable'],
  ['the key of the table is disabled', () => brokenLedger('KMSAccessDeniedException'), small, 'store-unavailable'],
  ['the table is gone', () => brokenLedger('ResourceNotFoundException'), small, 'store-unavailable'],
  ['the archive may not be read', () => brokenArchive('AccessDenied'), large, 'store-unavailable'],
  ['the bucket is gone', () => brokenArchive('NoSuchBucket'), large, 'store-unavailable'],
  ['the key of the archive is disabled', () => brokenArchive('KMS.DisabledException'), large, 'store-unavailable'],
  [
    'the key of the hashes cannot be read',
    () => brokenSecrets('privacy', 'AccessDeniedException'),
    small,
    'store-unavailable',
  ],
  ['the secret store does not answer', () => brokenSecrets('cdp', 'ECONNREFUSED'), small, 'cdp-credentials'],
])('%s', (_what, open, event, reason) => {
  test('the event waits longer and longer, and is delivered when it is over', async () => {
    const { world, restore } = open();
    const sent = await event(world);
    const sentAt = world.clock.now;
    for (const [age, receiveCount] of [
      [0, 1],
      [MINUTE, 5],
      [3 * HOUR, 20],
      [11 * DAY, 600],
    ] as const) {
      world.clock.now = sentAt + age;
      const record = await world.recordOf(sent, { receiveCount, sentAt });
      expect(await world.deliverRecords([record])).toEqual([record.messageId]);
      const { seconds = 0 } = world.visibility.changes.at(-1) ?? {};
      const longest = backOffSeconds(
        { receives: receiveCount, since: sentAt },
        { now: world.clock.now, random: () => 1 },
      );
      expect(seconds).toBeGreaterThanOrEqual(Math.min(2, longest));
      expect(seconds).toBeLessThanOrEqual(longest);
    }
    expect(world.deadLetters.letters).toEqual([]);
    expect(world.cdp.customers()).toEqual([]);

    restore();
    // What was found out of reach is not asked for again at once.
    world.clock.now += HOUR;
    expect(await world.deliverRecords([await world.recordOf(sent, { receiveCount: 601, sentAt })])).toEqual([]);
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('after its days it is a dead letter, and the letter says why', async () => {
    const { world } = open();
    const sent = await event(world);
    const sentAt = world.clock.now;
    world.clock.now += 12 * DAY;
    // The breaker was closed all the time, as far as anybody knows.
    expect(await world.deliverRecords([await world.recordOf(sent, { receiveCount: 700, sentAt })])).toEqual([]);
    expect(world.deadLetters.letters).toMatchObject([
      { reason, detail: expect.stringContaining('given up after 12 days: ') as string },
    ]);
  });
});
