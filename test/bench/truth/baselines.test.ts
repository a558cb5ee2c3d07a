import { describe, expect, test } from 'vitest';
import { blanketMerge } from '../../../bench/truth/products/blanket-merge.ts';
import type { Product } from '../../../bench/truth/products/product.ts';
import { rudderstackProfiles } from '../../../bench/truth/products/rudderstack-profiles.ts';
import { segmentUnify } from '../../../bench/truth/products/segment-unify.ts';
import { type Act, type EventLine, keyOf } from '../../../bench/truth/statement.ts';
import { identityOf, timeOf } from './small-truth.ts';

/** Identities of events in the order of arrival; `user` is the membership, which the products take for the user id. */
const lines = (...events: readonly (readonly string[])[]): readonly EventLine[] =>
  events.map((names, index) => line(names, index));

function line(names: readonly string[], index: number, act: Act = 'log-in', name?: string): EventLine {
  const time = timeOf(index);
  const identities = names.map((one) => identityOf(one.replace(/^user /, 'member-no ')));
  return {
    history: 'small',
    event: {
      specversion: '1.0',
      id: `e${index + 1}`,
      source: '/brand-events/crm',
      type: 'member.bound',
      time,
      datacontenttype: 'application/json',
      data: {},
      connection: 'crm',
      receivedtime: time,
    },
    says: {
      time,
      arrives: time,
      channel: 'brand-events',
      account: 'crm',
      act,
      identities: identities.map((identity) => ({ ...identity, grade: 'proved', role: 'own' })),
      ...(name !== undefined && { name }),
    },
  };
}

/** Which events are one customer's. */
async function customersOf(product: Product, events: readonly EventLine[]): Promise<readonly string[]> {
  const { placements } = await product.run(events);
  const byCustomer = Map.groupBy(placements, ([, customer]) => customer);
  return [...byCustomer.values()]
    .map((placed) =>
      placed
        .map(([event]) => event)
        .toSorted()
        .join(' '),
    )
    .toSorted();
}

describe('blanket merge', () => {
  test('any shared identifier makes one customer, over any number of steps', async () => {
    const events = lines(['user a', 'mobile 1'], ['user b', 'email x'], ['email x', 'mobile 1'], ['user c']);
    expect(await customersOf(blanketMerge, events)).toEqual(['e1 e2 e3', 'e4']);
  });

  test('an erase deletes who is named, and whoever comes later is new', async () => {
    const events = [line(['user a'], 0), line(['user a'], 1, 'erase'), line(['user a'], 2)];
    const { customers, placements } = await blanketMerge.run(events);
    expect([customers.length, placements.get('e1') === placements.get('e3')]).toEqual([1, false]);
  });

  test('the last to arrive writes the name', async () => {
    const { customers } = await blanketMerge.run([
      line(['user a'], 0, 'log-in', 'Ann'),
      line(['user a'], 1, 'log-in', 'Anna'),
    ]);
    expect(customers.map(({ fields }) => fields)).toEqual([{ name: 'Anna' }]);
  });
});

describe('Segment Unify, by the examples of its documents', () => {
  test('a second user id of a profile with the same address is a profile of its own', async () => {
    const events = lines(['user abc123', 'email jane'], ['user abc456', 'email jane']);
    const { customers } = await segmentUnify.run(events);
    expect(customers.map(({ identities }) => identities.map(keyOf))).toEqual([
      ['member-no||abc123', 'email||jane'],
      ['member-no||abc456'],
    ]);
  });

  test('up to five addresses are one profile’s, and the sixth is left out', async () => {
    const addresses = [1, 2, 3, 4, 5, 6].map((number) => `email m${number}`);
    const { customers } = await segmentUnify.run(lines(...addresses.map((address) => ['user a', address])));
    expect(customers.map(({ identities }) => identities.length)).toEqual([6]);
  });

  test.each(['0000', '-', '-1', 'null', 'anonymous'])('%s is no identifier', async (value) => {
    expect(await customersOf(segmentUnify, lines(['user a', `email ${value}`], ['user b', `email ${value}`]))).toEqual([
      'e1',
      'e2',
    ]);
  });
});

describe('RudderStack Profiles, by the examples of its documents', () => {
  test('an address of three user ids loses all three of its edges', async () => {
    const events = lines(['user 1', 'email x'], ['user 2', 'email x'], ['user 3', 'email x']);
    const { customers } = await rudderstackProfiles.run(events);
    expect(await customersOf(rudderstackProfiles, events)).toEqual(['e1', 'e2', 'e3']);
    // The address stays behind by itself.
    expect(customers.map(({ identities }) => identities.map(keyOf).join(' ')).toSorted()).toEqual([
      'email||x',
      'member-no||1',
      'member-no||2',
      'member-no||3',
    ]);
  });

  test('a third address of a user id breaks the two of before', async () => {
    const two = lines(['user 1', 'email a'], ['user 1', 'email b']);
    expect((await rudderstackProfiles.run(two)).customers).toHaveLength(1);
    const three = lines(['user 1', 'email a'], ['user 1', 'email b'], ['user 1', 'email c']);
    expect((await rudderstackProfiles.run(three)).customers).toHaveLength(4);
  });

  test('a row without an identifier belongs to nobody', async () => {
    expect(await customersOf(rudderstackProfiles, lines(['user 1'], [], []))).toEqual(['e1']);
  });
});
