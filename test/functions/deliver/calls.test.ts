import { describe, expect, test } from 'vitest';
import { openCalls, OutOfTime } from '../../../functions/deliver/calls.ts';
import type { Cdp } from '../../../functions/deliver/cdp.ts';
import { Trace } from '../../../functions/deliver/trace.ts';
import { CdpError, type CdpErrorKind } from '../../../functions/shared/cdp/cdp-error.ts';
import type { CustomerId } from '../../../functions/shared/cdp/ids.ts';
import type { PlannedCreate } from '../../../functions/shared/change/plan.ts';
import { candidate, customer, HASH_KEY } from '../../kit/candidates.ts';
import { memberBound } from '../../kit/delivery.ts';

// The calls about one event: each in time, none that was made before, all of them taken down.

const ANN = customer(1);
const BOB = customer(2);
const MEMBER = candidate('verified member-no A-1');
const PHONE = candidate('verified mobile 15931000401');

const creating = (values = [MEMBER]): PlannedCreate => ({
  call: 'createCustomerByIdentity',
  request: {
    email: '',
    emailVerified: 0,
    gender: 0,
    identityList: values.map(({ pair }) => pair),
    identityPriorityStrategy: 'custom',
    targetCustomerStrategy: 'identityFirst',
    autoMerge: false,
  },
});
const naming = { call: 'updateCustomerAttr', attrName: 'name', attrValue: 'Ann' } as const;
const adding = { call: 'customerAddGroups', groups: ['Buyers', 'Members'] } as const;

interface Given {
  /** Is there time for this many calls? Default: for all. */
  readonly time?: number;
  readonly madeBefore?: readonly string[];
  /** Whom the look-ups name, and whether the CDP shows them. */
  readonly owner?: CustomerId;
  readonly isShown?: boolean;
  /** These calls end so. */
  readonly fails?: Readonly<Record<string, CdpErrorKind>>;
  /** Ids of groups by their names: as they are known, and as they are once they are asked anew. */
  readonly groups?: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>];
  readonly explanation?: Readonly<Record<string, string>>;
}

/** The calls on a CDP that answers as it is told to. */
function opened({ time = Infinity, madeBefore = [], owner, isShown = true, fails = {}, ...given }: Given = {}) {
  const asked: string[] = [];
  let left = time;
  const failing = new Map(Object.entries(fails));
  const answer = <T>(call: string, value: T, told: unknown = ''): T => {
    asked.push(told === '' ? call : `${call} ${JSON.stringify(told)}`);
    const kind = failing.get(call);
    if (kind === undefined) return value;
    failing.delete(call);
    throw new CdpError(kind, { endpoint: call, message: kind });
  };
  const forgotten = new Set<string>();
  const client = {
    getCustomerIdByIdentityList: async () => answer('look-up', owner),
    customerInfo: async () => answer('info', isShown ? { identityList: [MEMBER.pair], fields: {} } : undefined),
    createCustomerByIdentity: async (
      { groupId }: { readonly groupId?: string },
      explain: (reasons: Readonly<Record<string, string>>) => void,
    ) => {
      if (given.explanation) explain(given.explanation);
      return answer('create', ANN, groupId ?? '');
    },
    updateCustomerAttr: async () => answer('name', undefined),
    customerAddGroups: async (_id: CustomerId, ids: readonly string[]) => answer('add', undefined, ids),
    customerDeleteGroups: async (_id: CustomerId, ids: readonly string[]) => answer('leave', undefined, ids),
    singleDelete: async () => answer('delete', undefined),
  };
  const groups = {
    idOf: async (name: string) => given.groups?.[forgotten.has(name) ? 1 : 0][name] ?? name,
    forget: (name: string) => void forgotten.add(name),
  };
  const trace = new Trace(memberBound([]));
  const calls = openCalls({
    cdp: { client, groups } as unknown as Cdp,
    trace,
    mayCall: () => left-- > 0,
    madeBefore: new Set(madeBefore),
    hashKey: HASH_KEY,
  });
  return { calls, asked, trace };
}

describe('no call begins that could not end in time', () => {
  test.each<readonly [string, (calls: ReturnType<typeof openCalls>) => Promise<unknown>, number]>([
    ['a look-up', (calls) => calls.ownerOf(MEMBER), 1],
    ['a look-up by a list', (calls) => calls.ownerOfAny([MEMBER, PHONE]), 1],
    ['a look', (calls) => calls.infoOf(ANN), 1],
    ['a look by a remembered id', (calls) => calls.shownOf(ANN), 1],
    ['a create', (calls) => calls.create(creating(), undefined), 1],
    ['a name', (calls) => calls.make(naming, ANN), 1],
    ['groups, once their ids are known', (calls) => calls.make(adding, ANN), 2],
    ['a deletion', (calls) => calls.remove(ANN), 1],
  ])('%s', async (_what, act, needed) => {
    const late = opened({ time: needed - 1, isShown: false });
    await expect(act(late.calls)).rejects.toThrow(OutOfTime);
    expect(late.asked).toEqual([]);
    const early = opened({ time: needed, isShown: false });
    await act(early.calls);
    expect(early.asked.length).toBeGreaterThan(0);
  });

  test('nor groups once more, under the ids that they have now', async () => {
    const groups = [{ Buyers: '7' }, { Buyers: '8' }] as const;
    const { calls, asked } = opened({ time: 2, fails: { add: 'rejected' }, groups });
    await expect(calls.make({ ...adding, groups: ['Buyers'] }, ANN)).rejects.toThrow(OutOfTime);
    expect(asked).toEqual(['add ["7"]']);
  });
});

