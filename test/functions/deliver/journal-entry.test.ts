import { describe, expect, test } from 'vitest';
import { eventHash, journalEntry, type Keeping } from '../../../functions/deliver/journal-entry.ts';
import { customerHash } from '../../../functions/deliver/keep-event.ts';
import { type Delivery, deliveryOf } from '../../../functions/deliver/delivery.ts';
import type { Outcome } from '../../../functions/deliver/outcome.ts';
import { Trace } from '../../../functions/deliver/trace.ts';
import { digest } from '../../../functions/shared/envelope/digest.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { textHash } from '../../../functions/shared/identity/keyed-hash.ts';
import { newSalt, unseal } from '../../../functions/shared/journal/seal.ts';
import type { JournalState } from '../../../functions/shared/ports/journal.ts';
import { candidate, customer, HASH_KEY, identityOf } from '../../kit/candidates.ts';
import { memberBound } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';
import { sqsRecord } from '../../kit/sqs.ts';

// What the journal is told of one try: of people keyed hashes and masked values, and of whom must be forgotten nothing.

const ANN = customer(101);
const PHONE = 'verified mobile 15931000451';
const TIMES = { queued: 1, tried: 2, ended: 3 };
const DONE: Outcome = { outcome: 'done' };

interface Given {
  readonly event?: Partial<Envelope> | 'unreadable';
  readonly outcome?: Outcome;
  readonly state?: JournalState;
  readonly trace?: (trace: Trace) => void;
  readonly keeping?: Partial<Keeping>;
  readonly body?: string;
}

function entryOf({ event = {}, outcome = DONE, state = 'done', trace: act, keeping, body = 'the message' }: Given) {
  const record = sqsRecord({ body, groupId: 'g', deduplicationId: 'd' }, { receiveCount: 7, sentAt: 86_400_000 });
  const envelope = event === 'unreadable' ? undefined : memberBound([], { subject: 'ann', id: digest('x'), ...event });
  let delivery: Delivery | undefined;
  if (envelope) {
    const trace = new Trace(envelope);
    trace.identity(identityOf(PHONE));
    trace.customers.push(ANN);
    act?.(trace);
    delivery = deliveryOf({ outcome, trace });
  }
  const kept = { config: demoConfig(), hashKey: HASH_KEY, envelopeKey: undefined, ...keeping };
  const entry = journalEntry({ record, event: envelope, delivery, outcome, times: TIMES }, state, kept);
  return { ...entry, told: JSON.parse(entry.report ?? 'null') as unknown };
}

describe('an event', () => {
  test('is told with where it stands, whence it is, and of whom it speaks', () => {
    const { report: _report, told: _told, ...entry } = entryOf({ event: { id: 'e-1' } });
    expect(entry).toEqual({
      partition: digest('subject', 'brand-demo', 'ann'),
      event: digest('event', '/brand-events/brand-demo', 'e-1'),
      id: 'e-1',
      source: '/brand-events/brand-demo',
      connection: 'brand-demo',
      type: 'member.bound',
      receivedTime: '2026-03-01T04:00:01.000Z',
      state: 'done',
      times: TIMES,
      receives: 7,
      who: [candidate(PHONE).key, customerHash(ANN, HASH_KEY)],
      keys: [eventHash('e-1', HASH_KEY)],
    });
  });

  test('is told with what was made of it, and no value', () => {
    const { told, report } = entryOf({
      trace: (trace) => {
        trace.withhold(identityOf('claimed email ann@post.example'), 'owned-by-another');
        trace.discard(identityOf('claimed mobile 15931000452'), 'shared');
        trace.asked.push({ api: 'user/info', outcome: 'found', found: ['wechat-unionid'], detail: 'not told' });
        trace.call({ call: 'createCustomerByIdentity', request: { name: 'Ann' }, answer: ANN });
        trace.call({ call: 'getCustomerIdByIdentityList', request: {}, answer: null });
        trace.call({ call: 'customerInfo', request: {}, answer: { name: 'Ann' } });
      },
    });
    const request = null;
    expect(told).toEqual({
      identities: [{ kind: 'mobile', scope: '', value: '159****0451', evidence: { grade: 'verified', field: 'f' } }],
      withheld: [
        {
          kind: 'email',
          scope: '',
          value: 'a***@post.example',
          evidence: { grade: 'claimed', field: 'f' },
          because: 'owned-by-another',
        },
      ],
      refusals: [{ kind: 'mobile', field: 'f', reason: 'shared', masked: '159****0452' }],
      asked: [{ api: 'user/info', outcome: 'found', found: ['wechat-unionid'] }],
      calls: [
        { call: 'createCustomerByIdentity', request, answer: ANN },
        { call: 'getCustomerIdByIdentityList', request, answer: null },
        { call: 'customerInfo', request, answer: '(an answer)' },
      ],
      customers: [ANN],
    });
    for (const value of ['15931000451', '15931000452', 'ann@post.example', 'Ann']) expect(report).not.toContain(value);
  });

  test('is told with the reason that it is not done', () => {
    const outcome: Outcome = { outcome: 'ignored', reason: 'event-without-customer', detail: 'nobody' };
    expect(entryOf({ outcome, state: 'ignored' })).toMatchObject({
      state: 'ignored',
      reason: 'event-without-customer',
    });
  });

  test('is told to ask to forget somebody', () => {
    const erasing = entryOf({ trace: (trace) => void (trace.isErasing = true) });
    expect(erasing.isPrivacyRequest).toBe(true);
    expect(entryOf({})).not.toHaveProperty('isPrivacyRequest');
  });
});

