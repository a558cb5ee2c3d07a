import { describe, expect, test } from 'vitest';
import { fieldsToShow, findAndLink, hasFields } from '../../../functions/deliver/find-and-link.ts';
import type { CustomerId } from '../../../functions/shared/cdp/ids.ts';
import type { CandidateIdentity } from '../../../functions/shared/change/candidate.ts';
import { emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import type { KnownFields, PlannedCreate, UpsertPlan } from '../../../functions/shared/change/plan.ts';
import { candidate, customer } from '../../kit/candidates.ts';
import { facts } from '../../kit/facts.ts';

// Two calls are always right: the first gives the top of the list an owner, so that the second links what is nobody's and does no more.
// One or none is made only where this try has been shown that the top of the list is the customer's.

const ANN = customer(1);
const BOB = customer(2);
const OPENID = candidate('verified wechat-openid app1/oAnn');
const MEMBER = candidate('verified member-no A-1');
const PHONE = candidate('claimed mobile 15931000401');

interface Given {
  /** Undefined: somebody new. */
  readonly target?: CustomerId;
  readonly leading?: readonly CandidateIdentity[];
  readonly secondary?: readonly CandidateIdentity[];
  /** What the CDP has shown of the target in this try; undefined: nothing. */
  readonly shown?: readonly string[];
  readonly shownFields?: KnownFields;
  readonly fields?: UpsertPlan['fields'];
  readonly isByMemory?: boolean;
  readonly autoMerge?: boolean;
  readonly groups?: readonly string[];
  readonly after?: UpsertPlan['after'];
  /** The group could not be joined with the call that makes the customer. */
  readonly isGroupGone?: boolean;
  /** Whom the calls answer with, one after the other. */
  readonly answers?: readonly CustomerId[];
  /** Customers of whom the event is to be decided anew. */
  readonly others?: readonly CustomerId[];
}

const create = (pairs: readonly CandidateIdentity[], autoMerge: boolean): PlannedCreate => ({
  call: 'createCustomerByIdentity',
  request: {
    email: '',
    emailVerified: 0,
    gender: 0,
    identityList: pairs.map(({ pair }) => pair),
    identityPriorityStrategy: 'custom',
    targetCustomerStrategy: 'identityFirst',
    autoMerge,
  },
});

/** The calls that are made, by the values that they name, and whom they lead to. */
async function found({ target, leading = [OPENID], secondary = [], shown, answers = [ANN, ANN], ...given }: Given) {
  const { groups = [], after = [], fields = {}, isByMemory = false, autoMerge = false } = given;
  const calls: string[] = [];
  const left = [...answers];
  const answer = ({ request }: PlannedCreate, more: string) => {
    calls.push(`${request.identityList.map(({ identityValue }) => identityValue.split(':').at(-1)).join('+')}${more}`);
    return left.shift() ?? ANN;
  };
  const adding = { call: 'customerAddGroups', groups } as const;
  const plan: UpsertPlan = {
    target,
    find: create(leading, autoMerge),
    link: (linked) => create([...leading, ...linked], false),
    after: [...after, ...(groups.length > 0 ? [adding] : [])],
    trusted: [],
    fields,
    newFields: [],
    item: emptyCustomerItem,
    merged: [],
  };
  const customers = new Map(
    target !== undefined && shown
      ? [[target, { ...facts(Number(target), shown), fields: given.shownFields ?? {} }] as const]
      : [],
  );
  const result = await findAndLink(
    plan,
    {
      leading,
      secondary,
      handles: isByMemory ? [MEMBER.pair] : [],
      gathered: { customers },
      isAnother: async (reached) => given.others?.includes(reached) === true,
    },
    {
      create: async (planned, expected) => answer(planned, ` expecting ${expected ?? 'nobody'}`),
      createIn: async (planned, group) => ({
        customer: answer(planned, ` in ${group}`),
        isIn: given.isGroupGone !== true,
      }),
    },
  );
  return { ...result, calls, isJoined: result.joined === plan.after.at(-1) && result.joined !== undefined };
}

const OF_ANN = ['email ann@post.example', 'wechat-openid app1/oAnn'];

describe('a customer who is known', () => {
  test.each<readonly [string, Given, readonly string[]]>([
    ['all shown, nothing new: no call', { shown: OF_ANN }, []],
    ['all shown, a field that is not: one call', { shown: OF_ANN, fields: { city: 'Xiamen' } }, ['oAnn expecting 1']],
    [
      'all shown, a field that is shown too: no call',
      { shown: OF_ANN, fields: { city: 'Xiamen' }, shownFields: { city: 'Xiamen' } },
      [],
    ],
    [
      'all shown, something typed beside: one call names both',
      { shown: OF_ANN, secondary: [PHONE] },
      ['oAnn+15931000401 expecting 1'],
    ],
    ['known by memory alone: a call that says who it is', {}, ['oAnn expecting 1']],
    [
      'known by memory alone, something typed beside: never in one call, which could walk on to a stranger’s phone',
      { secondary: [PHONE] },
      ['oAnn expecting 1', 'oAnn+15931000401 expecting 1'],
    ],
    [
      'shown without the top of the list: likewise',
      { shown: ['member-no A-1'], leading: [OPENID, MEMBER], secondary: [PHONE] },
      ['oAnn+A-1 expecting 1', 'oAnn+A-1+15931000401 expecting 1'],
    ],
    [
      'shown without one below the top: likewise',
      { shown: OF_ANN, leading: [OPENID, MEMBER], secondary: [PHONE] },
      ['oAnn+A-1 expecting 1', 'oAnn+A-1+15931000401 expecting 1'],
    ],
    [
      'with an identity of somebody who is known by memory alone: likewise',
      { shown: OF_ANN, isByMemory: true, secondary: [PHONE] },
      ['oAnn expecting 1', 'oAnn+15931000401 expecting 1'],
    ],
    [
      'where two are to become one: the call that makes them one',
      { shown: OF_ANN, autoMerge: true },
      ['oAnn expecting 1'],
    ],
    ['with no identity that leads: a call', { shown: OF_ANN, leading: [] }, [' expecting 1']],
  ])('%s', async (_what, given, calls) => {
    const result = await found({ target: ANN, ...given });
    expect(result.calls).toEqual(calls);
    expect(result.customer).toBe(ANN);
    expect(result.isJoined).toBe(false);
  });

  test.each<readonly [string, Given]>([
    ['by the one call', { answers: [BOB] }],
    ['by the second of two', { secondary: [PHONE], answers: [ANN, BOB] }],
    ['by the one that links', { shown: OF_ANN, secondary: [PHONE], answers: [BOB] }],
    ['by the one that writes fields', { shown: OF_ANN, fields: { city: 'Xiamen' }, answers: [BOB] }],
  ])('who has become another between look and call is the other, as answered %s', async (_how, given) => {
    expect((await found({ target: ANN, ...given })).customer).toBe(BOB);
  });
});

describe('somebody new', () => {
  test.each<readonly [string, Given, readonly string[], boolean]>([
    ['is made by one call', {}, ['oAnn expecting nobody'], false],
    [
      'has what was typed linked by a second',
      { secondary: [PHONE] },
      ['oAnn expecting nobody', 'oAnn+15931000401 expecting nobody'],
      false,
    ],
    ['joins one group with the call that makes them', { groups: ['Buyers'] }, ['oAnn in Buyers'], true],
    [
      'joins it also where their name is still to be written',
      { groups: ['Buyers'], after: [{ call: 'updateCustomerAttr', attrName: 'name', attrValue: 'Ann' }] },
      ['oAnn in Buyers'],
      true,
    ],
    ['joins it later where the group is gone', { groups: ['Buyers'], isGroupGone: true }, ['oAnn in Buyers'], false],
    ['joins two groups later', { groups: ['Buyers', 'Members'] }, ['oAnn expecting nobody'], false],
    [
      'leaves no group with it',
      { after: [{ call: 'customerDeleteGroups', groups: ['Buyers'] }] },
      ['oAnn expecting nobody'],
      false,
    ],
    [
      'is in the group although something was linked afterwards',
      { groups: ['Buyers'], secondary: [PHONE] },
      ['oAnn in Buyers', 'oAnn+15931000401 expecting nobody'],
      true,
    ],
    [
      'joins it again where the second call has reached another',
      { groups: ['Buyers'], secondary: [PHONE], answers: [BOB, ANN] },
      ['oAnn in Buyers', 'oAnn+15931000401 expecting nobody'],
      false,
    ],
  ])('%s', async (_what, given, calls, isJoined) => {
    const result = await found(given);
    expect(result.calls).toEqual(calls);
    expect(result.customer).toBe(ANN);
    expect(result.isJoined).toBe(isJoined);
  });
});

describe('a call that reaches somebody of whom the event is to be decided anew', () => {
  test.each<readonly [string, Given, readonly string[]]>([
    ['instead of somebody new', {}, ['oAnn expecting nobody']],
    ['instead of a customer who is known', { target: ANN }, ['oAnn expecting 1']],
  ])('%s: nothing is linked to them', async (_what, given, calls) => {
    const result = await found({ ...given, secondary: [PHONE], answers: [BOB, BOB], others: [BOB] });
    expect(result.calls).toEqual(calls);
    expect(result.customer).toBe(BOB);
  });
});

describe('the fields that the CDP shows', () => {
  test('are those that were written; of a source it may keep the first, so that only a new one is looked for', () => {
    const fields = { city: 'Xiamen', source: 'shop' };
    expect(fieldsToShow({ fields, newFields: ['city'] })).toEqual({ city: 'Xiamen' });
    expect(fieldsToShow({ fields, newFields: ['source'] })).toEqual(fields);
  });

  test.each<readonly [string, KnownFields, boolean]>([
    ['all', { city: 'Xiamen', gender: 1 }, true],
    ['one with another value', { city: 'Xiamen', gender: 2 }, false],
    ['not all', { city: 'Xiamen' }, false],
  ])('%s', (_what, known, has) => {
    expect(hasFields(known, { city: 'Xiamen', gender: 1 })).toBe(has);
  });

  test('leave out a number that is zero, and no other', () => {
    expect(hasFields({}, { emailVerified: 0 })).toBe(true);
    expect(hasFields({ emailVerified: 1 }, { emailVerified: 0 })).toBe(false);
    expect(hasFields({}, { city: '' })).toBe(false);
  });
});
