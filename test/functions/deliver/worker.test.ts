import type { SQSRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { closed, tripped } from '../../../functions/shared/breaker/state.ts';
import { breakerInLedger } from '../../../functions/shared/breaker/store.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import type { Journal, JournalEntry } from '../../../functions/shared/ports/journal.ts';
import { candidate } from '../../kit/candidates.ts';
import { HOUR, MINUTE } from '../../kit/clock.ts';
import { deliveryWorld, memberBound, type DeliveryWorld } from '../../kit/delivery.ts';
import { sqsRecord } from '../../kit/sqs.ts';

/** Event `a1` is the first of person a. */
const event = (name: string, changes: Partial<Envelope> = {}) =>
  memberBound([{ kind: 'member-no', value: name.charAt(0) }], { id: name, subject: name.charAt(0), ...changes });
/** An event that is refused for good: nobody by that connection. */
const refusable = (name: string) => ({ ...event(name), type: 'x', connection: 'gone', source: '/brand-events/gone' });

async function batch(world: DeliveryWorld, ...events: (string | Envelope)[]): Promise<SQSRecord[]> {
  return Promise.all(events.map((each) => world.recordOf(typeof each === 'string' ? event(each) : each)));
}
const idsOf = (records: readonly SQSRecord[]) => records.map(({ messageId }) => messageId);
const delivered = (world: DeliveryWorld) =>
  world.deliveries.map(({ event: { id }, delivery }) => `${id} ${delivery.outcome.outcome}`);

/** A world whose calls about these persons fail, and whose calls take a turn of the event loop. */
function failingFor(...persons: string[]) {
  let running = 0;
  let most = 0;
  const world = deliveryWorld({
    wrap: (transport) => async (request) => {
      most = Math.max(most, ++running);
      await new Promise((resume) => setImmediate(resume));
      running -= 1;
      const about = /"identityValue":"(.)"/.exec(request.body ?? '')?.[1] ?? '';
      return persons.includes(about) ? { status: 503, retryAfter: '40', text: '' } : transport(request);
    },
  });
  return { world, most: () => most };
}

describe('groups', () => {
  test('a group is delivered in order, groups side by side', async () => {
    const { world, most } = failingFor();
    const records = await batch(world, 'a1', 'b1', 'a2', 'c1', 'a3', 'b2');
    expect(await world.deliverRecords(records)).toEqual([]);
    const of = (person: string) => delivered(world).filter((line) => line.startsWith(person));
    expect(of('a')).toEqual(['a1 done', 'a2 done', 'a3 done']);
    expect(of('b')).toEqual(['b1 done', 'b2 done']);
    expect(of('c')).toEqual(['c1 done']);
    expect(most()).toBe(3);
  });

  test('at most so many at once', async () => {
    let running = 0;
    let most = 0;
    const bounded = deliveryWorld({
      ports: { concurrency: 2 },
      wrap: (transport) => async (request) => {
        most = Math.max(most, ++running);
        await new Promise((resume) => setImmediate(resume));
        running -= 1;
        return transport(request);
      },
    });
    await bounded.deliverRecords(await batch(bounded, 'a1', 'b1', 'c1', 'd1', 'e1'));
    expect(most).toBe(2);
    expect(delivered(bounded)).toHaveLength(5);
  });

  test('a group stops at its first later; all its rest comes back with one delay, the others go on', async () => {
    const { world } = failingFor('a');
    const records = await batch(world, 'a1', 'b1', 'a2', 'c1', 'a3', 'b2');
    const [a1, , a2, , a3] = records;
    expect(await world.deliverRecords(records)).toEqual([a1, a2, a3].map((record) => record?.messageId));
    expect(delivered(world).toSorted()).toEqual(['a1 waiting', 'b1 done', 'b2 done', 'c1 done']);
    expect(world.visibility.changes).toEqual(
      [a1, a2, a3].map((record) => ({ receiptHandle: record?.receiptHandle, seconds: 40 })),
    );
  });

  test('a group stops in its middle: what is done before is not sent back', async () => {
    const world = deliveryWorld();
    world.deadLetters.failing = true;
    const bad = memberBound([{ kind: 'passport', value: 'X' }], { id: 'a2', subject: 'a' });
    const records = await batch(world, 'a1', bad, 'a3');
    expect(await world.deliverRecords(records)).toEqual(idsOf(records.slice(1)));
    expect(world.visibility.changes.map(({ receiptHandle }) => receiptHandle)).toEqual(
      records.slice(1).map(({ receiptHandle }) => receiptHandle),
    );
  });

  test('failures are answered in the order received, whatever order they happened in', async () => {
    const { world } = failingFor('a', 'c');
    const records = await batch(world, 'c1', 'b1', 'a1', 'c2', 'a2');
    const [c1, , a1, c2, a2] = records;
    expect(await world.deliverRecords(records)).toEqual([c1, a1, c2, a2].map((record) => record?.messageId));
  });

  test('records without a group are each on their own', async () => {
    const { world } = failingFor('a');
    const records = (await batch(world, 'a1', 'b1')).map((record) => {
      const { MessageGroupId: _group, ...attributes } = record.attributes;
      return { ...record, attributes };
    });
    expect(await world.deliverRecords(records)).toEqual([records[0]?.messageId]);
  });

  test('no records, no failures', async () => {
    expect(await deliveryWorld().deliverRecords([])).toEqual([]);
  });
});

describe('the delay', () => {
  test('grows with the attempts and with the age, between half and full', async () => {
    for (const [receiveCount, age, full] of [
      [1, HOUR, 2],
      [4, HOUR, 16],
      [50, HOUR, 900],
      [50, 24 * HOUR, 1800],
    ] as const) {
      const world = deliveryWorld();
      world.cdp.order({ mode: 'http-500' });
      const sentAt = world.clock.now - age;
      await world.deliverRecords([await world.recordOf(event('a1'), { receiveCount, sentAt })]);
      const [change] = world.visibility.changes;
      expect(change?.seconds).toBeGreaterThanOrEqual(full / 2);
      expect(change?.seconds).toBeLessThanOrEqual(full);
    }
  });

  test('that cannot be set: the message comes back in its own time', async () => {
    const { world } = failingFor('a');
    world.visibility.failing = true;
    const records = await batch(world, 'a1', 'b1');
    expect(await world.deliverRecords(records)).toEqual([records[0]?.messageId]);
    expect(world.log.lines()).toContainEqual(expect.objectContaining({ message: 'visibility not changed' }));
  });
});

describe('time', () => {
  test('no event is begun with less than the reserve left; what is not begun comes back at once', async () => {
    const world = deliveryWorld();
    const remaining = () => 210_000 - 30_000 * world.deliveries.length;
    const records = await batch(world, 'a1', 'a2', 'a3', 'a4');
    expect(await world.deliverRecords(records, remaining)).toEqual(idsOf(records.slice(1)));
    expect(delivered(world)).toEqual(['a1 done']);
    expect(world.visibility.changes.map(({ seconds }) => seconds)).toEqual([0, 0, 0]);
  });

  test('with too little time for anything, everything comes back untouched', async () => {
    const world = deliveryWorld();
    const records = await batch(world, 'a1', 'b1');
    expect(await world.deliverRecords(records, () => 159_999)).toEqual(idsOf(records));
    expect(world.cdp.sent).toEqual([]);
  });
});

describe('the end of all waiting', () => {
  const days = (count: number) => count * 24 * HOUR;

  test.each([
    ['a CDP that does not answer', 'http-500', 'cdp-unavailable'],
    ['an answer that nobody can interpret', 'reject', 'cdp-undecided'],
  ] as const)(
    '%s for twelve days: a dead letter with the reason, and its group goes on',
    async (_name, mode, reason) => {
      const world = deliveryWorld();
      world.cdp.order({ mode, count: 1 });
      const sentAt = world.clock.now - days(12);
      const old = await world.recordOf(event('a1'), { receiveCount: 600, sentAt });
      expect(await world.deliverRecords([old, await world.recordOf(event('a2'))])).toEqual([]);
      expect(delivered(world)).toEqual(['a1 waiting', 'a2 done']);
      const detail = expect.stringMatching(/^given up after 12 days: /) as unknown;
      expect(world.deadLetters.letters).toMatchObject([{ reason, detail }]);
    },
  );

  test('a day before it waits on', async () => {
    const { world } = failingFor('a');
    const record = await world.recordOf(event('a1'), { receiveCount: 600, sentAt: world.clock.now - days(11) });
    expect(await world.deliverRecords([record])).toEqual([record.messageId]);
    expect(world.deadLetters.letters).toEqual([]);
  });

  test('what succeeds at last is done, however late', async () => {
    const world = deliveryWorld();
    const record = await world.recordOf(event('a1'), { receiveCount: 600, sentAt: world.clock.now - days(13) });
    expect(await world.deliverRecords([record])).toEqual([]);
    expect(delivered(world)).toEqual(['a1 done']);
  });
});

const outOfReach: Journal = {
  write: async () => {
    throw new Error('the journal is out of reach');
  },
  pair: async () => undefined,
  forget: async () => [],
};

describe('what is written into the journal', () => {
  function journalWorld() {
    const written: JournalEntry[] = [];
    const paired: string[] = [];
    const store: Journal = {
      write: async (entry) => void written.push(entry),
      pair: async (partition) => void paired.push(partition),
      forget: async () => [],
    };
    const options = { ports: { journal: { store } } };
    return {
      options,
      told: () => written.splice(0).map(({ id, state, receives }) => `${id} ${state} ${receives}`),
      written,
      paired,
    };
  }

  test('is that an event is done, once', async () => {
    const { options, told, paired } = journalWorld();
    const world = deliveryWorld(options);
    await world.deliverRecords(await batch(world, 'a1'));
    expect(told()).toEqual(['a1 done 1']);
    // Of whom it speaks the journal was told before it was done.
    expect(paired).toHaveLength(1);
    await world.deliverRecords(await batch(world, 'a1'));
    expect(delivered(world)).toEqual(['a1 done', 'a1 ignored']);
    expect(told()).toEqual([]);
  });

  test('is that an event is ignored, and why', async () => {
    const { options, written, paired } = journalWorld();
    const world = deliveryWorld(options);
    const guests = await world.sample('shopify-demo', 'orders/create', {
      change: (payload) => {
        delete payload['customer'];
        Object.assign(payload, { email: null, contact_email: null, phone: null });
      },
    });
    await world.deliverRecords(await batch(world, guests));
    expect(written).toMatchObject([{ id: guests.id, state: 'ignored', reason: 'event-without-customer' }]);
    expect(written[0]).not.toHaveProperty('letter');
    expect(paired).toHaveLength(1);
  });

  test.each([
    [1, true],
    [2, false],
    [7, false],
    [8, true],
    [64, true],
  ])('at receive %i, that an event waits: %s', async (receiveCount, isNoted) => {
    const { options, told } = journalWorld();
    const world = deliveryWorld(options);
    world.cdp.order({ mode: 'http-500', count: 1 });
    await world.deliverRecords([await world.recordOf(event('a1'), { receiveCount })]);
    expect(told()).toEqual(isNoted ? [`a1 waiting ${receiveCount}`] : []);
  });

  test('is that an event is dead, with the letter that it is; with its times, and with no more than a reason where it is unreadable', async () => {
    const { options, written } = journalWorld();
    const world = deliveryWorld(options);
    const sentAt = world.clock.now - HOUR;
    const bad = await world.recordOf(memberBound([{ kind: 'passport', value: 'X' }], { id: 'p1' }), { sentAt });
    await world.deliverRecords([bad]);
    expect(written).toMatchObject([
      {
        id: 'p1',
        state: 'dead-lettered',
        times: { queued: sentAt, tried: world.clock.now, ended: world.clock.now },
        letter: { deduplicationId: `${bad.attributes.MessageDeduplicationId}-r1` },
      },
    ]);
  });

  test('may be nothing, where it is out of reach: the event is done all the same', async () => {
    const world = deliveryWorld({ ports: { journal: { store: outOfReach } } });
    expect(await world.deliverRecords(await batch(world, 'a1'))).toEqual([]);
    expect(world.log.lines()).toContainEqual(
      expect.objectContaining({ message: 'journal not written', level: 'error' }),
    );
  });

  test('must be there before a letter is sent: without it one would be sent at every try', async () => {
    const world = deliveryWorld({ ports: { journal: { store: outOfReach } } });
    const records = await batch(world, memberBound([{ kind: 'passport', value: 'X' }], { id: 'p1' }));
    expect(await world.deliverRecords(records)).toEqual(idsOf(records));
    expect(world.deadLetters.letters).toEqual([]);
    expect(world.log.lines()).toContainEqual(
      expect.objectContaining({ level: 'error', at: 'deliver', message: 'dead letter not taken' }),
    );
  });
});

describe('a pause', () => {
  test('that the event knows itself is as long as it says, however old the event is', async () => {
    const world = deliveryWorld();
    const { ledger, clock } = world;
    const another = openLedgerSession({ ledger, clock: clock.read, holder: 'another', until: clock.now + MINUTE });
    const { key } = candidate('verified member-no a');
    await another.load({ identities: [key] });
    await another.identities.hold([key]);
    const record = await world.recordOf(event('a1'), { receiveCount: 40, sentAt: clock.now - 24 * HOUR });
    expect(await world.deliverRecords([record])).toEqual([record.messageId]);
    expect(world.visibility.changes).toMatchObject([{ seconds: 2 }]);
  });

  test('that the CDP asks for only lengthens the delay', async () => {
    const world = deliveryWorld();
    world.cdp.order({ mode: 'throttle', retryAfterSeconds: 1, count: 1 });
    const record = await world.recordOf(event('a1'), { receiveCount: 40, sentAt: world.clock.now - 24 * HOUR });
    await world.deliverRecords([record]);
    expect(world.visibility.changes[0]?.seconds).toBeGreaterThan(100);
  });

  test('of all delivery returns a batch untouched, until the CDP is to be asked again', async () => {
    const world = deliveryWorld();
    await breakerInLedger(world.ledger).update((before) =>
      tripped(before, { reason: 'cdp-unavailable', detail: '', now: world.clock.now }),
    );
    const records = await batch(world, 'a1', 'b1');
    expect(await world.deliverRecords(records)).toEqual(idsOf(records));
    expect(world.cdp.calls()).toEqual([]);
    expect(world.deliveries).toEqual([]);
    for (const { seconds } of world.visibility.changes) expect(seconds).toBeGreaterThanOrEqual(60);
  });

  test('is short where dead letters are not taken for a moment', async () => {
    const world = deliveryWorld();
    world.deadLetters.failing = true;
    const bad = memberBound([{ kind: 'passport', value: 'X' }], { id: 'a1', subject: 'a' });
    await world.deliverRecords([await world.recordOf(bad, { receiveCount: 1, sentAt: world.clock.now - HOUR })]);
    expect(world.visibility.changes).toMatchObject([{ seconds: 2 }]);
  });
});

describe('receives that run out', () => {
  test('a message is sent anew under another id, in the order of its group, and its time goes on', async () => {
    const { world } = failingFor('a');
    const records = [
      await world.recordOf(event('a1'), { receiveCount: 900 }),
      await world.recordOf(event('a2'), { receiveCount: 899 }),
      await world.recordOf(event('a3'), { receiveCount: 950 }),
    ];
    expect(await world.deliverRecords(records)).toEqual([records[1]?.messageId]);
    const idOf = (index: number) => records[index]?.attributes.MessageDeduplicationId;
    expect(world.queue.sent.map(({ deduplicationId }) => deduplicationId)).toEqual([`${idOf(0)}-t1`, `${idOf(2)}-t1`]);
    expect(world.queue.sent[0]).toMatchObject({
      body: records[0]?.body,
      groupId: records[0]?.attributes.MessageGroupId,
    });
  });

  test('a message that the queue would soon delete is sent anew also while the breaker is open, and nobody is called', async () => {
    const world = deliveryWorld();
    const { clock, ledger, queue, visibility, cdp } = world;
    await breakerInLedger(ledger).update((before) =>
      tripped(before, { reason: 'cdp-unavailable', detail: 'e', now: clock.now }),
    );
    const old = await world.recordOf(event('a1'), { sentAt: clock.now - 12 * 24 * HOUR });
    const young = await world.recordOf(event('b1'), { sentAt: clock.now - 11 * 24 * HOUR });
    expect(await world.deliverRecords([old, young])).toEqual([young.messageId]);
    expect(queue.sent.map(({ deduplicationId }) => deduplicationId)).toEqual([
      `${old.attributes.MessageDeduplicationId}-t1`,
    ]);
    expect(visibility.changes).toHaveLength(1);
    expect(cdp.sent).toEqual([]);
  });

  test('a queue that does not take it: it stays where it is', async () => {
    const { world } = failingFor('a');
    world.queue.failing = true;
    const record = await world.recordOf(event('a1'), { receiveCount: 900 });
    expect(await world.deliverRecords([record])).toEqual([record.messageId]);
    expect(world.visibility.changes).toHaveLength(1);
    expect(world.log.lines()).toContainEqual(
      expect.objectContaining({ level: 'error', at: 'deliver', message: 'not sent anew' }),
    );
  });

  test.each(['MessageGroupId', 'MessageDeduplicationId'] as const)(
    'a message without %s is in no queue that could take it: it stays where it is',
    async (attribute) => {
      const { world } = failingFor('a');
      const record = await world.recordOf(event('a1'), { receiveCount: 900 });
      const { [attribute]: _none, ...attributes } = record.attributes;
      const bare: SQSRecord = { ...record, attributes };
      expect(await world.deliverRecords([bare])).toEqual([record.messageId]);
      expect(world.queue.sent).toEqual([]);
    },
  );
});

describe('dead letters', () => {
  test('a refused message goes there with its reason, and its group goes on', async () => {
    const world = deliveryWorld();
    const bad = memberBound([{ kind: 'passport', value: 'X' }], { id: 'a1', subject: 'a' });
    const records = await batch(world, bad, 'a2');
    expect(await world.deliverRecords(records)).toEqual([]);
    expect(delivered(world)).toEqual(['a1 dead-lettered', 'a2 done']);
    expect(world.deadLetters.letters).toEqual([
      {
        body: records[0]?.body,
        groupId: records[0]?.attributes.MessageGroupId,
        deduplicationId: `${records[0]?.attributes.MessageDeduplicationId}-r1`,
        reason: 'identity-type-not-configured',
        detail: 'cdp.identityTypes has no code for passport, or every value is too long',
      },
    ]);
  });

  test('refused again after a redrive it is another letter, or the queue would swallow it', async () => {
    const world = deliveryWorld();
    const bad = memberBound([{ kind: 'passport', value: 'X' }], { id: 'a1', subject: 'a' });
    for (const redrive of [undefined, 1, 2, 9]) {
      await world.deliverRecords([await world.recordOf(bad, redrive === undefined ? {} : { redrive })]);
    }
    const ids = world.deadLetters.letters.map(({ deduplicationId }) => deduplicationId.replace(/^[0-9a-f]{64}/, 'id'));
    expect(ids).toEqual(['id-r1', 'id-r2', 'id-r3', 'id-r10']);
  });

  test('that do not take it: the message comes back, and its group waits', async () => {
    const world = deliveryWorld();
    world.deadLetters.failing = true;
    const bad = memberBound([{ kind: 'passport', value: 'X' }], { id: 'a1', subject: 'a' });
    const records = await batch(world, bad, 'a2', 'b1');
    expect(await world.deliverRecords(records)).toEqual(idsOf(records.slice(0, 2)));
    expect(delivered(world).toSorted()).toEqual(['a1 dead-lettered', 'b1 done']);
    expect(world.visibility.changes).toHaveLength(2);
    world.deadLetters.failing = false;
    expect(await world.deliverRecords(records.slice(0, 2))).toEqual([]);
    expect(world.deadLetters.letters).toHaveLength(1);
  });

  test.each([
    ['no JSON', '{', 'envelope-invalid'],
    ['no envelope', '{}', 'envelope-invalid'],
    [
      'a claim check to nothing',
      JSON.stringify({ ...event('a1'), data: undefined, dataref: 'claims/none' }),
      'archive-missing',
    ],
    ['a connection that is gone', JSON.stringify(refusable('a1')), 'unknown-connection'],
  ])('%s', async (_name, body, reason) => {
    const world = deliveryWorld();
    expect(await world.deliverRecords([sqsRecord({ body, groupId: 'g', deduplicationId: 'd' })])).toEqual([]);
    expect(world.deadLetters.letters).toMatchObject([{ body, reason }]);
    expect(world.log.lines()).toMatchObject([{ level: 'error', message: 'dead-lettered', reason }]);
  });

  test('data at the claim check that are no JSON are not quoted', async () => {
    const world = deliveryWorld();
    await world.archive.put('claims/x', Buffer.from('15412340001 is no JSON'));
    const body = JSON.stringify({ ...event('a1'), data: undefined, dataref: 'claims/x' });
    await world.deliverRecords([sqsRecord({ body, groupId: 'g', deduplicationId: 'd' })]);
    expect(world.deadLetters.letters).toMatchObject([{ reason: 'archive-missing' }]);
    expect(JSON.stringify(world.deadLetters.letters[0]?.detail) + world.log.text()).not.toContain('1541');
  });

  test('an archive that does not answer: later', async () => {
    const world = deliveryWorld();
    world.archive.failing = true;
    const body = JSON.stringify({ ...event('a1'), data: undefined, dataref: 'claims/x' });
    const record = sqsRecord({ body, groupId: 'g', deduplicationId: 'd' });
    expect(await world.deliverRecords([record])).toEqual([record.messageId]);
    expect(world.log.lines()).toMatchObject([{ message: 'waiting', detail: 'PortError: archive: SlowDown' }]);
  });
});

describe('a redrive', () => {
  test.each([
    ['d', 'ignored'],
    ['d-r1', 'done'],
    ['d-r12', 'done'],
    ['d-r', 'ignored'],
    ['d-r1x', 'ignored'],
  ])('of the deduplication id %s is %s', async (deduplicationId, outcome) => {
    const world = deliveryWorld();
    await world.deliver(event('a1'));
    const record = await world.recordOf(event('a1'));
    record.attributes.MessageDeduplicationId = deduplicationId;
    await world.deliverRecords([record]);
    expect(world.deliveries.at(-1)?.delivery.outcome.outcome).toBe(outcome);
  });

  test('is enough to mend what was refused', async () => {
    const world = deliveryWorld();
    const bad = memberBound(
      [
        { kind: 'passport', value: 'X' },
        { kind: 'member-no', value: 'a' },
      ],
      { id: 'a1', subject: 'a' },
    );
    await world.deliverRecords(await batch(world, bad));
    expect(delivered(world)).toEqual(['a1 done']);
  });
});

test('an outage of the CDP: everything comes back, nothing is lost, and the end is as without it', async () => {
  const clean = deliveryWorld();
  const names = ['a1', 'b1', 'a2', 'c1', 'b2'];
  await clean.deliverRecords(await batch(clean, ...names));
  const world = deliveryWorld();
  world.cdp.order({ mode: 'http-500', count: 7 });
  const breaker = breakerInLedger(world.ledger);
  let waiting = await batch(world, ...names);
  for (let round = 0; waiting.length > 0 && round < 20; round++) {
    const failed = new Set(await world.deliverRecords(waiting));
    waiting = waiting.filter(({ messageId }) => failed.has(messageId));
    world.clock.pass(MINUTE);
    // The breaker has seen an answer.
    await breaker.update((state) => closed(state, world.clock.now));
  }
  expect(waiting).toEqual([]);
  expect(world.deadLetters.letters).toEqual([]);
  const seen = ({ cdp }: DeliveryWorld) =>
    cdp
      .customers()
      .map(({ identities, groups }) => `${identities.join()} ${groups.join()}`)
      .toSorted();
  expect(seen(world)).toEqual(seen(clean));
});
