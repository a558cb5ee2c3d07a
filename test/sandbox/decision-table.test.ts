import { describe, expect, it } from 'vitest';
import type { TargetCustomerStrategy } from '../../functions/shared/cdp/contract.ts';
import type { Identity } from '../../sandbox/resolution/identity.ts';
import { seededIdentityTypes } from '../../sandbox/resolution/identity.ts';
import { resolve, type Plan } from '../../sandbox/resolution/resolve.ts';
import { openSandbox } from '../../sandbox/sandbox.ts';
import { strictSwitches } from '../../sandbox/switches.ts';
import { liveCustomers } from './harness.ts';

/*
 * m = mobile (unique) > u = unionid (unique) > o = openid (not unique) > t = email (not unique); m' and m'' are other
 * mobiles. A, B, C are customers, N is a new one. An outcome reads: target and what it is linked to / unowned
 * identities left out / customers merged into it / customers kept apart, and the type that forbids the merge.
 * The last two parts happen with autoMerge only.
 */
type Row = [
  row: string,
  request: string,
  owners: string,
  alsoHeld: string,
  identityFirst: string,
  customerFirst: string,
];

const table: Row[] = [
  ['0a', 'm u o', '· · ·', '', 'N gets m u o', 'same'],
  ['0b', "m m' u o", '· · · ·', '', "N gets m u o / drops m'", 'same'],

  ['1a', 'm u o', 'A · ·', '', 'A gets u o', 'same'],
  ['1b', 'm u o', 'A · ·', "A: u'", 'A gets o / drops u', 'same'],
  ['1c', 'm u o', '· A ·', '', 'A gets m o', 'same'],
  ['1d', 'm u o', '· A ·', "A: m'", 'N gets m o / apart A by m', 'A gets o / drops m'],
  ['1e', 'm u o', '· · A', "A: u'", 'N gets m u / apart A by u', 'A gets m / drops u'],
  ['1f', 'm u o', '· · A', "A: m' u'", 'N gets m u / apart A by m', 'A gets nothing / drops m u'],
  ['1g', 'm u o', '· · A', '', 'A gets m u', 'same'],

  ['2a', 'm u o', 'A B ·', '', 'A gets o / merges B', 'same'],
  ['2b', 'm u o', 'A B ·', "A: u'", 'A gets o / apart B by u', 'same'],
  ['2c', 'm u o', '· A B', '', 'A gets m / merges B', 'same'],
  ['2d', 'm u o', '· A B', "A: m'", 'B gets m / apart A by m', 'A gets nothing / drops m / merges B'],
  ['2e', 'm u o', '· A B', "A: m' B: m''", 'N gets m / apart A by m B by m', 'A gets nothing / drops m / apart B by m'],
  [
    '2f',
    'm u o',
    '· A B',
    "A: m' B: u'",
    'N gets m / merges B / apart A by m',
    'A gets nothing / drops m / apart B by u',
  ],
  ['2g', 'm u o', 'A · B', "B: u'", 'A gets u / apart B by u', 'same'],
  ['2h', 'm u o', 'A · B', "B: m'", 'A gets u / apart B by m', 'same'],
  ['2i', 'm u o', 'A A B', '', 'A gets nothing / merges B', 'same'],

  ['3a', 'm u o', 'A B C', '', 'A gets nothing / merges B C', 'same'],
  ['3b', 'm u o', 'A B C', "A: u'", 'A gets nothing / merges C / apart B by u', 'same'],
  ['3c', 'm u o', 'A B C', "C: u'", 'A gets nothing / merges B / apart C by u', 'same'],
  ['3d', 'm u o', 'A B C', "B: m' C: m''", 'A gets nothing / apart B by m C by m', 'same'],
  ['3e', 'm u o', 'A B C', "C: m'", 'A gets nothing / merges B / apart C by m', 'same'],
  [
    '3f',
    'm u o t',
    '· A B C',
    "A: m' B: m''",
    'C gets m / apart A by m B by m',
    'A gets nothing / drops m / merges C / apart B by m',
  ],
];

const TYPE_OF = { m: 'mobile', u: 'wechat-unionid', o: 'wechat', t: 'email' } as const;

function isTypeLetter(letter: string): letter is keyof typeof TYPE_OF {
  return letter in TYPE_OF;
}

function identityOf(token: string): Identity {
  const letter = token.charAt(0);
  if (!isTypeLetter(letter)) throw new Error(`no identity ${token}`);
  return { type: TYPE_OF[letter], value: token };
}

const words = (text: string) => text.split(' ').filter((word) => word !== '');

/** Each customer of a row with the tokens it holds. */
function customersOf(request: string, owners: string, alsoHeld: string): Map<string, string[]> {
  const holdings = new Map<string, string[]>();
  const tokens = words(request);
  for (const [index, owner] of words(owners).entries()) {
    if (owner === '·') continue;
    holdings.set(owner, [...(holdings.get(owner) ?? []), tokens[index] ?? '']);
  }
  let customer = '';
  for (const word of words(alsoHeld)) {
    if (word.endsWith(':')) customer = word.slice(0, -1);
    else holdings.get(customer)?.push(word);
  }
  return holdings;
}

