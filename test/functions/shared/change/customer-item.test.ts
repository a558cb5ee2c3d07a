import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  areOfTwo,
  type CustomerItem,
  emptyCustomerItem,
  type HashedName,
  isLater,
  type KnownName,
  type Stamp,
  uniteCustomers,
  withName,
} from '../../../../functions/shared/change/customer-item.ts';

const at = (t: number, e = 'm'): Stamp => ({ t, e });
const item = (changes: Partial<CustomerItem>): CustomerItem => ({ ...emptyCustomerItem, ...changes });
const hashed = (text: string, script: HashedName['script'] = 'words'): HashedName => ({
  hash: text,
  script,
  parts: script === 'han' ? [text] : text.split(' '),
});
/** Said together with an id of the customer; each time with the contacts that were typed beside it. */
const known = (text: string, ...said: KnownName['said']): KnownName => ({ ...hashed(text), said });
const ALONE: readonly string[] = [];
const namesOf = ({ names }: CustomerItem) => names.map(({ hash }) => hash);

describe('what happened later', () => {
  test.each<[string, Stamp, Stamp | undefined, boolean]>([
    ['than nothing', at(1), undefined, true],
    ['by its time', at(2), at(1), true],
    ['not by its time', at(1), at(2), false],
    ['by its time, whatever the event', at(2, 'a'), at(1, 'z'), true],
    ['of one time by the greater event', at(1, 'b'), at(1, 'a'), true],
    ['of one time not by the lesser event', at(1, 'a'), at(1, 'b'), false],
    ['the same event again', at(1, 'a'), at(1, 'a'), true],
  ])('%s: %j', (_rule, stamp, before, expected) => {
    expect(isLater(stamp, before)).toBe(expected);
  });
});

describe('the names of a customer', () => {
  const named = (...names: readonly KnownName[]) => names.reduce(withName, emptyCustomerItem);

  test('the newest four, the newest last', () => {
    expect(namesOf(named(...['a', 'b', 'c', 'd', 'e'].map((name) => known(name))))).toEqual(['b', 'c', 'd', 'e']);
  });

  test('one that is said again is the newest', () => {
    expect(namesOf(named(known('a'), known('b'), known('a')))).toEqual(['b', 'a']);
  });

  test.each<[string, readonly KnownName[], KnownName['said']]>([
    ['by nobody who has an id', [known('a')], []],
    ['once', [known('a', ALONE)], [ALONE]],
    ['alone twice', [known('a', ALONE), known('a', ALONE)], [ALONE]],
    ['beside the same contact twice', [known('a', ['P']), known('a', ['P'])], [['P']]],
    ['beside the same two in another order', [known('a', ['Q', 'P']), known('a', ['P', 'Q'])], [['P', 'Q']]],
    ['beside different contacts, in their order', [known('a', ['Q']), known('a', ['P'])], [['P'], ['Q']]],
    [
      'with fewer contacts beside it first',
      [known('a', ['A', 'B']), known('a', ['P']), known('a', ALONE)],
      [ALONE, ['P'], ['A', 'B']],
    ],
    [
      'three at most, those with the fewest beside them',
      [known('a', ['A', 'B']), known('a', ['R']), known('a', ['Q']), known('a', ['P'])],
      [['P'], ['Q'], ['R']],
    ],
    ['three at most, whatever came first', ['S', 'R', 'Q', 'P'].map((key) => known('a', [key])), [['P'], ['Q'], ['R']]],
    ['with no saying, what was said before stays', [known('a', ALONE), known('a')], [ALONE]],
  ])('said %s', (_rule, names, expected) => {
    expect(named(...names).names).toEqual([{ ...hashed('a'), said: expected }]);
  });

  test('nothing else of the customer changes', () => {
    const before = item({ name: 'n', fields: { city: at(1) } });
    expect(withName(before, known('a'))).toEqual({ ...before, names: [known('a')] });
  });
});

