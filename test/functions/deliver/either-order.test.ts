import { describe, expect, test } from 'vitest';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import { casesOf, DAY, deliverThrough, email, eventOn, memberNo, mobile, openid } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld } from '../../kit/delivery.ts';

// Evidence may come in any order and from either side: whoever is one person in one order is in every other.
const P = mobile('15931000401');
const Q = mobile('15931000402');
const E = email('ann@post.example');
const ann = openid('oAnn');
const other = openid('oAnnElsewhere', 2);
const account = memberNo('A-1');
const typed = (identity: typeof P) => ({ ...identity, grade: 'claimed' });
const NAME = '周子涵';

type Happened = readonly [day: number, identities: readonly ReturnType<typeof mobile>[], more?: object];

/** What there is at the end, in each order of arrival; the first is that of time. */
async function inEveryOrder(happened: readonly Happened[], config?: GuiyiConfig) {
  const results: { readonly customers: number; readonly cases: readonly string[] }[] = [];
  for (const order of permutations(happened)) {
    const world = deliveryWorld(config ? { config } : {});
    world.clock.now = world.start + 500 * DAY;
    for (const [day, identities, more] of order) await deliverThrough(world, eventOn(world, day, identities, more));
    results.push({ customers: world.cdp.customers().length, cases: await casesOf(world) });
  }
  return results;
}

async function customersInEveryOrder(happened: readonly Happened[], config?: GuiyiConfig): Promise<readonly number[]> {
  return [...new Set((await inEveryOrder(happened, config)).map(({ customers }) => customers))];
}

function permutations<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length <= 1) return [list];
  return list.flatMap((one, index) => permutations(list.toSpliced(index, 1)).map((rest) => [one, ...rest]));
}

const typesPhone: Happened = [0, [account, typed(P)]];
const provesPhone: Happened = [3, [ann, P], { name: NAME }];
const saysName: Happened = [5, [account], { name: NAME }];

describe('a phone that was typed before it was proved', () => {
  test.each<[string, readonly Happened[], number]>([
    ['nothing agrees', [typesPhone, provesPhone], 2],
    ['the typist’s name, said on its own', [typesPhone, provesPhone, saysName], 1],
    ['the typist’s name, said beside the phone', [[0, [account, typed(P)], { name: NAME }], provesPhone], 2],
    ['another name', [typesPhone, provesPhone, [5, [account], { name: '王美丽' }]], 2],
    [
      'the prover’s name, said in another event of theirs',
      [typesPhone, [3, [ann, P]], [4, [ann], { name: NAME }], saysName],
      1,
    ],
    [
      'a second contact that the typist typed on another day',
      [typesPhone, [9, [account, typed(E)]], provesPhone, [12, [ann, E]]],
      1,
    ],
    [
      'a second contact that the typist typed on the same day does not agree',
      [[0, [account, typed(P), typed(E)]], provesPhone, [12, [ann, E]]],
      2,
    ],
    [
      'a second contact that the typist typed on another day and the prover has in the CDP',
      [
        [0, [account, typed(E)]],
        [3, [ann, P]],
        [9, [ann, E]],
        [12, [account, typed(E), typed(P)]],
      ],
      1,
    ],
    [
      'a second contact that the typist proves later and the prover had proved with it',
      [
        [9, [account, typed(E)]],
        [12, [ann, P, E]],
        [210, [account, P, typed(E)]],
      ],
      1,
    ],
    [
      'a second contact that the typist proves in the first event that is known of them',
      [
        [0, [account, P, typed(E)]],
        [12, [ann, typed(P)]],
        [200, [ann, P, E]],
      ],
      1,
    ],
    [
      'the typist’s name, said beside the phone and then on its own',
      [[0, [account, typed(P)], { name: NAME }], provesPhone, saysName],
      1,
    ],
    [
      'the name of whoever the typist turns out to be',
      [
        typesPhone,
        [3, [account, typed(E)], { name: NAME }],
        [5, [ann, P], { name: NAME }],
        [9, [other, E], { name: NAME }],
      ],
      1,
    ],
    [
      'the name of whoever is bound to the typist, without a contact',
      [
        [0, [account, typed(E)], { name: NAME }],
        [5, [ann, P], { name: NAME }],
        [7, [account, ann]],
        [9, [other, E], { name: NAME }],
      ],
      1,
    ],
    ['a second contact that both have proved', [typesPhone, [1, [account, E]], [3, [ann, P, E]]], 1],
  ])('%s', async (_what, happened, expected) => {
    expect(await customersInEveryOrder(happened)).toEqual([expected]);
  });

  test('is found with its typist though the CDP has it with a third', async () => {
    const third: Happened = [-5, [memberNo('C-3'), typed(P)]];
    expect(await customersInEveryOrder([third, typesPhone, provesPhone, saysName])).toEqual([2]);
  });

  test.each([
    ['join', 1],
    ['withhold', 2],
  ] as const)("typedContacts: '%s'", async (typedContacts, expected) => {
    const config = demoConfig({}, { typedContacts });
    expect(await customersInEveryOrder([typesPhone, provesPhone, saysName], config)).toEqual([expected]);
  });
});