describe('a question is asked once', () => {
  test('of an identity and of a customer, whoever asks', async () => {
    const { calls, asked } = opened({ owner: ANN });
    expect(await calls.ownerOf(MEMBER)).toBe(ANN);
    expect(await calls.ownerOf(MEMBER)).toBe(ANN);
    await calls.infoOf(ANN);
    await calls.shownOf(ANN);
    expect(asked).toEqual(['look-up', 'info']);
    await calls.ownerOf(PHONE);
    await calls.infoOf(BOB);
    expect(asked).toEqual(['look-up', 'info', 'look-up', 'info']);
  });

  test('and anew once the answers are forgotten, or where it matters what is so now', async () => {
    const { calls, asked } = opened({ owner: ANN });
    await calls.ownerOf(MEMBER);
    await calls.infoOf(ANN);
    calls.forget();
    await calls.ownerOf(MEMBER);
    await calls.infoOf(ANN);
    await calls.infoNow(ANN);
    expect(asked).toEqual(['look-up', 'info', 'look-up', 'info', 'info']);
  });

  test.each([
    ['declines: nobody is shown', 'rejected', undefined],
    ['does not answer: that is no answer', 'unavailable', 'unavailable'],
  ] as const)('of a remembered id that the CDP %s', async (_what, kind, thrown) => {
    const { calls } = opened({ fails: { info: kind } });
    const shown = calls.shownOf(ANN);
    if (thrown === undefined) expect(await shown).toBeUndefined();
    else await expect(shown).rejects.toThrow(thrown);
  });
});

describe('what an earlier try has made', () => {
  /** What a try leaves for the next. */
  async function leftBy(act: (calls: ReturnType<typeof openCalls>) => Promise<unknown>): Promise<readonly string[]> {
    const { calls } = opened();
    expect(calls.made()).toEqual([]);
    await act(calls);
    return calls.made();
  }

  test('of the very same customer is not made again, and is told to the next try too', async () => {
    const madeBefore = [
      ...(await leftBy((calls) => calls.create(creating(), undefined))),
      ...(await leftBy((calls) => calls.make(naming, ANN))),
    ];
    expect(madeBefore).toEqual([expect.stringMatching(/^.{16}$/), expect.stringMatching(/^.{16}$/)]);
    const { calls, asked } = opened({ madeBefore });
    expect(await calls.create(creating(), ANN)).toBe(ANN);
    await calls.make(naming, ANN);
    expect(asked).toEqual([]);
    expect(calls.made()).toEqual(madeBefore);
  });

  test.each<readonly [string, (calls: ReturnType<typeof openCalls>) => Promise<unknown>]>([
    ['of another customer', (calls) => calls.make(naming, BOB)],
    ['of another value', (calls) => calls.make({ ...naming, attrValue: 'Bob' }, ANN)],
    ['with other identities', (calls) => calls.create(creating([MEMBER, PHONE]), ANN)],
    ['of nobody in particular', (calls) => calls.create(creating(), undefined)],
  ])('is made where it is %s', async (_what, act) => {
    const madeBefore = [
      ...(await leftBy((calls) => calls.create(creating(), undefined))),
      ...(await leftBy((calls) => calls.make(naming, ANN))),
    ];
    const { calls, asked } = opened({ madeBefore });
    await act(calls);
    expect(asked).toHaveLength(1);
  });

  test('a call that fails has made nothing', async () => {
    const { calls } = opened({ fails: { name: 'unavailable', create: 'unavailable' } });
    await expect(calls.make(naming, ANN)).rejects.toThrow(CdpError);
    await expect(calls.create(creating(), undefined)).rejects.toThrow(CdpError);
    expect(calls.made()).toEqual([]);
  });
});

describe('somebody who is made in a group', () => {
  const groups = [{ Buyers: '7' }, { Buyers: '8' }] as const;

  test('is in it from the start', async () => {
    const { calls, asked } = opened({ groups });
    expect(await calls.createIn(creating(), 'Buyers')).toEqual({ customer: ANN, isIn: true });
    expect(asked).toEqual(['create "7"']);
  });

  test('is made without it where that is declined, and its id is asked anew', async () => {
    const { calls, asked } = opened({ groups, fails: { create: 'rejected' } });
    expect(await calls.createIn(creating(), 'Buyers')).toEqual({ customer: ANN, isIn: false });
    expect(asked).toEqual(['create "7"', 'create']);
    await calls.make({ ...adding, groups: ['Buyers'] }, ANN);
    expect(asked.at(-1)).toBe('add ["8"]');
  });

  test('is not made where the call gets no answer', async () => {
    const { calls, asked } = opened({ groups, fails: { create: 'unavailable' } });
    await expect(calls.createIn(creating(), 'Buyers')).rejects.toThrow('unavailable');
    expect(asked).toHaveLength(1);
  });
});

