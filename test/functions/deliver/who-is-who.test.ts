import { describe, expect, test } from 'vitest';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import { deliverOn, email, memberNo, mobile, type OnDay, openid, ownerOf } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld } from '../../kit/delivery.ts';

// Small histories through the whole delivery: who is one customer at the end, and who is not.
type Given = ReturnType<typeof mobile>;
type Happened = readonly [day: number, identities: readonly Given[], more?: OnDay];
/** What happens; each group is one customer, and two groups are two. */
type Scenario = readonly [what: string, happened: readonly Happened[], groups: readonly (readonly Given[])[]];

const P = mobile('15931000401');
const Q = mobile('15931000402');
const E = email('ann@post.example');
const F = email('bob@post.example');
const typed = (identity: Given) => ({ ...identity, grade: 'claimed' });
const repeated = (identity: Given) => ({ ...identity, basis: 'record' });
const unionid = (value: string): Given => ({ kind: 'wechat-unionid', scope: '', value });
const shop = (value: string, scope = 'shopify-demo'): Given => ({ kind: 'shopify-customer', scope, value });
const ann = openid('oAnn');
const bob = openid('oBob');
const bobInOther = openid('oBob', 2);
const A = memberNo('A-1');
const B = memberNo('B-2');
const C = memberNo('C-3');
const ANNS = unionid('oQ7xk0aB3dE5fG7hJ9kL2mN4pR6s');
const BOBS = unionid('oQ7xk0tU4vW6xY8zA1bC3dE5fG7h');
const NAME = '周子涵';
const OTHER = '王美丽';
const release = (identity: Given): OnDay => ({ type: 'contact.released', released: [identity] });
const saysName: Happened = [2, [A], { name: NAME }];

async function expectGroups(happened: Scenario[1], groups: Scenario[2], guards: GuiyiConfig['guards'] = {}) {
  const world = deliveryWorld({ config: demoConfig({ guards }) });
  for (const [day, identities, more = {}] of happened) await deliverOn(world, day, identities, more);
  const owners = groups.map((group) => new Set(group.map((identity) => ownerOf(world, identity)?.id)));
  expect(owners.map(({ size }) => size)).toEqual(groups.map(() => 1));
  const ids = owners.flatMap((group) => [...group]).filter((id) => id !== undefined);
  expect(new Set(ids).size).toBe(groups.length);
}

describe('one number in another writing is one number', () => {
  test.each(['+86 159 3100 0401', '008615931000401', '159-3100-0401', '１５９３１０００４０１', '(+86)15931000401'])(
    '%s',
    async (text) => {
      await expectGroups(
        [
          [0, [A, mobile(text)]],
          [2, [ann, P]],
        ],
        [[A, ann, P]],
      );
    },
  );
});

describe('what is nobody’s joins nobody', () => {
  test.each([
    mobile('159****0401'),
    mobile('15931000401-1234'),
    mobile('15931000401转1234'),
    mobile('95013123456789'),
    mobile('00000000000'),
    mobile('13800138000'),
    mobile('$1$abc==$159****0401$'),
    mobile('~AgAAAABc+/aGUoR0lQ==~1~'),
    email('no-reply+1@post.example'),
    email('DoNotReply@post.example'),
    email('na@na.com'),
    email('zhou@example.org'),
    email('abc123xyz@marketplace.amazon.com'),
  ])('$kind $value', async (nobodys) => {
    await expectGroups(
      [
        [0, [A, nobodys]],
        [1, [bob, nobodys]],
      ],
      [[A], [bob]],
    );
  });
});

describe('two years later', () => {
  test.each<Scenario>([
    [
      'what somebody typed is still only typed',
      [
        [0, [A, typed(P)], { name: NAME }],
        [730, [bob, P], { name: NAME }],
      ],
      [[A], [bob]],
    ],
    [
      'a number that its first owner proved long ago is still theirs',
      [
        [0, [A, P]],
        [730, [bob, P]],
      ],
      [[A], [bob]],
    ],
    [
      'a number that its first owner proves again is',
      [
        [0, [A, P]],
        [700, [A, P]],
        [730, [ann, P]],
      ],
      [[A, ann, P]],
    ],
  ])('%s', async (_what, happened, groups) => {
    await expectGroups(happened, groups);
  });
});