/** A plan in the table's words. */
function inWords(plan: Plan, letterOf: (customerId: string) => string): string {
  const target = plan.target.kind === 'created' ? 'N' : letterOf(plan.target.customerId);
  const values = (identities: readonly Identity[]) => identities.map(({ value }) => value).join(' ');
  const leftOut = plan.dropped.filter(({ reason }) => reason === 'target-holds-other-value');
  const letterOfType = (code: string) => Object.entries(TYPE_OF).find(([, type]) => type === code)?.[0];
  const parts = [
    `${target} gets ${values(plan.links) || 'nothing'}`,
    leftOut.length > 0 && `drops ${values(leftOut.map(({ identity }) => identity))}`,
    plan.merges.length > 0 && `merges ${plan.merges.map(letterOf).join(' ')}`,
    plan.skippedMerges.length > 0 &&
      `apart ${plan.skippedMerges.map((s) => `${letterOf(s.customerId)} by ${letterOfType(s.conflictingType ?? '')}`).join(' ')}`,
  ];
  return parts.filter((part) => part !== false).join(' / ');
}

/** Who owns which token after an outcome. */
function ownersAfter(holdings: Map<string, string[]>, outcome: string): Record<string, string> {
  const [, target = '', gets = ''] = /^(\w) gets ([^/]*)/.exec(outcome) ?? [];
  const merged = words(/merges ([^/]*)/.exec(outcome)?.[1] ?? '');
  const owners: Record<string, string> = {};
  for (const [customer, tokens] of holdings)
    for (const token of tokens) owners[token] = merged.includes(customer) ? target : customer;
  for (const token of words(gets)) if (token !== 'nothing') owners[token] = target;
  return owners;
}

const types = new Map(seededIdentityTypes.map((type) => [type.code, type]));

const modes = (['identityFirst', 'customerFirst'] as const).flatMap((targetCustomerStrategy) =>
  [true, false].flatMap((autoMerge) =>
    (['custom', 'system'] as const).map((identityPriorityStrategy) => ({
      targetCustomerStrategy,
      autoMerge,
      identityPriorityStrategy,
    })),
  ),
);

const cases = table.flatMap((row) => modes.map((mode) => ({ row, mode })));

function expected([, , , , first, second]: Row, strategy: TargetCustomerStrategy, autoMerge: boolean): string {
  const outcome = strategy === 'customerFirst' && second !== 'same' ? second : first;
  return autoMerge ? outcome : outcome.replace(/ \/ (merges|apart) [^/]*(?= \/|$)/g, '');
}

it('the table has the 24 rows of the specification', () => {
  expect(new Set(table.map(([row]) => row)).size).toBe(24);
});

describe.each(cases)(
  'row $row.0, $mode.targetCustomerStrategy, autoMerge $mode.autoMerge, $mode.identityPriorityStrategy priority',
  ({ row, mode }) => {
    const [, request, owners, alsoHeld] = row;
    const holdings = customersOf(request, owners, alsoHeld);
    const outcome = expected(row, mode.targetCustomerStrategy, mode.autoMerge);

    it('is decided', () => {
      const held = [...holdings].flatMap(([customer, tokens]) => tokens.map((token) => ({ customer, token })));
      const plan = resolve(
        {
          owner: ({ value }) => held.find(({ token }) => token === value)?.customer,
          identities: (customer) => (holdings.get(customer) ?? []).map(identityOf).toSorted(byTypeRank),
        },
        types,
        { ...mode, identities: words(request).map(identityOf), fields: { profile: {} }, switches: strictSwitches },
      );
      expect(inWords(plan, (customer) => customer)).toBe(outcome);
    });

    it('is carried out', () => {
      const sandbox = openSandbox({ file: ':memory:', credentials: [], synchronous: 'normal' });
      const unknown = { email: '', emailVerified: 0, gender: 0 };
      const listOf = (tokens: readonly string[]) =>
        tokens.map(identityOf).map(({ type, value }) => ({ identityType: type, identityValue: value }));
      const letters = new Map<string, string>();
      for (const [customer, tokens] of holdings) {
        const created = sandbox.createCustomerByIdentity({ ...unknown, identityList: listOf(tokens) });
        if (!created.ok) throw new Error(created.message);
        letters.set(created.customerId, customer);
      }

      const answer = sandbox.createCustomerByIdentity({
        ...unknown,
        ...mode,
        nickName: 'Xiaoyu',
        identityList: listOf(words(request)),
      });

      if (!answer.ok) throw new Error(answer.message);
      const letterOf = (customerId: string) => letters.get(customerId) ?? 'N';
      expect(inWords(answer.plan, letterOf)).toBe(outcome);
      expect(letterOf(answer.customerId)).toBe(outcome.charAt(0));
      const live = liveCustomers(sandbox);
      const ownersNow = live.flatMap(({ id, identities }) =>
        identities.map(({ identityValue }) => [identityValue, letterOf(id)] as const),
      );
      expect(Object.fromEntries(ownersNow)).toEqual(ownersAfter(holdings, outcome));
      expect(live.filter(({ profile }) => profile['nickName'] === 'Xiaoyu').map(({ id }) => id)).toEqual([
        answer.customerId,
      ]);
      sandbox.close();
    });
  },
);

function byTypeRank(one: Identity, other: Identity): number {
  return (types.get(one.type)?.rank ?? 0) - (types.get(other.type)?.rank ?? 0);
}