describe('groups', () => {
  test.each([
    ['are joined', 'customerAddGroups', 'add ["7","9"]'],
    ['are left', 'customerDeleteGroups', 'leave ["7","9"]'],
  ] as const)('%s by their ids', async (_what, call, told) => {
    const { calls, asked } = opened({ groups: [{ Buyers: '7', Members: '9' }, {}] });
    await calls.make({ ...adding, call }, ANN);
    expect(asked).toEqual([told]);
  });

  test.each([
    [
      'one of them has another id by now: once more',
      { Buyers: '7', Members: '8' },
      ['add ["7","9"]', 'add ["7","8"]'],
      undefined,
    ],
    [
      'all have another id by now: once more',
      { Buyers: '5', Members: '6' },
      ['add ["7","9"]', 'add ["5","6"]'],
      undefined,
    ],
    ['they are what they were: it is not tried again', { Buyers: '7', Members: '9' }, ['add ["7","9"]'], 'rejected'],
  ])('that are declined, and %s', async (_what, after, told, thrown) => {
    const { calls, asked } = opened({ groups: [{ Buyers: '7', Members: '9' }, after], fails: { add: 'rejected' } });
    const made = calls.make(adding, ANN);
    if (thrown === undefined) await made;
    else await expect(made).rejects.toThrow(thrown);
    expect(asked).toEqual(told);
  });

  test('that get no answer are not tried again', async () => {
    const { calls, asked } = opened({ groups: [{}, { Buyers: '8' }], fails: { add: 'unavailable' } });
    await expect(calls.make(adding, ANN)).rejects.toThrow('unavailable');
    expect(asked).toHaveLength(1);
  });
});

describe('a deletion', () => {
  test('is looked for', async () => {
    const { calls, asked } = opened({ isShown: false });
    await calls.remove(ANN);
    expect(asked).toEqual(['delete', 'info']);
  });

  test('is none where the customer is still there', async () => {
    const { calls, trace } = opened({ isShown: true });
    await expect(calls.remove(ANN)).rejects.toThrow('the customer is still there');
    expect(trace.calls).toEqual([]);
  });

  test.each(['timeout', 'network', 'too-large', 'rejected'] as const)(
    'that ends in %s is done where the customer is gone, and is not sent again',
    async (kind) => {
      const gone = opened({ isShown: false, fails: { delete: kind } });
      await gone.calls.remove(ANN);
      expect(gone.asked).toEqual(['delete', 'info']);
      const there = opened({ isShown: true, fails: { delete: kind } });
      await expect(there.calls.remove(ANN)).rejects.toThrow(CdpError);
      expect(there.asked).toEqual(['delete', 'info']);
    },
  );

  test('that is answered otherwise is not done, whatever is shown', async () => {
    const { calls, asked } = opened({ isShown: false, fails: { delete: 'unavailable' } });
    await expect(calls.remove(ANN)).rejects.toThrow('unavailable');
    expect(asked).toEqual(['delete']);
  });
});

test('every call is taken down with what it said and what was answered', async () => {
  const explanation = { identity: 'nobody had it' };
  const { calls, trace } = opened({ owner: ANN, explanation });
  await calls.ownerOf(MEMBER);
  await calls.ownerOfAny([MEMBER, PHONE]);
  await calls.infoOf(ANN);
  await calls.create(creating(), undefined);
  await calls.make(naming, ANN);
  await calls.make(adding, ANN);
  expect(trace.calls).toEqual([
    { call: 'getCustomerIdByIdentityList', request: { identityList: [MEMBER.pair] }, answer: ANN },
    { call: 'getCustomerIdByIdentityList', request: { identityList: [MEMBER.pair, PHONE.pair] }, answer: ANN },
    { call: 'customerInfo', request: { customer: ANN }, answer: { identityList: [MEMBER.pair], fields: {} } },
    { call: 'createCustomerByIdentity', request: creating().request, answer: ANN, explanation },
    { call: 'updateCustomerAttr', request: { attrName: 'name', attrValue: 'Ann' }, answer: null },
    { call: 'customerAddGroups', request: { groups: ['Buyers', 'Members'] }, answer: null },
  ]);
});

test('that nobody was named or shown is an answer too', async () => {
  const { calls, trace } = opened({ isShown: false });
  await calls.ownerOf(MEMBER);
  await calls.ownerOfAny([MEMBER]);
  await calls.infoOf(ANN);
  await calls.create(creating(), undefined);
  await calls.remove(ANN);
  expect(trace.calls.map(({ answer }) => answer)).toEqual([null, null, null, ANN, 'confirmed by customerInfo']);
  expect(trace.calls[3]).not.toHaveProperty('explanation');
  expect(trace.calls[4]).toMatchObject({ call: 'singleDelete', request: { customer: ANN } });
});