describe('ids', () => {
  test.each<Scenario>([
    [
      'a unionid joins two apps',
      [
        [0, [ann, ANNS]],
        [1, [openid('oAnn', 2), ANNS]],
      ],
      [[ann, openid('oAnn', 2), ANNS]],
    ],
    [
      'two unionids are two people, whatever phone they share',
      [
        [0, [ann, ANNS, P]],
        [3, [bobInOther, BOBS, P]],
      ],
      [
        [ann, ANNS, P],
        [bobInOther, BOBS],
      ],
    ],
    [
      'one number of two shops is two people’s',
      [
        [0, [shop('7214500000001'), E]],
        [1, [shop('7214500000001', 'other-demo'), F]],
      ],
      [[shop('7214500000001')], [shop('7214500000001', 'other-demo')]],
    ],
    [
      'two member numbers are two people, though one event names both',
      [
        [0, [A, P]],
        [5, [B, P]],
        [6, [A, B]],
      ],
      [[A, P], [B]],
    ],
    [
      'a chain of proofs is one person',
      [
        [0, [A, P]],
        [1, [ann, P, E]],
        [2, [bobInOther, E, F]],
        [3, [shop('7214500000009'), F]],
      ],
      [[A, ann, bobInOther, shop('7214500000009')]],
    ],
    [
      'a chain that ends in two people breaks where they meet',
      [
        [0, [A, P]],
        [1, [ann, P, E]],
        [2, [bobInOther, F]],
        [3, [B, F]],
        [4, [bobInOther, E]],
      ],
      [[A, ann], [B]],
    ],
  ])('%s', async (_what, happened, groups) => {
    await expectGroups(happened, groups);
  });
});

describe('a phone in time', () => {
  test.each<Scenario>([
    [
      'after 90 days still',
      [
        [0, [A, P]],
        [90, [ann, P]],
      ],
      [[A, ann, P]],
    ],
    [
      'kept fresh by its owner',
      [
        [0, [A, P]],
        [80, [A, P]],
        [160, [ann, P]],
      ],
      [[A, ann, P]],
    ],
    [
      'kept fresh by nothing that a record repeats',
      [
        [0, [A, repeated(P)]],
        [199, [A, repeated(P)]],
        [200, [bob, P]],
      ],
      [[A, P], [bob]],
    ],
    [
      'of three owners in turn',
      [
        [0, [A, P]],
        [200, [bob, P]],
        [400, [C, P]],
      ],
      [[A], [bob], [C]],
    ],
    [
      'the second owner’s two channels',
      [
        [0, [A, P]],
        [200, [bob, P]],
        [210, [C, P]],
      ],
      [
        [A, P],
        [bob, C],
      ],
    ],
    [
      'released, its next owner’s two channels, and a record that repeats it',
      [
        [0, [A, P]],
        [1, [A], release(P)],
        [150, [bob, P]],
        [160, [A, repeated(P)]],
        [170, [C, P]],
      ],
      [[A], [bob, C]],
    ],
    [
      'a proof from before the new phone that comes late',
      [
        [0, [A, P]],
        [10, [A, Q]],
        [5, [A, P], { lateDays: 6 }],
        [20, [bob, P]],
      ],
      [[A], [bob]],
    ],
    [
      'a proof between two that comes late',
      [
        [0, [A, P]],
        [160, [ann, P]],
        [80, [A, P], { lateDays: 90 }],
      ],
      [[A, ann, P]],
    ],
    [
      'old, and a mail that both have proved',
      [
        [0, [A, P]],
        [1, [A, E]],
        [200, [ann, P, E]],
      ],
      [[A, ann]],
    ],
  ])('%s', async (_what, happened, groups) => {
    await expectGroups(happened, groups);
  });
});

