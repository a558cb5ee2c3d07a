import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { exportPage, deadLetterGroups, wholeDeadLetter } from '../../../operations/dead-letters.ts';
import { deadLetterPlan, planProgress } from '../../../operations/plans.ts';
import { erasure, openDeadLetters, order } from './dead-letter-fixtures.ts';

const redriven = z.object({ moved: z.number(), privacyLeftOut: z.number() });

async function withDeadLetters() {
  const world = openDeadLetters();
  await world.sendToDeadLetters(order('a'));
  world.later(1);
  await world.sendToDeadLetters(order('b'));
  await world.sendToDeadLetters(order('c', { type: 'orders/create' }), 'cdp-undecided');
  await world.sendToDeadLetters(erasure('forget-me'), 'cdp-refused');
  await world.buryInlet('not JSON');
  const groups = async (query = '') => deadLetterGroups.parse((await world.get(`/dead-letters/groups${query}`)).body);
  const plan = async (select: object, action = 'redrive', more: object = {}) => {
    const answer = await world.post('/dead-letters/plans', JSON.stringify({ action, select, ...more }));
    return deadLetterPlan.parse(answer.body);
  };
  const run = async (id: string, body: object = {}) =>
    planProgress.parse((await world.post(`/dead-letters/plans/${id}/run`, JSON.stringify(body))).body);
  return { ...world, groups, plan, run };
}

describe('dead letters are grouped by cause', () => {
  test('with count, first, last and an example', async () => {
    const { groups, get } = await withDeadLetters();
    const { total, groups: found } = await groups();
    expect(total).toBe(5);
    expect(found[0]).toMatchObject({
      queue: 'events',
      reason: 'cdp-refused',
      connection: 'shopify-demo',
      type: 'orders/paid',
      isPrivacyRequest: false,
      count: 2,
      first: '2026-03-01T04:00:00.000Z',
      last: '2026-03-01T05:00:00.000Z',
    });
    const letter = wholeDeadLetter.parse((await get(`/dead-letters/${found[0]?.example}`)).body);
    expect(letter).toMatchObject({ reason: 'cdp-refused', events: [{ source: '/shopify/shopify-demo', id: 'b' }] });
    expect(found.filter(({ isPrivacyRequest }) => isPrivacyRequest)).toMatchObject([
      { type: 'member.erase', count: 1 },
    ]);
  });

  test('chosen by each filter', async () => {
    const { groups } = await withDeadLetters();
    const counted = async (query: string) => (await groups(query)).total;
    expect(await counted('?reason=cdp-undecided')).toBe(1);
    expect(await counted('?connection=shopify-demo&type=orders%2Fpaid')).toBe(2);
    expect(await counted('?queue=inlet')).toBe(1);
    expect(await counted('?until=2026-03-01T04:30:00Z')).toBe(1);
    expect(await counted('?since=2026-03-01T04:30:00Z')).toBe(4);
  });

  test('a name that is unknown chooses nothing', async () => {
    const { get } = await withDeadLetters();
    for (const path of ['/dead-letters', '/dead-letters/groups']) {
      expect(await get(`${path}?resaon=cdp-refused`)).toEqual({
        status: 400,
        body: { error: '"resaon" is no name that is known here: did you mean reason?' },
      });
    }
  });

  test('what came and the words of the CDP show no value', async () => {
    const { sendToDeadLetters, get } = openDeadLetters();
    await sendToDeadLetters(
      order('a'),
      'cdp-refused',
      'mobile 15931000001 or +86 159 3100 0001 of lan@shop.test is taken',
    );
    const { body } = await get('/dead-letters');
    const id = JSON.stringify(body).match(/"id":"(\d+)"/)?.[1] ?? '';
    for (const { body: shown } of [await get('/dead-letters'), await get(`/dead-letters/${id}`)]) {
      expect(JSON.stringify(shown)).not.toMatch(/15931000001|lan@shop\.test/);
    }
  });
});