describe('two names are of two people', () => {
  const ANN = hashed('ann marsh');
  test.each<[string, HashedName | undefined, readonly KnownName[], boolean]>([
    ['nobody is named', undefined, [known('bob reed', ALONE)], false],
    ['the customer has no name', ANN, [], false],
    ['they share nothing', ANN, [known('bob reed', ALONE)], true],
    ['they share a word', ANN, [known('ann reed', ALONE)], false],
    ['they share a word in another place', ANN, [known('marsh carl', ALONE)], false],
    ['they are one', ANN, [known('ann marsh', ALONE)], false],
    ['one of the customer’s names is like it', ANN, [known('bob reed', ALONE), known('ann reed', ALONE)], false],
    ['none of the customer’s names is like it', ANN, [known('bob reed', ALONE), known('carl otter', ALONE)], true],
    ['the other was said by no id of the customer', ANN, [known('bob reed')], false],
    ['the like one was said by no id of the customer', ANN, [known('bob reed', ALONE), known('ann marsh')], true],
    ['they are of two scripts', ANN, [{ ...hashed('林晓岚', 'han'), said: [ALONE] }], false],
    [
      'one of another script beside',
      ANN,
      [{ ...hashed('林晓岚', 'han'), said: [ALONE] }, known('bob reed', ALONE)],
      true,
    ],
    ['in Han characters, unlike', hashed('林晓岚', 'han'), [{ ...hashed('周子墨', 'han'), said: [ALONE] }], true],
    ['in Han characters, alike', hashed('林晓岚', 'han'), [{ ...hashed('林晓岚', 'han'), said: [ALONE] }], false],
  ])('%s', (_rule, name, names, expected) => {
    expect(areOfTwo(name, names)).toBe(expected);
  });
});

describe('a customer who has become part of another', () => {
  test('of a field the later time stays; what the lost one set later is to be written', () => {
    const united = uniteCustomers(
      item({ fields: { city: at(10), province: at(20), own: at(1), same: at(5), tied: at(5, 'a') } }),
      item({ fields: { city: at(20), province: at(10), other: at(1), same: at(5), tied: at(5, 'b') } }),
    );
    expect(united.item.fields).toEqual({
      city: at(20),
      province: at(20),
      own: at(1),
      other: at(1),
      same: at(5),
      tied: at(5, 'b'),
    });
    // Where the survivor has none the CDP takes the lost one's by itself.
    expect(united.fieldsOfLost).toEqual(['city', 'tied']);
  });

  const joined = (t: number) => ({ ...at(t), in: true });
  const left = (t: number) => ({ ...at(t), in: false });
  test.each<[string, CustomerItem['groups'], CustomerItem['groups'], CustomerItem['groups'], readonly string[]]>([
    ['neither', {}, {}, {}, []],
    ['the survivor is in', { A: joined(1) }, {}, { A: joined(1) }, []],
    ['the lost one is in', {}, { A: joined(1) }, { A: joined(1) }, []],
    ['the survivor left, and nobody was in', { A: left(1) }, {}, { A: left(1) }, []],
    ['the lost one left, and nobody was in', {}, { A: left(1) }, { A: left(1) }, []],
    ['the survivor was in, the lost one left later', { A: joined(1) }, { A: left(2) }, { A: left(2) }, ['A']],
    ['the lost one was in, the survivor left later', { A: left(2) }, { A: joined(1) }, { A: left(2) }, ['A']],
    ['the survivor left, the lost one joined later', { A: left(1) }, { A: joined(2) }, { A: joined(2) }, []],
    ['the lost one left, the survivor joined later', { A: joined(2) }, { A: left(1) }, { A: joined(2) }, []],
    ['of one event the survivor’s word', { A: joined(1) }, { A: left(1) }, { A: joined(1) }, []],
    ['both left', { A: left(1) }, { A: left(2) }, { A: left(2) }, []],
  ])('of a group: %s', (_when, one, other, groups, groupsToLeave) => {
    expect(uniteCustomers(item({ groups: one }), item({ groups: other }))).toMatchObject({
      item: { groups },
      groupsToLeave,
    });
  });

  test.each<[string, Partial<CustomerItem>, Partial<CustomerItem>, string | undefined]>([
    ['neither', {}, {}, undefined],
    ['the survivor’s alone', { name: 'a', fields: { name: at(1) } }, {}, 'a'],
    ['none where only the lost one has one', {}, { name: 'b', fields: { name: at(1) } }, undefined],
    ['the survivor’s, set later', { name: 'a', fields: { name: at(2) } }, { name: 'b', fields: { name: at(1) } }, 'a'],
    [
      'none where the lost one’s was set later: the CDP keeps the survivor’s',
      { name: 'a', fields: { name: at(1) } },
      { name: 'b', fields: { name: at(2) } },
      undefined,
    ],
    [
      'of one time and event the survivor’s',
      { name: 'a', fields: { name: at(1) } },
      { name: 'b', fields: { name: at(1) } },
      'a',
    ],
  ])('the name last written: %s', (_when, one, other, expected) => {
    expect(uniteCustomers(item(one), item(other)).item.name).toBe(expected);
    expect('name' in uniteCustomers(item(one), item(other)).item).toBe(expected !== undefined);
  });

  test.each<[string, CustomerItem['contacts'], CustomerItem['contacts'], CustomerItem['contacts']]>([
    ['the survivor’s alone', { mobile: { key: 'P', at: 1 } }, {}, { mobile: { key: 'P', at: 1 } }],
    ['the lost one’s alone', {}, { mobile: { key: 'Q', at: 1 } }, { mobile: { key: 'Q', at: 1 } }],
    [
      'the one that was proved last',
      { mobile: { key: 'P', at: 1 } },
      { mobile: { key: 'Q', at: 2 } },
      { mobile: { key: 'Q', at: 2 } },
    ],
    [
      'the one that was proved last, the survivor’s',
      { mobile: { key: 'P', at: 2 } },
      { mobile: { key: 'Q', at: 1 } },
      { mobile: { key: 'P', at: 2 } },
    ],
    [
      'of one time the survivor’s',
      { mobile: { key: 'P', at: 1 } },
      { mobile: { key: 'Q', at: 1 } },
      { mobile: { key: 'P', at: 1 } },
    ],
    [
      'each kind by itself',
      { mobile: { key: 'P', at: 1 } },
      { email: { key: 'E', at: 2 } },
      { mobile: { key: 'P', at: 1 }, email: { key: 'E', at: 2 } },
    ],
  ])('the contact last proved: %s', (_when, one, other, expected) => {
    expect(uniteCustomers(item({ contacts: one }), item({ contacts: other })).item.contacts).toEqual(expected);
  });

  test('the names of both, the survivor’s newest, four at most, with all that was said', () => {
    const united = uniteCustomers(
      item({ names: [known('a', ['P']), known('b')] }),
      item({ names: [known('c'), known('d'), known('e'), known('a', ['Q'])] }),
    );
    expect(united.item.names).toEqual([known('d'), known('e'), known('a', ['P'], ['Q']), known('b')]);
  });

  test('that either was part of another is no matter of the survivor’s', () => {
    expect(uniteCustomers(item({ alias: '7' }), item({ alias: '8' })).item).not.toHaveProperty('alias');
  });

  test('neither is changed', () => {
    const one = item({ contacts: { mobile: { key: 'P', at: 1 } } });
    uniteCustomers(one, item({ contacts: { mobile: { key: 'Q', at: 2 } } }));
    expect(one.contacts).toEqual({ mobile: { key: 'P', at: 1 } });
  });
});

