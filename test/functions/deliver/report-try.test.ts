import { describe, expect, test } from 'vitest';
import { deliveryOf } from '../../../functions/deliver/delivery.ts';
import type { Outcome } from '../../../functions/deliver/outcome.ts';
import { reportTry } from '../../../functions/deliver/report-try.ts';
import { observe } from '../../../functions/deliver/observe.ts';
import { Trace } from '../../../functions/deliver/trace.ts';
import type { CaseObservation } from '../../../functions/shared/cases/case.ts';
import { digest } from '../../../functions/shared/envelope/digest.ts';
import type { Log } from '../../../functions/shared/log/log.ts';
import { candidate, identityOf } from '../../kit/candidates.ts';
import { memberBound } from '../../kit/delivery.ts';
import { sqsRecord } from '../../kit/sqs.ts';

// What is told of a try: to the log without values, to the inbox of cases and to the metrics once, when the event ends.

const DONE: Outcome = { outcome: 'done' };
const waiting = (reason: 'hold-conflict' | 'cdp-unavailable' | 'erase-refused'): Outcome => ({
  outcome: 'waiting',
  reason,
  detail: 'why it waits',
});

interface Given {
  readonly outcome?: Outcome;
  readonly receiveCount?: number;
  readonly id?: string;
  readonly isReadable?: boolean;
  readonly trace?: (trace: Trace) => void;
  readonly failing?: boolean;
}

async function told({ outcome = DONE, receiveCount = 1, id = 'e-1', isReadable = true, trace: act, failing }: Given) {
  const record = sqsRecord({ body: '', groupId: 'g', deduplicationId: 'd' }, { receiveCount });
  const event = memberBound([], { id });
  const trace = new Trace(event);
  act?.(trace);
  const delivery = deliveryOf({ outcome, trace });
  const log: Parameters<Log>[0][] = [];
  const cases: CaseObservation[] = [];
  const metrics: string[] = [];
  const observed: string[] = [];
  await reportTry(
    {
      record,
      event: isReadable ? event : undefined,
      delivery: isReadable ? delivery : undefined,
      outcome,
      times: { queued: 1, tried: 10, ended: 25 },
    },
    {
      log: (entry) => log.push(entry),
      observe: ({ id: seen }) => observed.push(seen),
      cases: {
        report: async (reported: readonly CaseObservation[]) => {
          if (failing) throw new Error('out of reach');
          cases.push(...reported);
        },
      } as never,
      metrics: {
        countWaiting: (reason) => void metrics.push(`waiting ${reason}`),
        countDiscarded: (source, kind, reason) => void metrics.push(`${source} ${kind} ${reason}`),
        countCase: (type) => void metrics.push(`case ${type}`),
      },
    },
  );
  return { log, cases, metrics, observed };
}

const NAME = { connection: 'brand-demo', event: digest('e-1'), type: 'member.bound' };
const phone = candidate('claimed mobile 15931000471');
const caseOf = (trace: Trace) =>
  void trace.cases.push(observe('shared-value', phone, memberBound([], { id: 'e-1' }), 1));

