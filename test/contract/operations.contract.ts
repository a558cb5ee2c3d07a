import { describe, expect, test } from 'vitest';
import type { SampleRequest } from '../../functions/shared/sources/source.ts';
import { isObjection, type Objection } from '../../operations/objection.ts';
import type { Operations } from '../../operations/operations.ts';
import { isUnknown } from '../../operations/why.ts';
import { demoRequest } from '../end-to-end/samples.ts';
import { signedBody } from '../kit/signed-body.ts';

/** A deployment with the configuration of the demo, of which nothing has happened yet. */
export interface OperationsWorld {
  readonly operations: Operations;
  /** Sends a request to the front door. */
  readonly send: (connection: string, request: SampleRequest) => Promise<{ readonly status: number }>;
  /** Puts a message into the inlet queue. */
  readonly inlet: (body: string) => Promise<void>;
  /** What only somebody in the CDP itself does: the sandbox's own paths. */
  readonly inCdp: (method: 'GET' | 'POST', path: string, body?: object) => string | Promise<string>;
  /** Waits until every event has come to an end. */
  readonly settled: () => Promise<void>;
}

const asker = { by: 'ada', why: 'a ticket of the shop' };
const PHONE = '15931000001';
const order = (sequence: number, buyer = sequence, email = 'lan@shop.test') =>
  demoRequest('shopify-demo', 'orders/paid', sequence, (payload) => {
    payload['customer'] = { id: 700 + buyer, phone: `+86${PHONE}`, email };
  });

/** An event of the brand's own systems whose type nobody knows. */
export const misspelt = () =>
  JSON.stringify({
    specversion: '1.0',
    id: 'misspelt-1',
    source: '/brand-events/brand-demo',
    type: 'member.bund',
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: { identities: [{ kind: 'member-no', scope: '', value: 'A-1' }] },
    connection: 'brand-demo',
    receivedtime: new Date().toISOString(),
  });

/** What a deployment does not have: a CDP that is our sandbox, requests as they came. */
export interface Lacking {
  readonly sandbox?: true;
  readonly requests?: true;
}