test('whoever types a phone that its owner has proved already is nobody’s but their own, whatever they are called', async () => {
  expect(await customersInEveryOrder([[0, [ann, P], { name: NAME }], [3, [account, typed(P)]], saysName])).toEqual([2]);
});

test('a mailbox is theirs whom the event calls as its other owner is called, whatever they were called before', async () => {
  const happened: readonly Happened[] = [
    [3, [ann, P], { name: '王美丽' }],
    [9, [ann, E], { name: NAME }],
    [12, [account, E], { name: NAME }],
  ];
  expect(await customersInEveryOrder(happened)).toEqual([1]);
});

describe('two proofs of one phone', () => {
  test.each<[string, readonly Happened[], number]>([
    [
      'within 90 days',
      [
        [0, [ann, P]],
        [80, [account, P]],
      ],
      1,
    ],
    [
      '91 days apart',
      [
        [0, [ann, P]],
        [91, [account, P]],
      ],
      2,
    ],
    [
      'the newcomer’s after the first owner’s again',
      [
        [0, [ann, P]],
        [200, [account, P]],
        [250, [ann, P]],
        [260, [account, P]],
      ],
      1,
    ],
  ])('%s', async (_what, happened, expected) => {
    expect(await customersInEveryOrder(happened)).toEqual([expected]);
  });
});

// The CDP cannot undo a join.
describe('what would have kept two apart and comes too late leaves one customer, and a case', () => {
  test.each<[string, readonly Happened[]]>([
    [
      'the first proof, before the typing',
      [[0, [ann, P]], [3, [account, typed(P)]], saysName, [9, [ann, P], { name: NAME }]],
    ],
    [
      'the first owner’s first proof',
      [
        [0, [ann, P]],
        [200, [account, P]],
        [250, [ann, P]],
      ],
    ],
    [
      'the release',
      [
        [0, [ann, P]],
        [20, [ann], { type: 'contact.released', released: [P] }],
        [40, [account, P]],
      ],
    ],
    [
      'another phone of the first owner',
      [
        [0, [ann, P]],
        [20, [ann, Q]],
        [40, [account, P]],
      ],
    ],
  ])('%s', async (_what, happened) => {
    const results = await inEveryOrder(happened);
    expect(results[0]?.customers).toBe(2);
    const joined = results.filter(({ customers }) => customers === 1);
    expect(joined.length).toBeGreaterThan(0);
    for (const { cases } of joined)
      expect(cases.some((one) => /^(contact|typed-contact)-joined /.test(one))).toBe(true);
  });
});

describe('a guest who typed a phone and an address', () => {
  const guest = (name: string): Happened => [0, [typed(E), typed(P)], { name, subject: 'order-1' }];
  test.each<[string, readonly Happened[], number]>([
    ['is whoever has proved both', [guest(NAME), [5, [account, E]], [6, [account, P]]], 1],
    [
      'is whoever has proved one, typed the other, and is called so',
      [guest(NAME), [5, [account, E, typed(P)], { name: NAME }]],
      1,
    ],
    ['is not whoever is called otherwise', [guest('王美丽'), [5, [account, E, typed(P)], { name: NAME }]], 2],
    ['is not whoever says nothing of the other', [guest(NAME), [5, [account, E], { name: NAME }]], 2],
  ])('%s', async (_what, happened, expected) => {
    expect((await customersInEveryOrder(happened))[0]).toBe(expected);
  });
});
