import { expect, test } from 'vitest';
import { ambiguitiesIn } from '../../../bench/truth/world/ambiguities.ts';
import { keyNamed, smallTruth, timeOf } from './small-truth.ts';

/** Who proves the phone on which day, and which pairs are in doubt. */
const rows: readonly (readonly [
  what: string,
  proofs: readonly (readonly [about: string, day: number])[],
  announced: readonly number[],
  pairs: readonly string[],
])[] = [
  [
    'one person',
    [
      ['Ann', 0],
      ['Ann', 50],
    ],
    [],
    [],
  ],
  [
    'two within the window',
    [
      ['Ann', 0],
      ['Bob', 90],
    ],
    [],
    ['Ann Bob'],
  ],
  [
    'two further apart',
    [
      ['Ann', 0],
      ['Bob', 91],
    ],
    [],
    [],
  ],
  [
    'two of whom somebody said in between that it changed hands',
    [
      ['Ann', 0],
      ['Bob', 40],
    ],
    [20],
    [],
  ],
  [
    'the first again after the second, whatever lies between',
    [
      ['Ann', 0],
      ['Bob', 100],
      ['Ann', 200],
    ],
    [],
    ['Ann Bob'],
  ],
  [
    'the first again, and it had been given back',
    [
      ['Ann', 0],
      ['Bob', 100],
      ['Ann', 200],
    ],
    [50, 150],
    [],
  ],
  [
    'three in a row, and the outer two within the window',
    [
      ['Ann', 0],
      ['Bob', 40],
      ['Cid', 80],
    ],
    [],
    ['Ann Bob', 'Bob Cid', 'Ann Cid'],
  ],
  [
    'three in a row, and the outer two not',
    [
      ['Ann', 0],
      ['Bob', 80],
      ['Cid', 160],
    ],
    [],
    ['Ann Bob', 'Bob Cid'],
  ],
];

test.each(rows)('%s', (_, proofs, announced, pairs) => {
  const { events } = smallTruth(proofs.map(([about, day]) => ({ about, day, proves: ['mobile 1'] })));
  const announcements = announced.map((day) => ({ identity: keyNamed('mobile 1'), ms: Date.parse(timeOf(day)) }));
  expect(ambiguitiesIn(events, announcements).map(({ people }) => people.join(' '))).toEqual(pairs);
});
