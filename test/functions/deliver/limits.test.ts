import { describe, expect, test } from 'vitest';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import { casesOf, deliverOn, email, memberNo, mobile, openid, ownerOf } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';

type Guards = NonNullable<GuiyiConfig['guards']>;
const ANN = openid('oAnn');
const mails = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((local) => email(`ann.${local}@post.example`));
const worldOf = (guards: Guards = {}) => deliveryWorld({ config: demoConfig({ guards }) });

/** Ann proves one address after the other, a day between; which of them are discarded, and why? */
async function discardedOf(world: DeliveryWorld, addresses: typeof mails): Promise<readonly string[]> {
  const all: string[] = [];
  for (const [day, address] of addresses.entries()) {
    const { discarded } = await deliverOn(world, day, [ANN, address]);
    all.push(...discarded.map(({ kind, reason }) => `${address.value.slice(0, 5)} ${kind} ${reason}`));
  }
  return all;
}

describe('how many values of a kind a customer may have', () => {
  test('five of a contact; another is not used, and a person should look', async () => {
    const world = worldOf();
    expect(await discardedOf(world, mails)).toEqual(['ann.f email crowded', 'ann.g email crowded']);
    expect(ownerOf(world, ANN)?.identities.filter((pair) => pair.startsWith('email='))).toHaveLength(5);
    expect(await casesOf(world)).toEqual(['shared-value 1', 'shared-value 1']);
  });

  test('one that they have already is none more', async () => {
    const world = worldOf();
    await discardedOf(world, mails.slice(0, 5));
    expect(await discardedOf(world, mails.slice(0, 5))).toEqual([]);
  });

  test('as many as the configuration says', async () => {
    expect(await discardedOf(worldOf({ valuesPerCustomer: 2 }), mails.slice(0, 3))).toEqual(['ann.c email crowded']);
    expect(await discardedOf(worldOf({ valuesPerCustomer: 7 }), mails)).toEqual([]);
  });

  test('a limit of the kind goes before the general one, and is no other kind’s', async () => {
    const kinds = { email: { perCustomer: 1 } };
    expect(await discardedOf(worldOf({ kinds }), mails.slice(0, 2))).toEqual(['ann.b email crowded']);
    expect(await discardedOf(worldOf({ kinds: { mobile: { perCustomer: 1 } } }), mails.slice(0, 5))).toEqual([]);
  });

  test('an id has no limit but its own', async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7].map((number) => memberNo(`A-${number}`));
    expect(await discardedOf(worldOf(), numbers)).toEqual([]);
    const world = worldOf({ kinds: { 'stripe-customer': { perCustomer: 2 } } });
    const accounts = ['A', 'B', 'C'].map((end) => ({
      kind: 'stripe-customer',
      scope: 'acct_demo',
      value: `cus_0000000000000${end}`,
    }));
    expect(await discardedOf(world, accounts)).toEqual(['cus_0 stripe-customer crowded']);
  });

  test("beyond: 'case': it is used, and a person should look", async () => {
    const world = worldOf({ kinds: { email: { perCustomer: 1, beyond: 'case' } } });
    expect(await discardedOf(world, mails.slice(0, 2))).toEqual([]);
    expect(ownerOf(world, ANN)?.identities.filter((pair) => pair.startsWith('email='))).toHaveLength(2);
    expect(await casesOf(world)).toEqual(['shared-value 1']);
  });
});

describe('how many may have claimed one value', () => {
  /** Which of so many people who prove one phone, a day between, are refused it? */
  async function refusedOf(guards: Guards, people: number): Promise<readonly number[]> {
    const world = deliveryWorld({ config: demoConfig({ guards }, { merge: 'never' }) });
    const refused: number[] = [];
    for (let person = 0; person < people; person++) {
      const { discarded } = await deliverOn(world, person, [openid(`oPerson${person}`), mobile('15931000061')]);
      if (discarded.some(({ reason }) => reason === 'shared')) refused.push(person);
    }
    return refused;
  }

  test.each<[string, Guards, readonly number[]]>([
    ['five by default', {}, [5, 6]],
    ['as many as the configuration says', { customersPerValue: 3 }, [3, 4, 5, 6]],
    [
      'a limit of the kind goes before the general one',
      { kinds: { mobile: { customersPerValue: 2 } } },
      [2, 3, 4, 5, 6],
    ],
    ['another kind’s says nothing', { kinds: { email: { customersPerValue: 2 } } }, [5, 6]],
    ['beyond: case', { kinds: { mobile: { customersPerValue: 2, beyond: 'case' } } }, []],
    ['within the window alone', { windowDays: 2 }, []],
  ])('%s', async (_what, guards, expected) => {
    expect(await refusedOf(guards, 7)).toEqual(expected);
  });
});
