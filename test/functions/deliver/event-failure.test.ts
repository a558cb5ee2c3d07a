import { describe, expect, test } from 'vitest';
import { OutOfTime } from '../../../functions/deliver/calls.ts';
import { failEvent } from '../../../functions/deliver/event-failure.ts';
import { type Health, see } from '../../../functions/deliver/health.ts';
import { LedgerConflict, openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { CdpError, type CdpErrorKind } from '../../../functions/shared/cdp/cdp-error.ts';
import { emptySubjectItem, type SubjectItem } from '../../../functions/shared/change/subject-item.ts';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import { HOUR, MINUTE, SECOND, TestClock } from '../../kit/clock.ts';
import { memberBound } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';
import { MemoryLedger } from '../../kit/ports.ts';

const SUBJECT = 'a subject';
const EVENT = 'an event';
const cdp = (kind: CdpErrorKind, more: object = {}) => new CdpError(kind, { endpoint: 'e', message: 'm', ...more });
const declined = cdp('rejected');

interface Given {
  readonly subject?: Partial<SubjectItem>;
  readonly receives?: number;
  readonly begun?: SubjectItem['begun'];
  readonly health?: Partial<Health>;
  readonly delivery?: GuiyiConfig['delivery'];
  /** The ledger takes nothing. */
  readonly isLedgerFailing?: boolean;
}

/** A try of an event that ends in this error, minutes after the beginning. */
async function failed(error: unknown, minutes: number, given: Given = {}) {
  const { receives = 1, begun, isLedgerFailing = false } = given;
  const clock = new TestClock();
  clock.pass(minutes * MINUTE);
  const config = demoConfig(given.delivery && { delivery: given.delivery });
  const ledger = new MemoryLedger(clock.read);
  if (isLedgerFailing) ledger.failNextWrites = { how: 'conflict', left: 9 };
  const session = openLedgerSession({ ledger, clock: clock.read, holder: EVENT, until: clock.now + 60 * SECOND });
  await session.load({ subjects: [SUBJECT] });
  const subject = { ...emptySubjectItem, ...given.subject };
  const health: Health = { lastSuccess: 0, ...given.health };
  const tried = { event: memberBound([]), session, subject, subjectKey: SUBJECT, name: EVENT, receives, begun };
  const outcome = await failEvent(error, tried, { config, clock: clock.read, health });
  return { outcome, health, kept: session.subjects.get(SUBJECT), seen: health.window?.seen.map(({ sight }) => sight) };
}

const START = new TestClock().now;
/** The event was first declined at the beginning, when its message was received for the first time. */
const failing = { event: EVENT, receives: 1, since: START };
/** Another event succeeded a minute before this. */
const others = (minutes: number) => ({ lastSuccess: START + (minutes - 1) * MINUTE });

describe('an event that the CDP declines without a reason', () => {
  test('waits, and its first time is remembered', async () => {
    const { outcome, kept } = await failed(declined, 0, { receives: 3 });
    expect(outcome).toEqual({ outcome: 'waiting', reason: 'cdp-undecided', detail: 'e: rejected: m' });
    expect(kept).toEqual({ ...emptySubjectItem, failing: { event: EVENT, receives: 3, since: START } });
  });

  test.each([
    ['eight tries over six hours', 8, 360, 'dead-lettered'],
    ['seven tries', 7, 360, 'waiting'],
    ['not quite six hours', 8, 359, 'waiting'],
  ])('is given up after eight tries over six hours while others succeed: %s', async (_name, receives, minutes, how) => {
    const given = { subject: { failing }, receives, health: others(minutes) };
    const { outcome, kept } = await failed(declined, minutes, given);
    expect(outcome.outcome).toBe(how);
    expect(kept).toBeUndefined();
  });

  test('is given up as early as the configuration says', async () => {
    const delivery = { undecidedAttempts: 2, undecidedMinutes: 5 };
    const given = { subject: { failing }, delivery, health: others(5) };
    expect((await failed(declined, 5, { ...given, receives: 2 })).outcome.outcome).toBe('dead-lettered');
    expect((await failed(declined, 5, { ...given, receives: 1 })).outcome.outcome).toBe('waiting');
    expect((await failed(declined, 4, { ...given, receives: 2 })).outcome.outcome).toBe('waiting');
  });

  test('counts anew where it was another event that failed before', async () => {
    const subject = { failing: { ...failing, event: 'another' } };
    const { outcome, kept } = await failed(declined, 400, { subject, receives: 9, health: others(400) });
    expect(outcome.outcome).toBe('waiting');
    expect(kept?.failing).toEqual({ event: EVENT, receives: 9, since: START + 400 * MINUTE });
  });

  test('waits on while nobody else succeeds', async () => {
    const given = { subject: { failing }, receives: 8 };
    expect((await failed(declined, 400, { ...given, health: { lastSuccess: START } })).outcome.outcome).toBe('waiting');
    expect((await failed(declined, 400, { ...given, health: { lastSuccess: START + 1 } })).outcome.outcome).toBe(
      'dead-lettered',
    );
  });

  test('counts no time in which the breaker was open', async () => {
    const given = { subject: { failing }, receives: 8 };
    const closedAt = (minutes: number) => ({ ...others(400), countsFrom: START + minutes * MINUTE });
    expect((await failed(declined, 400, { ...given, health: closedAt(41) })).outcome.outcome).toBe('waiting');
    expect((await failed(declined, 400, { ...given, health: closedAt(40) })).outcome.outcome).toBe('dead-lettered');
  });

  test('waits on while the breaker is not closed, whatever this process has seen', async () => {
    const given = { subject: { failing }, receives: 99, health: { ...others(4000), countsFrom: Infinity } };
    expect((await failed(declined, 4000, given)).outcome.outcome).toBe('waiting');
  });

  test('waits on while the CDP declines a tenth of all events', async () => {
    const declining = (share: number): Health => {
      const health: Health = { lastSuccess: 0 };
      const at = START + 400 * MINUTE - SECOND;
      for (let index = 0; index < 20; index++) {
        see(health, memberBound([], { subject: `s${index}` }), index < share ? 'declined' : 'answered', at);
      }
      return health;
    };
    const given = { subject: { failing }, receives: 8 };
    expect((await failed(declined, 400, { ...given, health: declining(2) })).outcome.outcome).toBe('waiting');
    expect((await failed(declined, 400, { ...given, health: declining(1) })).outcome.outcome).toBe('dead-lettered');
  });

  test('comes again where the ledger does not take that it failed, or it would never be given up', async () => {
    const { outcome } = await failed(declined, 0, { isLedgerFailing: true });
    expect(outcome).toEqual({
      outcome: 'waiting',
      reason: 'ledger-conflict',
      detail: 'the ledger did not take the count of attempts',
    });
  });
});

describe('what a failure says of the CDP', () => {
  test.each([
    ['the first -1 to an event: declined', declined, {}, ['declined']],
    ['a further one: nothing', declined, { subject: { failing }, receives: 2 }, undefined],
    [
      'the one that it is given up for: nothing more',
      declined,
      { subject: { failing }, receives: 9, health: { lastSuccess: START + HOUR } },
      undefined,
    ],
    ['a refusal for good: an answer', cdp('rejected', { permanent: true }), {}, ['answered']],
    ['what cannot be sent: an answer', cdp('unsendable'), {}, ['answered']],
    ['HTTP 503: unavailable', cdp('unavailable'), {}, ['cdp-unavailable']],
    ['no answer in time: unavailable', cdp('timeout'), {}, ['cdp-unavailable']],
    ['a token that is not accepted: credentials', cdp('auth'), {}, ['cdp-credentials']],
    ['the end of our own time: nothing', new OutOfTime(), {}, undefined],
    ['another worker: nothing', new LedgerConflict(), {}, undefined],
    ['a bug: nothing', new TypeError('x'), {}, undefined],
  ] as const)('%s', async (_name, error, given: Given, seen) => {
    expect((await failed(error, 400, given)).seen).toEqual(seen);
  });

  test('a refusal for good is a success of the CDP’s', async () => {
    const { health } = await failed(cdp('rejected', { permanent: true }), 5);
    expect(health.lastSuccess).toBe(START + 5 * MINUTE);
  });
});

describe('what a failed try leaves to the next', () => {
  const begun = { event: EVENT, made: ['one', 'two'] };

  test('an error that counts for nothing writes nothing', async () => {
    const { outcome, kept } = await failed(cdp('unavailable'), 0);
    expect(outcome).toMatchObject({ outcome: 'waiting', reason: 'cdp-unavailable' });
    expect(kept).toBeUndefined();
  });

  test('another worker who wrote first: it comes again, and reads anew', async () => {
    const { outcome, kept } = await failed(new LedgerConflict(), 0);
    expect(outcome).toEqual({ outcome: 'waiting', reason: 'ledger-conflict', detail: 'another worker wrote first' });
    expect(kept).toBeUndefined();
  });

  test('what it has changed in the CDP is remembered, beside what was known', async () => {
    const { kept } = await failed(cdp('timeout'), 0, { subject: { done: ['d'] }, begun });
    expect(kept).toEqual({ ...emptySubjectItem, done: ['d'], begun });
  });

  test('that it has changed more than the try before, too; and nothing is written where it has not', async () => {
    const before = { event: EVENT, made: ['one'] };
    expect((await failed(cdp('timeout'), 0, { subject: { begun: before }, begun })).kept?.begun).toEqual(begun);
    expect((await failed(cdp('timeout'), 0, { subject: { begun: before }, begun: before })).kept).toBeUndefined();
  });

  test('both are written at once', async () => {
    const { kept } = await failed(declined, 0, { begun });
    expect(kept).toMatchObject({ begun, failing: { event: EVENT } });
  });

  test('of a further -1 only what it has changed is written, and its first time stays', async () => {
    const { kept } = await failed(declined, 7, { subject: { failing }, receives: 2, begun });
    expect(kept).toMatchObject({ begun, failing });
  });

  test('a ledger that does not take what was changed changes nothing of the outcome', async () => {
    const { outcome } = await failed(cdp('timeout'), 0, { begun, isLedgerFailing: true });
    expect(outcome).toMatchObject({ reason: 'cdp-unavailable' });
  });
});