describe('a redrive', () => {
  test.each([
    ['a misspelt name', '{"resaon":"cdp-refused"}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['nothing', ''],
    ['no JSON', '{'],
    ['a reason that is no text', '{"reason":["cdp-refused"]}'],
    ['an empty reason', '{"reason":""}'],
    ['no ids', '{"ids":[]}'],
    ['an id that is none', '{"ids":[7]}'],
    ['a known name beside an unknown', '{"reason":"cdp-refused","al":true}'],
    ['a time that is none', '{"since":"yesterday"}'],
  ])('of %s is an error and moves nothing', async (_name, body) => {
    const { post, eventLetters, inletLetters } = await withDeadLetters();
    for (const path of ['/dead-letters/redrive', '/dead-letters/plans']) {
      expect(await post(path, body)).toEqual({ status: 400, body: { error: expect.stringMatching(/\w{3}/) } });
    }
    expect([eventLetters.depth().waiting, inletLetters.depth().waiting]).toEqual([4, 1]);
  });

  test('of all leaves privacy requests where they are, and says so', async () => {
    const { post, eventLetters, events } = await withDeadLetters();
    const answer = redriven.parse((await post('/dead-letters/redrive', '{}')).body);
    expect(answer).toEqual({ moved: 4, privacyLeftOut: 1 });
    expect([events.depth().waiting, eventLetters.depth().waiting]).toEqual([3, 1]);
  });

  test.each([
    ['by its reason alone it is left out', { reason: 'cdp-refused' }, 2],
    ['with privacy it is in', { reason: 'cdp-refused', privacy: true }, 3],
  ])('a privacy request: %s', async (_name, select, count) => {
    const { plan } = await withDeadLetters();
    expect(await plan(select)).toMatchObject({ count, privacyLeftOut: 3 - count });
  });

  test('a privacy request is named by its id and by its group', async () => {
    const { plan, groups } = await withDeadLetters();
    const group = (await groups()).groups.find(({ isPrivacyRequest }) => isPrivacyRequest);
    expect(await plan({ groups: [group?.group ?? ''] })).toMatchObject({ count: 1, privacyLeftOut: 0 });
    expect(await plan({ ids: [group?.example ?? ''] })).toMatchObject({ count: 1, privacyLeftOut: 0 });
  });

  test('moves exactly what its plan has shown, whatever came since', async () => {
    const { plan, run, sendToDeadLetters, events, eventLetters } = await withDeadLetters();
    const { plan: id, count } = await plan({ reason: 'cdp-refused' });
    await sendToDeadLetters(order('too-late'));
    expect([count, events.depth().waiting]).toEqual([2, 0]);
    expect(await run(id)).toMatchObject({ planned: 2, done: 2, gone: 0, remaining: 0 });
    expect([events.depth().waiting, eventLetters.depth().waiting]).toEqual([2, 3]);
    expect(await run(id)).toMatchObject({ done: 2, remaining: 0 });
    expect(events.depth().waiting).toBe(2);
  });

  test('goes on where it was stopped, and reports what is no longer there', async () => {
    const { plan, run, events, eventLetters } = await withDeadLetters();
    const { plan: id } = await plan({ queue: 'events' });
    expect(await run(id, { max: 1 })).toMatchObject({ done: 1, remaining: 2 });
    await eventLetters.receive(1);
    expect(await run(id)).toMatchObject({ planned: 3, done: 2, gone: 1, remaining: 0 });
    expect(events.depth().waiting).toBe(2);
  });

  test('an unknown plan is not found', async () => {
    const { post, get } = await withDeadLetters();
    expect((await post('/dead-letters/plans/nowhere/run', '{}')).status).toBe(404);
    expect((await get('/dead-letters/plans/nowhere')).status).toBe(404);
  });

  test('when it was first seen, and what was done, outlive it', async () => {
    const { plan, run, sendToDeadLetters, groups, later, get, events } = openPair();
    await sendToDeadLetters(order('a'), 'cdp-refused');
    const { plan: id } = await plan({ reason: 'cdp-refused' }, { by: 'lan', why: 'the group exists now' });
    later(2);
    await run(id);
    const [message] = await events.receive(1);
    await events.remove([message?.receiptHandle ?? '']);
    later(3);
    await sendToDeadLetters(order('a'), 'cdp-undecided');
    const [group] = (await groups()).groups;
    expect(group).toMatchObject({ first: '2026-03-01T04:00:00.000Z', last: '2026-03-01T09:00:00.000Z' });
    expect(wholeDeadLetter.parse((await get(`/dead-letters/${group?.example}`)).body)).toMatchObject({
      firstSeen: '2026-03-01T04:00:00.000Z',
      since: '2026-03-01T09:00:00.000Z',
      redrives: 1,
      past: [{ what: 'redriven', at: '2026-03-01T06:00:00.000Z', reason: 'cdp-refused', by: 'lan' }],
    });
  });
});

describe('a discard', () => {
  test('needs a reason and an export of every letter', async () => {
    const { post, get, plan, run, eventLetters } = await withDeadLetters();
    const discard = (more: object) =>
      post('/dead-letters/plans', JSON.stringify({ action: 'discard', select: { queue: 'events' }, ...more }));
    expect(await discard({})).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('why is missing') },
    });
    expect(await discard({ why: 'a test shop' })).toMatchObject({
      status: 409,
      body: { error: expect.stringMatching(/^3 of 3 dead letters were not exported/) },
    });
    const selected = JSON.stringify({ queue: 'events', type: 'orders/paid' });
    const page = exportPage.parse((await post('/dead-letters/export', selected)).body);
    expect(page.letters.map(({ body }) => body)).toEqual([
      expect.stringContaining('15931000001'),
      expect.stringContaining('15931000001'),
    ]);
    expect((await discard({ why: 'a test shop' })).status).toBe(409);
    const { plan: id } = await plan({ type: 'orders/paid' }, 'discard', { why: 'a test shop', by: 'lan' });
    expect(await run(id)).toMatchObject({ action: 'discard', done: 2, gone: 0 });
    expect(eventLetters.depth().waiting).toBe(2);
    expect((await get(`/dead-letters/${page.letters[0]?.id}`)).status).toBe(404);
  });
});

function openPair() {
  const world = openDeadLetters();
  return {
    ...world,
    groups: async () => deadLetterGroups.parse((await world.get('/dead-letters/groups')).body),
    plan: async (select: object, more: object) =>
      deadLetterPlan.parse(
        (await world.post('/dead-letters/plans', JSON.stringify({ action: 'redrive', select, ...more }))).body,
      ),
    run: async (id: string) => planProgress.parse((await world.post(`/dead-letters/plans/${id}/run`, '{}')).body),
  };
}