describe('three customers who become one', () => {
  const keys = ['name', 'city', 'province'] as const;
  const names = ['a', 'b', 'c', 'd'];
  /** No two stamps of them are one; of names no more than are kept. */
  const threeItems = fc
    .tuple(
      ...[0, 1, 2].map((index) =>
        fc
          .record({
            fields: fc.dictionary(fc.constantFrom(...keys), fc.nat({ max: 9 })),
            groups: fc.dictionary(fc.constantFrom('A', 'B'), fc.record({ t: fc.nat({ max: 9 }), in: fc.boolean() })),
            contacts: fc.dictionary(fc.constantFrom('mobile', 'email'), fc.nat({ max: 9 })),
            names: fc.uniqueArray(fc.constantFrom(...names)),
            said: fc.array(fc.subarray(['P', 'Q', 'R']), { maxLength: 3 }),
          })
          .map(({ fields, groups, contacts, names: called, said }) => {
            const stamp = (t: number) => at(t, `event of customer ${index}`);
            return item({
              fields: Object.fromEntries(Object.entries(fields).map(([field, t]) => [field, stamp(t)])),
              groups: Object.fromEntries(
                Object.entries(groups).map(([group, { t, in: isIn }]) => [group, { ...stamp(t), in: isIn }]),
              ),
              contacts: Object.fromEntries(
                Object.entries(contacts).map(([kind, t]) => [kind, { key: `${index}`, at: t * 3 + index }]),
              ),
              names: called.map((name) => known(name, ...said)),
              ...(fields['name'] !== undefined && { name: `name of ${index}` }),
            });
          }),
      ),
    )
    .map((list) => list as [CustomerItem, CustomerItem, CustomerItem]);

  test('are the same, whichever two became one first', () => {
    fc.assert(
      fc.property(threeItems, ([one, two, three]) => {
        const first = uniteCustomers(uniteCustomers(one, two).item, three).item;
        const second = uniteCustomers(one, uniteCustomers(two, three).item).item;
        expect(second).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  test('have of everything the latest, whoever is kept', () => {
    fc.assert(
      fc.property(threeItems, ([one, two]) => {
        // The names in their order, and the name that the CDP has, are the survivor's.
        const { names: _names, name: _name, ...first } = uniteCustomers(one, two).item;
        const { names: _others, name: _other, ...second } = uniteCustomers(two, one).item;
        expect(second).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });
});