describe('the log', () => {
  const line = { at: 'deliver', ...NAME, count: 0, durationMs: 15 };

  test.each<readonly [string, Given, object]>([
    ['that it is done', {}, { level: 'info', message: 'done', ...line }],
    [
      'that it is ignored, and why',
      { outcome: { outcome: 'ignored', reason: 'already-done', detail: 'not told' } },
      { level: 'info', message: 'ignored', reason: 'already-done', ...line },
    ],
    [
      'that it waits, with what we say of it',
      { outcome: waiting('hold-conflict') },
      { level: 'warn', message: 'waiting', reason: 'hold-conflict', detail: 'why it waits', ...line },
    ],
    [
      'that it waits, without what the CDP says',
      { outcome: waiting('cdp-unavailable') },
      { level: 'warn', message: 'waiting', reason: 'cdp-unavailable', ...line },
    ],
    [
      'that an erase is refused, as an error',
      { outcome: waiting('erase-refused') },
      { level: 'error', message: 'waiting', reason: 'erase-refused', ...line },
    ],
    [
      'that it is dead, as an error',
      { outcome: { outcome: 'dead-lettered', reason: 'cdp-refused', detail: 'not told' } },
      { level: 'error', message: 'dead-lettered', reason: 'cdp-refused', ...line },
    ],
    [
      'that a message holds no event',
      { isReadable: false, outcome: { outcome: 'dead-lettered', reason: 'envelope-invalid', detail: '' } },
      { level: 'error', at: 'deliver', message: 'dead-lettered', reason: 'envelope-invalid', count: 0, durationMs: 15 },
    ],
    ['an id of ours as it is', { id: digest('x') }, { level: 'info', message: 'done', ...line, event: digest('x') }],
  ])('says %s', async (_what, given, entry) => {
    expect((await told(given)).log).toEqual([entry]);
  });

  test('says how many calls there were', async () => {
    const call = { call: 'customerInfo', request: {}, answer: null } as const;
    const { log } = await told({ trace: (trace) => (trace.call(call), trace.call(call)) });
    expect(log).toMatchObject([{ count: 2 }]);
  });

  test('says which API did not answer, and no other', async () => {
    const { log } = await told({
      trace: (trace) =>
        void trace.asked.push(
          { api: 'a', outcome: 'failed', found: [], detail: 'the key is wrong' },
          { api: 'b', outcome: 'found', found: [], detail: 'not told' },
        ),
    });
    expect(log[0]).toEqual({
      level: 'warn',
      at: 'deliver',
      message: 'went on without an answer',
      ...NAME,
      detail: 'the key is wrong',
    });
    expect(log).toHaveLength(2);
  });
});

describe('the inbox of cases and the metrics', () => {
  const both = (trace: Trace) => {
    caseOf(trace);
    trace.discard(identityOf('claimed mobile 15931000472'), 'shared');
  };

  test.each<readonly [string, Outcome, boolean]>([
    ['are told when the event is done', DONE, true],
    ['are told when it is dead', { outcome: 'dead-lettered', reason: 'cdp-refused', detail: '' }, true],
    ['are told nothing while it waits', waiting('cdp-unavailable'), false],
    ['are told of an erase that is refused, which is a case all the time', waiting('erase-refused'), true],
  ])('%s', async (_when, outcome, isTold) => {
    const { cases, metrics, log } = await told({ outcome, receiveCount: 2, trace: both });
    expect(cases.map(({ type }) => type)).toEqual(isTold ? ['shared-value'] : []);
    expect(metrics).toEqual(isTold ? ['/brand-events/brand-demo mobile shared', 'case shared-value'] : []);
    const entry = { level: 'warn', at: 'deliver', message: 'case', ...NAME, detail: 'shared-value', count: 1 };
    expect(log.slice(0, -1)).toEqual(isTold ? [entry] : []);
  });

  test('may be out of reach: it is logged, and the event is done', async () => {
    const { log, metrics } = await told({ trace: both, failing: true });
    expect(log.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'warn case',
      'error cases not taken',
      'info done',
    ]);
    expect(metrics).toContain('case shared-value');
  });

  test('are not told again of a request about privacy, which is in the inbox before', async () => {
    const { cases, log } = await told({
      trace: (trace) => {
        caseOf(trace);
        trace.cases.push({ ...trace.cases[0], type: 'privacy-request' } as CaseObservation);
      },
    });
    expect(cases.map(({ type }) => type)).toEqual(['shared-value']);
    expect(log[0]).toMatchObject({ detail: 'shared-value', count: 1 });
  });

  test('name each sort of case once', async () => {
    const { log } = await told({
      trace: (trace) => {
        caseOf(trace);
        caseOf(trace);
        trace.cases.push(observe('contact-changed', phone, memberBound([]), 1));
      },
    });
    expect(log[0]).toMatchObject({ detail: 'shared-value, contact-changed', count: 3 });
  });

  test.each([
    [1, ['waiting cdp-unavailable']],
    [2, []],
  ])('count an event that waits at its first receive (%i)', async (receiveCount, metrics) => {
    expect((await told({ outcome: waiting('cdp-unavailable'), receiveCount })).metrics).toEqual(metrics);
    expect((await told({ receiveCount })).metrics).toEqual([]);
  });
});

test('whoever looks on is told of an event, and of nothing that is none', async () => {
  expect((await told({})).observed).toEqual(['e-1']);
  expect((await told({ isReadable: false })).observed).toEqual([]);
});