describe('what is only typed', () => {
  test.each<Scenario>([
    [
      'by two, and proved by a third',
      [
        [0, [A, typed(P)]],
        [1, [B, typed(P)]],
        [3, [bob, P]],
      ],
      [[A], [B], [bob]],
    ],
    [
      'and proved by whoever typed it',
      [
        [0, [A, typed(P)]],
        [3, [A, P]],
        [5, [ann, P]],
      ],
      [[A, ann, P]],
    ],
    [
      'by two, and proved by nobody',
      [
        [0, [A, typed(E)]],
        [1, [B, typed(E)]],
      ],
      [[A, E], [B]],
    ],
    [
      'of two people, in one order of a third',
      [
        [0, [A, P]],
        [1, [bob, E]],
        [2, [C, typed(P), typed(E)]],
      ],
      [[A], [bob], [C]],
    ],
    [
      'beside a proof of another’s phone',
      [
        [0, [A, P]],
        [1, [bob, E]],
        [2, [ann, P, typed(E)]],
      ],
      [[A, ann], [bob]],
    ],
    [
      'with the owner’s name, phone and mail on one day',
      [
        [0, [A, typed(P), typed(F)], { name: OTHER }],
        [3, [bob, P, F], { name: OTHER }],
      ],
      [[A], [bob]],
    ],
    [
      'under a name in another width and case',
      [
        [0, [A, typed(P)]],
        [2, [A], { name: 'Ann Marsh' }],
        [3, [bob, P], { name: 'ＡＮＮ　marsh' }],
      ],
      [[A, bob, P]],
    ],
    [
      'after its owner had proved it',
      [[0, [ann, P], { name: NAME }], [1, [A, typed(P)]], saysName, [8, [ann, P], { name: NAME }]],
      [[ann, P], [A]],
    ],
    [
      'after its owner had proved it, who then comes by another channel',
      [
        [0, [A, P], { name: OTHER }],
        [5, [shop('7214500000009'), typed(P)]],
        [6, [shop('7214500000009')], { name: OTHER }],
        [10, [bob, P], { name: OTHER }],
      ],
      [[A, bob, P], [shop('7214500000009')]],
    ],
    [
      'the same, and the CDP has it with whoever typed it',
      [
        [0, [A, P], { name: OTHER }],
        [1, [A], release(P)],
        [2, [A, Q]],
        [200, [shop('7214500000009'), typed(P)]],
        [206, [shop('7214500000009')], { name: NAME }],
        [210, [bob, P], { name: NAME }],
      ],
      [[A], [bob, shop('7214500000009')]],
    ],
  ])('%s', async (_what, happened, groups) => {
    await expectGroups(happened, groups);
  });

  test.each(['微信用户', '周', '周女士', '周*涵', 'Ann 88'])('under “%s”, which is no name', async (name) => {
    await expectGroups(
      [
        [0, [A, typed(P)]],
        [2, [A], { name }],
        [3, [bob, P], { name }],
      ],
      [[A], [bob]],
    );
  });
});