describe('of whom must be forgotten nothing is told but that the event came', () => {
  const nothing = { who: [], keys: [], told: null };
  const suppressed: Outcome = { outcome: 'ignored', reason: 'suppressed', detail: '' };
  const deleted = (trace: Trace) => trace.call({ call: 'singleDelete', request: {}, answer: 'confirmed' });

  test.each<readonly [string, Given, boolean]>([
    ['where they are suppressed', { outcome: suppressed, state: 'ignored', event: { id: 'e-1' } }, true],
    ['where they were deleted', { trace: deleted, event: { id: 'e-1' } }, true],
    [
      'where they were deleted among other calls',
      { trace: (trace) => (trace.call({ call: 'customerInfo', request: {}, answer: null }), deleted(trace)) },
      true,
    ],
    [
      'unless there is a salt, under which something of them is kept',
      { trace: (trace) => (deleted(trace), void (trace.salt = newSalt())) },
      false,
    ],
    [
      'unless it was ignored for another reason',
      { outcome: { ...suppressed, reason: 'already-done' }, state: 'ignored' },
      false,
    ],
    [
      'unless it waits',
      { outcome: { outcome: 'waiting', reason: 'hold-conflict', detail: '' }, state: 'waiting' },
      false,
    ],
  ])('%s', (_where, given, isForgotten) => {
    const entry = entryOf({ ...given, keeping: { envelopeKey: 'the key of a test' } });
    if (isForgotten) {
      expect(entry).toMatchObject(nothing);
      expect(entry).not.toHaveProperty('envelope');
    } else {
      expect(entry.who).toHaveLength(2);
      expect(entry.told).not.toBeNull();
    }
  });
});

describe('the message is kept, sealed', () => {
  const salt = newSalt();
  const withSalt = (trace: Trace) => void (trace.salt = salt);
  const key = 'the key of a test';

  test('where there is a key and a salt', () => {
    const { envelope, event } = entryOf({ trace: withSalt, keeping: { envelopeKey: key } });
    expect(unseal(envelope ?? new Uint8Array(), { key, salt, context: event })).toBe('the message');
  });

  test.each<readonly [string, Given]>([
    ['without a key', { trace: withSalt }],
    ['without a salt', { keeping: { envelopeKey: key } }],
    [
      'where it is too large for an item',
      {
        trace: withSalt,
        keeping: { envelopeKey: key },
        body: Array.from({ length: 40_000 }, (_, index) => digest('x', String(index))).join(''),
      },
    ],
  ])('not %s', (_where, given) => {
    expect(entryOf(given)).not.toHaveProperty('envelope');
  });
});

describe('it is found', () => {
  const order = (number: string) => textHash('order', [number], HASH_KEY);
  const delivery = (id: string) => textHash('delivery', [id], HASH_KEY);
  const numbers = (...list: readonly string[]) => ({
    data: Object.fromEntries(
      list.map((number, index) => [['order_number', 'order_id', 'out_trade_no', 'orderId'][index] ?? 'x', number]),
    ),
  });

  test.each<readonly [string, Given, readonly string[]]>([
    ['by the id that another system has chosen', { event: { id: 'e-1' } }, [eventHash('e-1', HASH_KEY)]],
    ['not by an id of ours that ended at once', {}, []],
    ['by an id of ours that waits', { state: 'waiting' }, [eventHash(digest('x'), HASH_KEY)]],
    ['by an id of ours that is dead', { state: 'dead-lettered' }, [eventHash(digest('x'), HASH_KEY)]],
    ['by its order', { event: numbers('2026030101') }, [order('2026030101')]],
    ['by the platform’s delivery', { event: { deliveryid: 'd-1' } }, [delivery('d-1')]],
    [
      'by order and delivery',
      { event: { ...numbers('2026030101'), deliveryid: 'd-1' } },
      [order('2026030101'), delivery('d-1')],
    ],
  ])('%s', (_by, given, keys) => {
    expect(entryOf(given).keys).toEqual(keys);
  });

  test('by three of them at most, of which one is a delivery', () => {
    const three = numbers('2026030101', '2026030102', '2026030103', '2026030104');
    const alone = entryOf({ event: three }).keys;
    expect(alone).toHaveLength(3);
    const { data } = three;
    const also = entryOf({ event: { data: { ...data, id: 'evt_1' }, deliveryid: 'd-1' } }).keys;
    expect(also).toEqual([...alone.slice(0, 2), delivery('d-1')]);
  });
});

describe('a dead letter', () => {
  test('is told as what it was sent', () => {
    const keeping = { deduplicationId: 'd-r1' };
    expect(entryOf({ state: 'dead-lettered', keeping }).letter).toEqual({ groupId: 'g', deduplicationId: 'd-r1' });
    expect(entryOf({ state: 'dead-lettered' })).not.toHaveProperty('letter');
    expect(entryOf({ state: 'done', keeping })).not.toHaveProperty('letter');
  });

  test('that holds no event stands for itself, and says nothing of anybody', () => {
    const outcome: Outcome = { outcome: 'dead-lettered', reason: 'envelope-invalid', detail: '' };
    const id = digest('message', 'the message');
    expect(entryOf({ event: 'unreadable', outcome, state: 'dead-lettered' })).toEqual({
      partition: id,
      event: id,
      id,
      source: '',
      connection: '',
      type: '',
      receivedTime: '1970-01-02T00:00:00.000Z',
      state: 'dead-lettered',
      reason: 'envelope-invalid',
      times: TIMES,
      receives: 7,
      who: [],
      keys: [],
      told: null,
    });
  });
});
