import { describe, expect, test } from 'vitest';
import {
  customerItems,
  decodeItem,
  encodeItem,
  identityItems,
  subjectItems,
} from '../../../functions/deliver/ledger-items.ts';
import { type CustomerItem, emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import { emptySubjectItem, type SubjectItem } from '../../../functions/shared/change/subject-item.ts';
import { type Claim, emptyIdentityItem, type IdentityItem } from '../../../functions/shared/identity/identity-item.ts';

const NOW = Date.parse('2026-03-01T12:00:00.500+08:00');
const DAYS_400 = 400 * 24 * 3600;
const hold = { by: 'event', until: NOW + 60_000 };

// With every member: one that a schema does not know would be lost with the next write.
const wholeIdentity: Required<IdentityItem> & { readonly claims: readonly [Required<Claim>, Claim] } = {
  owner: '7',
  claims: [
    {
      customer: '7',
      by: ['a', 'b'],
      alone: true,
      proved: [[1, 2]],
      first: 0,
      recorded: 3,
      renewed: 4,
      typed: { from: 5, to: 6, event: 'e' },
      paid: 7,
    },
    { by: [] },
  ],
  released: [{ customer: '8', at: 9 }],
  marks: { erased: 1, suppressed: 2, withdrawn: 3, returned: 4, lifted: 5 },
};
const wholeCustomer: Required<CustomerItem> = {
  alias: '9',
  fields: { name: { t: 1, e: 'e', h: 'h' }, city: { t: 1, e: 'e' } },
  groups: { VIP: { t: 1, e: 'e', in: false, sent: 2 }, Tea: { t: 1, e: 'e', in: true } },
  seen: 3,
  first: { at: 1, acted: 2, isReturn: true },
  name: 'hash',
  names: [
    { hash: 'hash', script: 'words', parts: ['a', 'b'], said: [['k', 'l'], []] },
    { hash: 'other', script: 'han', parts: ['c'], said: [] },
  ],
  contacts: { mobile: { key: 'k', at: 1 } },
  claimed: { mobile: ['k'], email: [] },
  neverOne: ['10'],
  neverTheirs: ['l'],
};
const wholeSubject: Required<SubjectItem> = {
  done: ['d'],
  customer: '7',
  kinds: ['mobile'],
  recorded: { mobile: { key: 'k', since: 1, until: 2 } },
  record: { time: 9, made: true },
  returned: 8,
  failing: { event: 'e', receives: 2, since: 3 },
  salt: 's',
  paired: { quarter: 4, keys: ['k'] },
  begun: { event: 'e', made: ['m'] },
};

describe('what is written is read again, every member and none that was not there', () => {
  const context = (held: typeof hold | undefined) => ({ v: 3, hold: held, now: NOW });
  test.each([
    [
      'an identity',
      (held?: typeof hold) => [
        wholeIdentity,
        decodeItem(identityItems, encodeItem(identityItems, wholeIdentity, context(held))),
      ],
    ],
    [
      'an identity of which nothing is known',
      (held?: typeof hold) => [
        emptyIdentityItem,
        decodeItem(identityItems, encodeItem(identityItems, emptyIdentityItem, context(held))),
      ],
    ],
    [
      'a customer',
      (held?: typeof hold) => [
        wholeCustomer,
        decodeItem(customerItems, encodeItem(customerItems, wholeCustomer, context(held))),
      ],
    ],
    [
      'a customer of whom nothing is known',
      (held?: typeof hold) => [
        emptyCustomerItem,
        decodeItem(customerItems, encodeItem(customerItems, emptyCustomerItem, context(held))),
      ],
    ],
    [
      'a subject',
      (held?: typeof hold) => [
        wholeSubject,
        decodeItem(subjectItems, encodeItem(subjectItems, wholeSubject, context(held))),
      ],
    ],
    [
      'a subject of which nothing is known',
      (held?: typeof hold) => [
        emptySubjectItem,
        decodeItem(subjectItems, encodeItem(subjectItems, emptySubjectItem, context(held))),
      ],
    ],
  ] as const)('%s', (_what, roundTrip) => {
    const [item, free] = roundTrip();
    expect(free).toStrictEqual({ item, hold: undefined });
    expect(roundTrip(hold)[1]).toStrictEqual({ item, hold });
  });
});

describe('what is not ours is no item', () => {
  const fails = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      return error;
    }
    throw new Error('it was read');
  };
  const kinds = { identity: identityItems, customer: customerItems, subject: subjectItems };
  test.each<[keyof typeof kinds, string, string]>([
    ['identity', 'no JSON', '{"secret-value'],
    ['identity', 'no object', '"secret-value"'],
    ['identity', 'nothing', 'null'],
    ['identity', 'an item of another sort', JSON.stringify(emptySubjectItem)],
    ['identity', 'a claim without names', '{"claims":[{"customer":"secret-value"}],"released":[]}'],
    ['identity', 'a span of one time', '{"claims":[{"by":[],"proved":[[1]]}],"released":[]}'],
    ['identity', 'an owner that is a number', '{"owner":7,"claims":[],"released":[]}'],
    ['identity', 'a hold without an end', '{"claims":[],"released":[],"hold":{"by":"secret-value"}}'],
    ['customer', 'an item of another sort', JSON.stringify(emptyIdentityItem)],
    ['customer', 'a stamp without an event', JSON.stringify({ ...emptyCustomerItem, fields: { name: { t: 1 } } })],
    [
      'customer',
      'a group of which nobody knows whether the customer is in',
      JSON.stringify({ ...emptyCustomerItem, groups: { VIP: { t: 1, e: 'e' } } }),
    ],
    [
      'customer',
      'a name of an unknown script',
      JSON.stringify({ ...emptyCustomerItem, names: [{ hash: 'h', script: 'runes', parts: [], said: [] }] }),
    ],
    ['subject', 'an item of another sort', JSON.stringify(emptyCustomerItem)],
    [
      'subject',
      'a contact of which nobody knows until when',
      JSON.stringify({ ...emptySubjectItem, recorded: { mobile: { key: 'k', since: 1 } } }),
    ],
  ])('of an %s: %s', (sort, _what, state) => {
    const error = fails(() => decodeItem<unknown>(kinds[sort], { v: 1, state }));
    expect(error).toMatchObject({ name: 'PortError', kind: 'ledger', retryable: false });
    expect(String(error)).toContain(`not of the sort ${kinds[sort].prefix}`);
    expect(String(error)).not.toContain('secret-value');
  });

  test('a member that a later version has added is passed over', () => {
    const state = JSON.stringify({ ...emptyIdentityItem, later: 1 });
    expect(decodeItem(identityItems, { v: 1, state }).item).toStrictEqual(emptyIdentityItem);
  });
});