describe('a mailbox', () => {
  test.each<Scenario>([
    [
      'of a couple',
      [
        [0, [ann, E], { name: NAME }],
        [5, [B, E], { name: OTHER }],
      ],
      [[ann, E], [B]],
    ],
    [
      'of one person, after more than a year',
      [
        [0, [ann, E], { name: NAME }],
        [400, [B, E], { name: NAME }],
      ],
      [[ann, B, E]],
    ],
    [
      'with a part after a plus is another',
      [
        [0, [A, email('ann+shop@post.example')]],
        [1, [ann, E]],
      ],
      [[A], [ann]],
    ],
    [
      'of a couple, and a log-in that does not say who of them it is',
      [
        [0, [ann, E], { name: NAME }],
        [5, [bobInOther, E], { name: OTHER }],
        [9, [C, E]],
      ],
      [[ann, E], [bobInOther], [C]],
    ],
    [
      'of a couple, and a log-in by it alone',
      [
        [0, [ann, E], { name: NAME }],
        [5, [bobInOther, E], { name: OTHER }],
        [9, [E]],
      ],
      [[ann, E], [bobInOther]],
    ],
    [
      'of a couple, and a name in another script',
      [
        [0, [ann, E], { name: NAME }],
        [5, [bobInOther, E], { name: OTHER }],
        [9, [C, E], { name: 'May King' }],
      ],
      [[ann, E], [bobInOther], [C]],
    ],
    [
      'of a couple, and a phone that says who of them it is',
      [
        [0, [ann, E], { name: NAME }],
        [5, [bobInOther, E, P], { name: OTHER }],
        [9, [C, E, P]],
      ],
      [
        [ann, E],
        [bobInOther, C, P],
      ],
    ],
    [
      'of a couple, and a name that says who of them it is',
      [
        [0, [ann, E], { name: NAME }],
        [1, [ann], { name: 'Zoe Marsh' }],
        [5, [bobInOther, E], { name: OTHER }],
        [9, [C, E], { name: 'Zoe Marsh' }],
      ],
      [[ann, C, E], [bobInOther]],
    ],
    [
      'of one of two who share a phone, and the name of that one',
      [
        [0, [ann, P], { name: NAME }],
        [5, [bobInOther, E], { name: OTHER }],
        [9, [C, E, P], { name: OTHER }],
      ],
      [
        [ann, P],
        [bobInOther, C, E],
      ],
    ],
    [
      'of an office with two shop accounts, and a successor who logs in without a name',
      [
        [0, [A, E], { name: NAME }],
        [90, [shop('7100000000001'), repeated(E)], { name: OTHER, type: 'member.updated' }],
        [120, [ann, E]],
        [130, [ann, shop('7100000000002')]],
      ],
      [[A, E], [shop('7100000000001')], [ann, shop('7100000000002')]],
    ],
  ])('%s', async (_what, happened, groups) => {
    await expectGroups(happened, groups);
  });
});

test('a phone joins two whose ids have other names: a nickname and a name', async () => {
  await expectGroups(
    [
      [0, [ann, P], { name: '春日暖阳' }],
      [1, [A, E], { name: NAME }],
      [5, [A, P], { name: NAME }],
    ],
    [[ann, A, P, E]],
  );
});

describe('whoever proves a phone and an address that an account has typed on two days', () => {
  const onTwoDays = (name?: string): readonly Happened[] => [
    [0, [shop('7100000000001'), typed(P)], name === undefined ? {} : { name, type: 'member.updated' }],
    [9, [shop('7100000000001'), typed(E)], {}],
  ];
  test.each<Scenario>([
    ['is the account’s person', [...onTwoDays(), [20, [bob, P, E], { name: NAME }]], [[shop('7100000000001'), bob]]],
    [
      'under the account’s name is its person',
      [...onTwoDays(NAME), [20, [bob, P, E], { name: NAME }]],
      [[shop('7100000000001'), bob]],
    ],
    [
      'under another name is another: they were typed for a friend',
      [...onTwoDays(OTHER), [20, [bob, P, E], { name: NAME }]],
      [[shop('7100000000001')], [bob]],
    ],
    [
      'one after the other and under another name is another',
      [...onTwoDays(OTHER), [20, [bob, P], { name: NAME }], [30, [bob, E]]],
      [[shop('7100000000001')], [bob]],
    ],
    [
      'without a name is the account’s person',
      [...onTwoDays(OTHER), [20, [bob, P, E]]],
      [[shop('7100000000001'), bob]],
    ],
  ])('%s', async (_what, happened, groups) => {
    await expectGroups(happened, groups);
  });
});

test('a phone by which alone three log in one after the other is of three people', async () => {
  const world = deliveryWorld();
  await deliverOn(world, 0, [A, P], { name: NAME });
  await deliverOn(world, 5, [A], release(P));
  await deliverOn(world, 7, [P], { name: OTHER });
  await deliverOn(world, 9, [bobInOther, P], { name: OTHER });
  await deliverOn(world, 11, [bobInOther], release(P));
  await deliverOn(world, 400, [P], { name: '上官云舒' });
  await deliverOn(world, 405, [P]);
  expect(world.cdp.customers().map(({ name }) => name)).toEqual([NAME, OTHER, '上官云舒']);
});

test('two who are never one stay two, though a third leads to both', async () => {
  await expectGroups(
    [
      [0, [A, P]],
      [1, [B, E]],
      [5, [ann, P]],
      [6, [ann, E]],
    ],
    [[A, ann, P], [B]],
    { neverOne: [['member-no:A-1', 'member-no:B-2']] },
  );
});