export function operationsContract(create: () => Promise<OperationsWorld>, lacking: Lacking = {}): void {
  const orders = async (count: number) => {
    const world = await create();
    for (let sequence = 1; sequence <= count; sequence++) {
      await world.send('shopify-demo', order(sequence));
      // Each alone: two at once would wait for one another, because they name one phone.
      await world.settled();
    }
    return world;
  };
  const lettersOf = async () => {
    const world = await create();
    await world.inlet('not JSON');
    await world.inlet(misspelt());
    await world.settled();
    return world;
  };

  describe('events', () => {
    test('are listed by filter, page by page, the newest first, without a value in clear', async () => {
      const { operations } = await orders(3);
      const first = done(await operations.events.list({ connection: 'shopify-demo', limit: '2' }));
      const second = done(await operations.events.list({ connection: 'shopify-demo', limit: '2', after: first.next }));
      const names = [...first.events, ...second.events].map(({ type, state }) => [type, state]);
      expect(names).toEqual([1, 2, 3].map(() => ['orders/paid', 'done']));
      expect(second.next === undefined || second.events.length === 1).toBe(true);
      expect(new Set([...first.events, ...second.events].map(({ id }) => id)).size).toBe(3);
      expect(JSON.stringify([first, second])).not.toMatch(new RegExp(`${PHONE}|lan@shop`));
      expect(done(await operations.events.list({ connection: 'nowhere' })).events).toEqual([]);
      expect(done(await operations.events.list({ state: 'dead-lettered' })).events).toEqual([]);
      expect(done(await operations.events.list({ connection: 'shopify-demo', type: 'orders/create' })).events).toEqual(
        [],
      );
    });

    test.each([
      ['order', '#1002'],
      ['identity', `mobile:${PHONE}`],
      ['identity', `+86 159 3100 0001`],
    ] as const)('are found by %s %s', async (name, text) => {
      const { operations } = await orders(2);
      const found = done(await operations.events.list({ [name]: text }));
      expect(found.events).toHaveLength(name === 'order' ? 1 : 2);
    });

    test('are shown one by one, and a wrong id is not found', async () => {
      const { operations } = await orders(1);
      const [event] = done(await operations.events.list({})).events;
      const shown = done(await operations.events.get({ id: event?.id ?? '', source: event?.source }));
      expect(shown).toMatchObject({ id: event?.id, type: 'orders/paid', connection: 'shopify-demo', state: 'done' });
      expect(JSON.stringify(shown)).not.toContain(PHONE);
      expect(await operations.events.get({ id: 'nothing', source: '/shopify/shopify-demo' })).toMatchObject({
        problem: 'not-found',
      });
    });

    test('say why, masked; in clear for whoever says for what reason, which is recorded', async () => {
      const { operations } = await orders(2);
      const why = await operations.events.why({ about: '1001' });
      expect(why).toMatchObject({ kind: 'order', events: [{ type: 'orders/paid', state: 'done' }] });
      if (isUnknown(why)) throw new Error('nothing is known');
      expect(why.customers).toHaveLength(1);
      expect(JSON.stringify(why)).not.toContain(PHONE);
      expect(JSON.stringify(await operations.events.why({ about: '1001' }, asker))).toContain(PHONE);
      expect(await operations.reveals.list()).toMatchObject([{ ...asker, what: 'order', about: '1001' }]);
      const customer = await operations.events.why({ about: why.customers[0] ?? '' });
      expect(customer).toMatchObject({ kind: 'customer' });
    });

    test('are opened with the request that brought them, for whoever says for what reason, which is recorded', async () => {
      const { operations } = await orders(1);
      const [event] = done(await operations.events.list({})).events;
      const opened = done(
        await operations.events.open({ id: event?.place ?? event?.id ?? '', source: event?.source }, asker),
      );
      expect(JSON.stringify(opened.event)).toContain(PHONE);
      expect(opened.event).toMatchObject({ id: event?.id, type: 'orders/paid' });
      expect(await operations.reveals.list()).toMatchObject([{ ...asker, what: 'event', about: event?.id }]);
      expect(await operations.events.open({ id: 'nothing', source: event?.source }, asker)).toMatchObject({
        problem: 'not-found',
      });
      if (lacking.requests) return;
      await expect
        .poll(async () => done(await operations.events.open({ id: event?.id ?? '' }, asker)).request)
        .toMatchObject({
          method: 'POST',
          headers: { 'x-shopify-topic': 'orders/paid' },
          body: expect.stringContaining(PHONE) as unknown,
          opened: expect.stringContaining(PHONE) as unknown,
        });
    });

    test('of which nothing is known: what was looked at, and the requests that were rejected', async () => {
      const world = await create();
      await world.send('shopify-demo', { ...order(1), body: '{}' });
      await expect
        .poll(() => world.operations.events.why({ about: '#1001' }))
        .toMatchObject({
          looked: { at: expect.arrayContaining(['order numbers']), deadLetters: 0 },
          requests: [
            {
              connection: 'shopify-demo',
              outcome: 'rejected',
              reason: 'signature-mismatch',
              count: 1,
            },
          ],
        });
    });
  });

  test('requests that became no event are counted by reason, and of the connection that is asked for', async () => {
    const { operations, send } = await create();
    await send('shopify-demo', { ...order(1), body: '{}' });
    await send('shopify-demo', signedBody('<html>'));
    const shop = { connection: 'shopify-demo', count: 1, first: expect.any(String), last: expect.any(String) };
    const rejected = { ...shop, outcome: 'rejected', reason: 'signature-mismatch' };
    const quarantined = { ...shop, outcome: 'quarantined', reason: 'body-malformed' };
    const byOutcome = async (asked: object) =>
      (await operations.events.requests(asked)).requests.toSorted((one, other) =>
        one.outcome < other.outcome ? -1 : 1,
      );
    await expect.poll(() => byOutcome({ connection: 'shopify-demo' })).toEqual([quarantined, rejected]);
    expect(await operations.events.why({ about: '#4040' })).toMatchObject({
      requests: expect.arrayContaining([quarantined, rejected]),
    });
    expect(await byOutcome({ connection: 'wechat-demo' })).toEqual([]);
    const { since, requests } = await operations.events.requests({ since: '2999-01-01T00:00:00Z' });
    expect([since, requests]).toEqual(['2999-01-01T00:00:00.000Z', []]);
  });

  test('values that became no identity are counted by connection, kind and reason', async () => {
    const { operations, send, settled } = await create();
    const masked = demoRequest('shopify-demo', 'orders/paid', 1, (payload) => {
      payload['customer'] = { id: 701, phone: '159****0001', email: 'lan@shop.test' };
    });
    await send('shopify-demo', masked);
    await settled();
    const shown = { source: 'shopify', connection: 'shopify-demo', kind: 'mobile', reason: 'masked', count: 1 };
    await expect.poll(() => operations.events.discarded()).toContainEqual(expect.objectContaining(shown));
    expect(JSON.stringify(await operations.events.discarded())).not.toContain('lan@shop');
  });

  describe('dead letters', () => {
    test('are grouped by cause and listed', async () => {
      const { operations } = await lettersOf();
      const { total, groups } = await operations.deadLetters.groups({});
      expect(total).toBe(2);
      expect(groups.map(({ queue, reason, count }) => `${queue} ${reason} ${count}`)).toEqual(
        expect.arrayContaining(['events event-type-unknown 1', 'inlet inlet-unreadable 1']),
      );
      const { letters } = await operations.deadLetters.list({ queue: 'inlet' });
      const [letter] = letters;
      expect(await operations.deadLetters.get(letter?.id ?? '')).toMatchObject({ id: letter?.id, past: [] });
      expect(await operations.deadLetters.get('404')).toMatchObject({ problem: 'not-found' });
    });

    test('are moved by plan: what the plan showed and no more; history and first seen survive', async () => {
      const { operations, inlet, settled } = await lettersOf();
      const before = (await operations.deadLetters.list({ queue: 'inlet' })).letters[0];
      const plan = done(await operations.deadLetters.plan({ action: 'redrive', select: { queue: 'inlet' }, ...asker }));
      expect(plan).toMatchObject({ count: 1, privacyLeftOut: 0 });
      await inlet('not JSON either');
      await settled();
      const run = done(await operations.deadLetters.run(plan.plan, 100));
      expect(run).toMatchObject({ planned: 1, done: 1, remaining: 0 });
      expect(done(await operations.deadLetters.progress(plan.plan))).toEqual(run);
      await settled();
      const again = (await operations.deadLetters.list({ queue: 'inlet' })).letters.find(
        ({ redrives }) => redrives === 1,
      );
      expect(again).toMatchObject({ firstSeen: before?.firstSeen });
      const whole = done(await operations.deadLetters.get(again?.id ?? ''));
      expect(whole.past).toMatchObject([{ what: 'redriven', plan: plan.plan, by: 'ada' }]);
    });

    test('are edited before they are sent again: another event takes no letter’s place, and who has done it is recorded', async () => {
      const { operations, settled } = await lettersOf();
      const { deadLetters, events } = operations;
      const id = (await deadLetters.list({ queue: 'events' })).letters[0]?.id ?? '';
      const { body } = done(await deadLetters.get(id, asker));
      const event = JSON.parse(body) as Readonly<Record<string, unknown>>;
      const edit = (more: object) => deadLetters.edit(id, { body: JSON.stringify({ ...event, ...more }), ...asker });
      expect(await edit({ id: 'another' })).toMatchObject({ problem: 'invalid', error: expect.stringContaining('id') });
      expect(await deadLetters.edit(id, { body: 'no JSON', ...asker })).toMatchObject({ problem: 'invalid' });
      expect(await deadLetters.edit('404', { body, ...asker })).toMatchObject({ problem: 'not-found' });
      expect(done(await edit({ type: 'member.bound' }))).toMatchObject({ id });
      const plan = done(await deadLetters.plan({ action: 'redrive', select: { ids: [id] }, ...asker }));
      done(await deadLetters.run(plan.plan, 100));
      await settled();
      const source = '/brand-events/brand-demo';
      expect(done(await events.get({ id: 'misspelt-1', source }))).toMatchObject({ state: 'done' });
    });

    test('of an event that was discarded it is told who did it, when, and why', async () => {
      const { operations } = await lettersOf();
      const select = { queue: 'events' } as const;
      const named = { id: 'misspelt-1', source: '/brand-events/brand-demo' };
      expect(done(await operations.events.get(named)).past ?? []).toEqual([]);
      done(await operations.deadLetters.export(select));
      const plan = done(await operations.deadLetters.plan({ action: 'discard', select, ...asker }));
      done(await operations.deadLetters.run(plan.plan, 100));
      const act = {
        ...asker,
        what: 'discarded',
        plan: plan.plan,
        reason: 'event-type-unknown',
        at: expect.any(String),
      };
      expect(done(await operations.events.get(named))).toMatchObject({ past: [act] });
      expect(await operations.events.why({ about: 'misspelt-1' })).toMatchObject({ events: [{ past: [act] }] });
    });

    test('are discarded only after an export, and with a reason', async () => {
      const { operations } = await lettersOf();
      const select = { queue: 'inlet' } as const;
      expect(await operations.deadLetters.plan({ action: 'discard', select })).toMatchObject({ problem: 'invalid' });
      const reason = { action: 'discard', select, ...asker } as const;
      expect(await operations.deadLetters.plan(reason)).toMatchObject({ problem: 'conflict' });
      expect(done(await operations.deadLetters.export(select)).letters).toMatchObject([{ body: 'not JSON' }]);
      const plan = done(await operations.deadLetters.plan(reason));
      expect(done(await operations.deadLetters.run(plan.plan, 100))).toMatchObject({ done: 1, remaining: 0 });
      expect((await operations.deadLetters.groups(select)).total).toBe(0);
      expect(await operations.deadLetters.run('no plan', 1)).toMatchObject({ problem: 'not-found' });
    });
  });

  test('what was quarantined is counted, shown for a reason, replayed and discarded by plan', async () => {
    const { operations, send } = await create();
    expect((await send('shopify-demo', signedBody('<html>'))).status).toBe(200);
    await expect
      .poll(() => operations.delivery.status())
      .toMatchObject({ quarantined: 1, lastHour: { quarantined: 1, rejected: 0 } });
    const { total, groups } = await operations.quarantine.groups({ connection: 'shopify-demo' });
    expect([total, groups[0]?.reason]).toEqual([1, 'body-malformed']);
    const [request] = await operations.quarantine.list({});
    const id = request?.id ?? '';
    expect(done(await operations.quarantine.get(id))).toEqual(request);
    expect(done(await operations.quarantine.open(id, asker))).toMatchObject({ body: '<html>' });
    expect(await operations.reveals.list()).toMatchObject([{ what: 'quarantined request', about: id }]);
    const replay = done(await operations.quarantine.plan({ action: 'replay', select: { ids: [id] }, ...asker }));
    expect(done(await operations.quarantine.run(replay.plan, 100))).toMatchObject({ planned: 1, done: 0, gone: 1 });
    const discard = done(await operations.quarantine.plan({ action: 'discard', select: { ids: [id] }, ...asker }));
    expect(done(await operations.quarantine.run(discard.plan, 100))).toMatchObject({ done: 1 });
    expect(await operations.quarantine.get(id)).toMatchObject({ problem: 'not-found' });
  });

  test('status says how long the calls of the last hour to the CDP took, and how many failed of which kind', async () => {
    const { operations, send, settled, inCdp } = await create();
    await send('shopify-demo', demoRequest('shopify-demo', 'orders/paid', 1));
    await settled();
    const lastHour = async () => (await operations.delivery.status()).lastHour ?? {};
    await expect.poll(lastHour).toMatchObject({ callTimes: { p50: expect.any(Number), p95: expect.any(Number) } });
    expect(await lastHour()).toMatchObject({ failedCalls: [] });
    await inCdp('POST', '/sandbox/faults', { mode: 'http-500', count: 1 });
    await send('shopify-demo', demoRequest('shopify-demo', 'orders/paid', 2));
    // At a stage of a test a look may have to take the event out of the queue.
    await Promise.all([
      settled(),
      expect.poll(lastHour).toMatchObject({ failedCalls: [{ kind: 'unavailable', count: 1 }] }),
    ]);
    const { calls = 0, callTimes } = (await operations.delivery.status()).lastHour ?? {};
    expect(calls).toBeGreaterThan(2);
    expect(callTimes?.p95).toBeGreaterThanOrEqual(callTimes?.p50 ?? Infinity);
  });

  test('status says of each connection when its newest event came, and what was rejected in the last hour and why', async () => {
    const { operations, send, settled } = await create();
    const request = demoRequest('shopify-demo', 'orders/paid', 1);
    await send('shopify-demo', request);
    await settled();
    await send('shopify-demo', { ...request, body: `${request.body} ` });
    await send('stripe-demo', { ...request, headers: {} });
    const statusOf = async (name: string) =>
      (await operations.delivery.status()).byConnection?.find(({ connection }) => connection === name);
    await expect
      .poll(() => statusOf('shopify-demo'))
      .toEqual({
        connection: 'shopify-demo',
        lastEvent: expect.stringMatching(/^20\d\d-\d\d-\d\dT/),
        lastHour: 1,
        rejected: [{ reason: 'signature-mismatch', count: 1 }],
      });
    expect(await statusOf('stripe-demo')).toEqual({
      connection: 'stripe-demo',
      lastHour: 0,
      rejected: [{ reason: 'parameter-missing', count: 1 }],
    });
    expect(await statusOf('wechat-demo')).toEqual({ connection: 'wechat-demo', lastHour: 0, rejected: [] });
  });

  test('people are blocked and freed, and blocked identities are listed by their keys', async () => {
    const { operations, settled } = await create();
    const identity = `mobile:${PHONE}`;
    expect(await operations.suppressions.find(identity)).toBeUndefined();
    done(await operations.suppressions.add({ identity, why: 'a ticket' }));
    await settled();
    const found = done(await operations.suppressions.find(identity));
    expect(found?.suppressed).toBeGreaterThan(0);
    expect(await operations.suppressions.list()).toContainEqual(found);
    done(await operations.suppressions.lift({ identity, why: 'a ticket' }));
    await settled();
    expect(await operations.suppressions.find(identity)).toBeUndefined();
    expect(await operations.suppressions.find('nothing')).toMatchObject({ problem: 'invalid' });
  });

  test('delivery is paused and resumed, and the status says so', async () => {
    const { operations } = await create();
    expect((await operations.delivery.status()).breaker.state).toBe('closed');
    expect(done(await operations.delivery.pause(asker))).toMatchObject({ state: 'paused', pause: asker });
    expect(await operations.delivery.status()).toMatchObject({ breaker: { state: 'paused' }, deadLetters: 0 });
    expect(done(await operations.delivery.resume()).pause).toBeUndefined();
  });

  test('of what nothing is known is said where it was looked for', async () => {
    const { operations } = await create();
    expect(await operations.events.why({ about: '#404' })).toMatchObject({
      looked: { at: expect.arrayContaining(['order numbers']) },
    });
  });

  describe('cases', () => {
    /** Two buyers have typed one phone. */
    const twoBuyers = async () => {
      const world = await orders(2);
      const found = (await world.operations.cases.list()).find(({ type }) => type === 'contact-owned-by-another');
      return { ...world, id: found?.id ?? '' };
    };
    const decision = { decision: 'join', by: 'ada', note: 'the shop has asked both' } as const;

    test('show the customers on both sides, masked, and what may be decided', async () => {
      const { operations, id } = await twoBuyers();
      const shown = done(await operations.cases.get(id));
      expect(shown).toMatchObject({
        id,
        connection: 'shopify-demo',
        decisions: ['join', 'never-one', 'not-theirs', 'dismiss'],
      });
      expect(shown.customers).toHaveLength(2);
      expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${PHONE}|lan@shop`));
      expect(await operations.cases.get('404')).toMatchObject({ problem: 'not-found' });
    });

    test('are decided once: the decision is an event, carried out by delivery, and written down', async () => {
      const { operations, settled, id } = await twoBuyers();
      expect(await operations.cases.decide(id, { ...decision, customers: ['1'] })).toMatchObject({
        problem: 'invalid',
      });
      const event = done(await operations.cases.decide(id, decision));
      await settled();
      expect(done(await operations.events.get({ id: event.event, source: event.source }))).toMatchObject({
        type: 'case.decided',
        state: 'done',
      });
      expect((await operations.cases.list()).map((one) => one.id)).not.toContain(id);
      const [decided] = await operations.cases.list({ which: 'decided' });
      expect(decided).toMatchObject({ id, decided: decision });
      expect(await operations.cases.decide(id, decision)).toMatchObject({ problem: 'conflict' });
    });
  });

  describe('a customer who is two people', () => {
    const step = { by: 'ada', note: 'two people with one phone' };
    /** Two buyers have typed one phone, and somebody has taken them for one. */
    const wronglyOne = async () => {
      const world = await orders(2);
      const { cases, events } = world.operations;
      const found = (await cases.list()).find(({ type }) => type === 'contact-owned-by-another');
      done(await cases.decide(found?.id ?? '', { decision: 'join', by: 'ada', note: 'the shop says so' }));
      await world.settled();
      const why = await events.why({ about: '1001' });
      if (isUnknown(why)) throw new Error('nothing is known');
      // By the ids of then, one of which is nobody's today.
      const both = (await Promise.all(['1001', '1002'].map((about) => events.why({ about })))).flatMap((one) =>
        isUnknown(one) ? [] : one.customers,
      );
      return { ...world, both };
    };
    /** The platform ids that the order of the one who is no customer any more has given. */
    const idsIn = async (world: OperationsWorld & { readonly both: readonly string[] }, former: string | undefined) => {
      const buyer = former === world.both[0] ? ':701' : ':702';
      const ids = [...(await world.inCdp('GET', '/sandbox/customers')).matchAll(/"identityValue":"([^"]+)"/g)].map(
        ([, id = '']) => id,
      );
      return ids
        .filter((id) => id.endsWith(buyer))
        .map((identityValue) => ({ identityType: 'shopify-customer', identityValue }));
    };
    const customersOf = async (world: OperationsWorld, about: string) => {
      const why = await world.operations.events.why({ about });
      return isUnknown(why) ? [] : (why.events[0]?.report?.customers ?? []);
    };

    test('is separated by a plan, step by step; the next event joins nobody', async () => {
      const world = await wronglyOne();
      const { undo, customers } = world.operations;
      const plan = done(await undo.plan({ about: world.both[0] ?? '' }));
      const { customer } = plan;
      const former = world.both.find((id) => id !== customer);
      expect(world.both).toContain(customer);
      const keys = (side: typeof plan.stays) => side.identities.map(({ kind }) => kind).toSorted();
      expect(keys(plan.leaves)).toEqual(['shopify-customer']);
      expect(keys(plan.stays)).toEqual(['email', 'mobile', 'shopify-customer']);
      expect(plan.steps.map(({ what }) => what)).toEqual(
        lacking.sandbox ? ['decide', 'release', 'create'] : ['decide', 'undo-merge'],
      );
      expect(plan.limits.length > 0).toBe(lacking.sandbox === true);
      expect(JSON.stringify(plan)).not.toMatch(new RegExp(`${PHONE}|lan@shop|70[12]"`));
      expect(done(await undo.plan({ about: customer })).plan).toBe(plan.plan);

      const [begun] = await Promise.all([undo.next(plan.plan, step), world.settled()]);
      expect(done(begun).steps.map(({ state }) => state)).toEqual(
        plan.steps.map((_, index) => (index === 0 ? 'done' : 'open')),
      );
      let last = done(await undo.next(plan.plan, step));
      if (lacking.sandbox) {
        // Nobody has taken the identity from them yet.
        expect(await undo.next(plan.plan, step)).toMatchObject({
          problem: 'conflict',
          error: expect.stringContaining('still'),
        });
        await world.inCdp('POST', '/sandbox/identities/release', {
          customerId: customer,
          identityList: await idsIn(world, former),
        });
        last = done(await undo.next(plan.plan, step));
      }
      expect(last.steps.every(({ state }) => state === 'done')).toBe(true);
      const other = last.leaves.customer ?? '';
      expect(other === former).toBe(!lacking.sandbox);
      expect(await customers.get(other)).toMatchObject({ id: other });
      expect(await undo.next(plan.plan, step)).toMatchObject({ problem: 'conflict' });

      const [decided] = await world.operations.cases.list({ which: 'decided' });
      expect(decided).toMatchObject({ type: 'wrong-merge', decided: { decision: 'separate', ...step } });
      const buyer = former === world.both[0] ? 1 : 2;
      await world.send('shopify-demo', order(10 + buyer, buyer));
      await world.settled();
      expect(await customersOf(world, `101${buyer}`)).toEqual([other]);
    });

    test('is separated as whoever asks chooses: what is moved leaves, and what is kept stays', async () => {
      const world = await wronglyOne();
      const { undo } = world.operations;
      const plan = done(await undo.plan({ about: world.both[0] ?? '' }));
      const phone = plan.stays.identities.find(({ kind }) => kind === 'mobile')?.key ?? '';
      const own = plan.leaves.identities[0]?.key ?? '';
      const moved = done(await undo.plan({ about: plan.customer, move: [phone], keep: [own] }));
      expect(moved.leaves.identities).toMatchObject([{ kind: 'mobile', because: 'chosen' }]);
      expect(moved.plan).not.toBe(plan.plan);
      expect(moved.steps.map(({ what, byHand }) => `${what} ${byHand}`)).toEqual([
        'decide false',
        `release ${lacking.sandbox === true}`,
        'create false',
      ]);
      expect(await undo.plan({ about: plan.customer, move: ['nothing'] })).toMatchObject({ problem: 'invalid' });
      const all = [...plan.stays.identities, ...plan.leaves.identities].map(({ key }) => key);
      expect(await undo.plan({ about: plan.customer, move: all })).toMatchObject({ problem: 'conflict' });
    });

    test('is separated step by step where more was linked to them since: that merge is taken back no more', async () => {
      const world = await wronglyOne();
      const { undo } = world.operations;
      const plan = done(await undo.plan({ about: world.both[0] ?? '' }));
      const buyer = plan.customer === world.both[0] ? 1 : 2;
      await world.send('shopify-demo', order(10 + buyer, buyer, 'lan.since@shop.test'));
      await world.settled();
      const after = done(await undo.plan({ about: plan.customer }));
      expect(after.steps.map(({ what }) => what)).toEqual(['decide', 'release', 'create']);
      expect(after.limits.includes('merge-stands')).toBe(!lacking.sandbox);
    });

    test('of whom nothing is known is not found, and of whom nothing tells two people has no steps', async () => {
      const { operations } = await orders(1);
      const why = await operations.events.why({ about: '1001' });
      const [customer = ''] = isUnknown(why) ? [] : why.customers;
      expect(done(await operations.undo.plan({ about: customer }))).toMatchObject({
        steps: [],
        leaves: { identities: [] },
      });
      expect(await operations.undo.plan({ about: '404' })).toMatchObject({ problem: 'not-found' });
      expect(await operations.undo.plan({ about: 'no case' })).toMatchObject({ problem: 'not-found' });
      expect(await operations.undo.next('no plan', step)).toMatchObject({ problem: 'not-found' });
    });
  });

  describe('privacy requests', () => {
    const asked = async () => {
      const world = await create();
      await world.send('shopify-demo', demoRequest('shopify-demo', 'customers/data_request', 1));
      await world.settled();
      const [request] = await world.operations.privacy.requests();
      return { ...world, request };
    };

    test('have a deadline, and stand neither among the dead letters nor among the cases', async () => {
      const { operations, request } = await asked();
      expect(request).toMatchObject({ connection: 'shopify-demo', about: 'customers/data_request', isOverdue: false });
      const days = (Date.parse(request?.due ?? '') - Date.parse(request?.received ?? '')) / 86_400_000;
      expect(days).toBe(30);
      expect((await operations.deadLetters.groups({ privacy: true })).total).toBe(0);
      expect(await operations.cases.list()).toEqual([]);
      expect(await operations.delivery.status()).toMatchObject({
        deadLetters: 0,
        cases: 0,
        privacyRequests: 1,
        overdue: 0,
      });
    });

    test('are answered once, with a receipt for each system', async () => {
      const { operations, settled, request } = await asked();
      const id = request?.id ?? '';
      const answer = { decision: 'carry-out', by: 'ada', note: 'sent by the shop' } as const;
      done(await operations.privacy.answer(id, answer));
      await settled();
      expect(await operations.privacy.requests()).toEqual([]);
      const shown = done(await operations.privacy.request(id));
      expect(shown).toMatchObject({ decided: answer });
      expect(shown.receipts?.map(({ system, state }) => `${system} ${state}`)).toEqual([
        'guiyi done',
        'platform not-supported',
      ]);
      expect(await operations.privacy.answer(id, answer)).toMatchObject({ problem: 'conflict' });
      expect(await operations.privacy.request('404')).toMatchObject({ problem: 'not-found' });
    });
  });

  test('a customer is shown without a value in clear', async () => {
    const { operations } = await orders(2);
    const why = await operations.events.why({ about: '1001' });
    if (isUnknown(why)) throw new Error('nothing is known');
    const customer = await operations.customers.get(why.customers[0] ?? '');
    expect(customer?.id).toBe(why.customers[0]);
    expect(JSON.stringify(customer)).not.toContain(PHONE);
    expect(await operations.customers.get('404')).toBeUndefined();
  });
}

function done<T>(answer: T | Objection): T {
  if (typeof answer === 'object' && answer !== null && isObjection(answer)) throw new Error(answer.error);
  return answer;
}
