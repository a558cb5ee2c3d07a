import { describe, expect, test } from 'vitest';
import {
  claimantsOf,
  claimsKept,
  hashedName,
  isKnownTheirs,
  observationOf,
} from '../../../functions/deliver/claimants.ts';
import type { CandidateIdentity } from '../../../functions/shared/change/candidate.ts';
import { textHash } from '../../../functions/shared/identity/keyed-hash.ts';
import { candidate, HASH_KEY } from '../../kit/candidates.ts';
import { memberBound } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';
import { claim, onDay } from '../../kit/facts.ts';

const OPENID = candidate('verified wechat-openid app1/oAnn');
const PHONE = candidate('verified mobile 15931000401');
const RECORDED = candidate('record mobile 15931000401');
const TYPED = candidate('claimed mobile 15931000401');

interface Given {
  readonly name?: string;
  readonly connection?: string;
  readonly subjectId?: string;
  readonly among?: readonly CandidateIdentity[];
}

/** Who says of an identity that it is theirs. */
function claimantIn({ name, connection = 'brand-demo', subjectId, among = [TYPED] }: Given) {
  const profile = name === undefined ? {} : { name };
  const change = { kind: 'upsert', identities: [], profile, triggers: [] } as const;
  const context = { event: memberBound([], { connection }), subjectId, hashKey: HASH_KEY };
  return claimantsOf(change, among, context).get(TYPED.key);
}

describe('who claims a value', () => {
  test('beside an id is whoever has the id, whatever the event calls them', () => {
    expect(claimantIn({ among: [OPENID, TYPED], name: 'Ann Marsh', subjectId: 's' })).toEqual({ by: [OPENID.key] });
  });

  test('alone is told by connection and subject', () => {
    const one = claimantIn({ subjectId: 's1' });
    expect(one).toMatchObject({ by: [expect.any(String)], alone: true });
    expect(claimantIn({ subjectId: 's1' })).toEqual(one);
    expect(claimantIn({ subjectId: 's2' })).not.toEqual(one);
    expect(claimantIn({ subjectId: 's1', connection: 'another' })).not.toEqual(one);
  });

  test('alone is told by the name, however it is written', () => {
    const one = claimantIn({ name: 'Ann Marsh' });
    expect(one).toMatchObject({ by: [expect.any(String)], alone: true });
    for (const name of ['ann marsh', '  Ann\t Marsh ', 'ＡＮＮ　Marsh']) expect(claimantIn({ name })).toEqual(one);
    expect(claimantIn({ name: 'Ann March' })).not.toEqual(one);
    expect(claimantIn({ name: 'AnnMarsh' })).not.toEqual(one);
  });

  test('alone is told by both where there are both, and a subject is no name', () => {
    const both = claimantIn({ name: 'Ann', subjectId: 's' })?.by ?? [];
    expect(both).toEqual([...(claimantIn({ subjectId: 's' })?.by ?? []), ...(claimantIn({ name: 'Ann' })?.by ?? [])]);
    expect(new Set(both).size).toBe(2);
    expect(claimantIn({ name: 's' })).not.toEqual(claimantIn({ subjectId: 's', connection: '' }));
  });

  test('alone without either is one claimant with all such', () => {
    expect(claimantIn({})).toEqual({ by: ['alone'], alone: true });
    expect(claimantIn({ name: ' ' })).toEqual({ by: ['alone'], alone: true });
  });
});

test('a claimant is named as in the items of before, which would not be found by another hash', () => {
  expect(claimantIn({ name: 'Ann Marsh', subjectId: 's' })?.by).toEqual([
    textHash('subject', ['brand-demo', 's'], HASH_KEY),
    textHash('name', ['ann marsh'], HASH_KEY),
  ]);
  expect(hashedName('Ann Marsh', HASH_KEY)?.parts).toContain(textHash('name', ['marsh'], HASH_KEY));
});

describe('what an event shows of an identity', () => {
  const event = { time: onDay(2), digest: 'd' };
  const by = { by: ['x'] };

  test.each([
    ['typed, at the time of what the person did', TYPED, 'typed', onDay(1)],
    ['proved by an act, at the time of the event', PHONE, 'act', onDay(2)],
    ['proved by a record, at the time of the event', RECORDED, 'record', onDay(2)],
    ['an id, which a record does not repeat', OPENID, 'act', onDay(2)],
  ] as const)('%s', (_what, one, how, time) => {
    expect(observationOf(one, by, onDay(1), event)).toEqual({ claimant: by, how, time, event: 'd', isPaid: false });
  });

  test('paid with', () => {
    const evidence = { ...TYPED.identity.evidence, paid: true } as const;
    const paid = { ...TYPED, identity: { ...TYPED.identity, evidence } };
    expect(observationOf(paid, by, onDay(1), event)).toMatchObject({ how: 'typed', isPaid: true });
  });
});

test('more claims of a value are kept than a limit counts, and twelve at least', () => {
  const kept = (guards: NonNullable<ReturnType<typeof demoConfig>['guards']>, one = PHONE) =>
    claimsKept(one, { config: demoConfig({ guards }) });
  expect(kept({})).toBe(12);
  expect(kept({ customersPerValue: 10 })).toBe(12);
  expect(kept({ customersPerValue: 11 })).toBe(13);
  expect(kept({ customersPerValue: 30 })).toBe(32);
  expect(kept({ customersPerValue: 30 }, OPENID)).toBe(12);
});

describe('somebody is known as the owner', () => {
  const own = { ...claim(1, { typed: 0 }), by: ['x'] };

  test.each([
    ['who has claimed it in this way', [own], '1', true],
    ['not by the claim of another', [{ ...own, customer: '2' }], '1', false],
    ['not by another claim of theirs', [{ ...own, by: ['y'] }], '1', false],
    ['not where nobody has it', [{ by: ['x'] }], undefined, false],
  ] as const)('%s', (_what, claims, owner, isKnown) => {
    expect(isKnownTheirs(claims, { by: ['x'] }, owner)).toBe(isKnown);
  });
});

describe('a name', () => {
  test('is kept as keyed hashes, of itself and of its parts', () => {
    const name = hashedName('Ann Marsh', HASH_KEY);
    expect(name).toMatchObject({ script: 'words' });
    expect(name?.parts).toHaveLength(2);
    expect(new Set([name?.hash, ...(name?.parts ?? [])]).size).toBe(3);
    expect(hashedName('ANN  MARSH', HASH_KEY)).toEqual(name);
    expect(hashedName('Ann Marsh', 'another key')).not.toEqual(name);
    expect(JSON.stringify(name)).not.toMatch(/ann|marsh/i);
  });

  test('shares its parts with the names of the same family', () => {
    const [, marsh] = hashedName('Ann Marsh', HASH_KEY)?.parts ?? [];
    expect(hashedName('Bob Marsh', HASH_KEY)?.parts).toContain(marsh);
  });

  test.each([undefined, '', 'Guest', '微信用户'])('%s is none', (text) => {
    expect(hashedName(text, HASH_KEY)).toBeUndefined();
  });
});
