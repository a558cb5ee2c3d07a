import { describe, expect, test } from 'vitest';
import { composeBreaker } from '../../../functions/compose-breaker.ts';
import type { ReceiverState } from '../../../functions/shared/breaker/receiver.ts';
import { paused, resumed, tripped } from '../../../functions/shared/breaker/state.ts';
import { HOUR, MINUTE, TestClock } from '../../kit/clock.ts';
import { recordingLog } from '../../kit/log.ts';
import { MemoryLedger } from '../../kit/ports.ts';

/** The breaker over a mapping that takes a turn to change, as Lambda's does. */
function world() {
  const clock = new TestClock();
  const ledger = new MemoryLedger(clock.read);
  const mapping = { enabled: true, concurrency: 5, changing: false };
  const counted = { probes: 0, batches: 0, renewals: 0 };
  /** How many messages of the next batches are too old. */
  const old: number[] = [];
  const cdp = { answers: false, onBatch: async () => undefined as unknown };
  const { store, turn } = composeBreaker({
    ledger,
    receiver: {
      read: async (): Promise<ReceiverState> => ({ ...mapping }),
      async change(wanted) {
        if (mapping.changing) return 'busy';
        Object.assign(mapping, wanted, { changing: true });
        return 'asked';
      },
    },
    probe: async () => {
      counted.probes += 1;
      return { answered: cdp.answers };
    },
    deliverBatch: async () => {
      counted.batches += 1;
      await cdp.onBatch();
    },
    renewBatch: async () => {
      counted.renewals += 1;
      return old.shift() ?? 0;
    },
    concurrency: 5,
    clock: clock.read,
    log: recordingLog().log,
  });
  const trip = async () =>
    store.update((before) => tripped(before, { reason: 'cdp-unavailable', detail: 'e', now: clock.now }));
  /** One turn a minute; what was asked of the mapping is done at the end of it. */
  const turns = async (count: number) => {
    const states: string[] = [];
    for (let index = 0; index < count; index++) {
      states.push((await turn()).state);
      mapping.changing = false;
      clock.pass(MINUTE);
    }
    return states;
  };
  return { clock, store, mapping, counted, old, cdp, trip, turns, turn };
}

test('an outage: the mapping is disabled, the CDP probed, one batch delivered, few let in, then all', async () => {
  const { mapping, counted, cdp, trip, turns } = world();
  await trip();
  expect(await turns(4)).toEqual(['open', 'open', 'open', 'open']);
  expect(mapping).toMatchObject({ enabled: false });
  expect(counted).toMatchObject({ probes: 2, batches: 0 });
  cdp.answers = true;
  expect(await turns(5)).toEqual(['open', 'open', 'open', 'recovering', 'recovering']);
  expect(counted).toMatchObject({ probes: 3, batches: 1 });
  expect(mapping).toMatchObject({ enabled: true, concurrency: 2 });
  expect(await turns(2)).toEqual(['recovering', 'closed']);
  expect(mapping).toMatchObject({ enabled: true, concurrency: 5 });
});

test('a batch that fails opens it again, and the mapping stays disabled', async () => {
  const { mapping, cdp, counted, trip, turns } = world();
  await trip();
  cdp.answers = true;
  cdp.onBatch = trip;
  expect(await turns(3)).toEqual(['open', 'open', 'open']);
  expect(counted.batches).toBe(1);
  expect(mapping.enabled).toBe(false);
});

describe('is made good by the next turn:', () => {
  test('a deploy that enables the mapping while it is open', async () => {
    const { mapping, trip, turns } = world();
    await trip();
    await turns(2);
    Object.assign(mapping, { enabled: true });
    await turns(1);
    expect(mapping.enabled).toBe(false);
  });

  test('a mapping that was busy when it was asked', async () => {
    const { mapping, trip, turns } = world();
    await trip();
    mapping.changing = true;
    await turns(1);
    expect(mapping.enabled).toBe(true);
    await turns(1);
    expect(mapping.enabled).toBe(false);
  });

  test('a turn that died while the batch was delivered', async () => {
    const { mapping, cdp, counted, trip, turns, turn } = world();
    await trip();
    await turns(1);
    cdp.answers = true;
    cdp.onBatch = async () => {
      throw new Error('the function ended');
    };
    await expect(turn()).rejects.toThrow('ended');
    cdp.onBatch = async () => undefined;
    expect(await turns(1)).toEqual(['recovering']);
    expect(counted).toMatchObject({ probes: 1, batches: 2 });
    expect(mapping.enabled).toBe(true);
  });
});

test('who disables the mapping by hand while it is closed is not overruled', async () => {
  const { mapping, turns } = world();
  mapping.enabled = false;
  expect(await turns(3)).toEqual(['closed', 'closed', 'closed']);
  expect(mapping.enabled).toBe(false);
});

test('a pause stops everything, probes too; a resume begins with few', async () => {
  const { store, clock, mapping, counted, turns } = world();
  await store.update((before) => paused(before, { by: 'Mei', why: 'the tenant moves', at: clock.now }));
  await turns(20);
  expect(mapping.enabled).toBe(false);
  expect(counted).toMatchObject({ probes: 0, batches: 0 });
  await store.update((before) => resumed(before, clock.now));
  expect(await turns(4)).toEqual(['recovering', 'recovering', 'recovering', 'closed']);
  expect(mapping).toMatchObject({ enabled: true, concurrency: 5 });
});

describe('messages that grow too old while nobody receives', () => {
  const DAY = 24 * HOUR;
  const pause = { by: 'Mei', why: 'the tenant moves' };

  test('are looked for once it has been open for a day, and as long as there are any', async () => {
    const { clock, counted, old, trip, turn } = world();
    await trip();
    clock.pass(DAY - 1);
    await turn();
    expect(counted.renewals).toBe(0);
    clock.pass(1);
    old.push(10, 3);
    await turn();
    expect(counted.renewals).toBe(3);
  });

  test('are looked for likewise where somebody has stopped it by hand', async () => {
    const { clock, counted, store, turn } = world();
    await store.update((before) => paused(before, { ...pause, at: clock.now }));
    clock.pass(DAY);
    await turn();
    expect(counted.renewals).toBe(1);
  });

  test('are seen by delivery while it receives', async () => {
    const { clock, counted, store, turn } = world();
    clock.pass(30 * DAY);
    await turn();
    await store.update((before) => resumed(paused(before, { ...pause, at: 0 }), clock.now));
    await turn();
    expect(counted.renewals).toBe(0);
  });

  test('and cannot be sent anew: the probe is made all the same', async () => {
    const { clock, counted, cdp, old, trip, turn } = world();
    await trip();
    clock.pass(DAY);
    cdp.answers = true;
    old.shift = () => {
      throw new Error('no queue');
    };
    expect((await turn()).state).toBe('recovering');
    expect(counted.probes).toBe(1);
  });
});