describe('how long an item is kept', () => {
  const expiryOf = (item: Partial<IdentityItem>) =>
    encodeItem(identityItems, { ...emptyIdentityItem, ...item }, { v: 1, hold: undefined, now: NOW }).expires;
  const DUE = Math.floor(NOW / 1000) + DAYS_400;

  test.each<[string, Partial<IdentityItem>, number | undefined]>([
    ['400 days after its last write, if nobody’s claim is counted: an id', { owner: '7' }, DUE],
    ['for ever, if somebody claims it: a contact', { owner: '7', claims: [{ by: [] }] }, undefined],
    ['for ever, if it has left somebody', { released: [{ customer: '8', at: 9 }] }, undefined],
    ['for ever, if its person was erased', { marks: { erased: 1 } }, undefined],
    ['for ever, if it is suppressed', { marks: { suppressed: 1 } }, undefined],
    ['for ever, if its consent was withdrawn', { marks: { withdrawn: 1 } }, undefined],
    ['for ever, if its person has come back', { marks: { returned: 1 } }, undefined],
    ['400 days, if no mark is left', { marks: {} }, DUE],
  ])('an identity: %s', (_how, item, expected) => {
    expect(expiryOf(item)).toBe(expected);
  });

  const context = { v: 1, hold, now: NOW };

  test('a customer and a subject: 400 days after the last write', () => {
    const { neverOne: _one, neverTheirs: _theirs, ...undecided } = wholeCustomer;
    expect(encodeItem(customerItems, undecided, context).expires).toBe(DUE);
    expect(encodeItem(customerItems, { ...undecided, neverOne: [], neverTheirs: [] }, context).expires).toBe(DUE);
    expect(encodeItem(subjectItems, wholeSubject, context).expires).toBe(DUE);
  });

  test.each<[string, Partial<CustomerItem>]>([
    ['they are never one with another', { neverOne: ['10'] }],
    ['an id is never theirs', { neverTheirs: ['l'] }],
  ])('a customer of whom a person has decided that %s: for ever', (_what, decided) => {
    expect(encodeItem(customerItems, { ...emptyCustomerItem, ...decided }, context).expires).toBeUndefined();
  });
});

test.each<[string, Partial<IdentityItem>, boolean]>([
  ['an id', { owner: '7' }, false],
  ['a contact that somebody claims', { owner: '7', claims: [{ by: [] }] }, false],
  ['one that has left somebody', { released: [{ customer: '8', at: 9 }] }, false],
  ['one whose person has come back', { marks: { returned: 1, lifted: 2 } }, false],
  ['one whose person was erased', { marks: { erased: 1 } }, true],
  ['one that is suppressed', { marks: { suppressed: 1 } }, true],
  ['one whose consent was withdrawn', { marks: { withdrawn: 1 } }, true],
])('operators list identities that are blocked: %s', (_which, item, isListed) => {
  const record = encodeItem(identityItems, { ...emptyIdentityItem, ...item }, { v: 1, hold: undefined, now: NOW });
  expect(record.isListed ?? false).toBe(isListed);
});

test('each sort stands under keys of its own', () => {
  expect([identityItems.prefix, customerItems.prefix, subjectItems.prefix]).toEqual(['i:', 'c:', 's2:']);
});
