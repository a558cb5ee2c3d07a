import { expect, test } from 'vitest';
import { groupMoves } from '../../../../functions/shared/change/group-rules.ts';

test.each([
  ['nothing happened', {}, [], { join: [], leave: [] }],
  ['no rules', {}, ['follow'], { join: [], leave: [] }],
  ['joins', { A: { join: ['follow'] } }, ['follow'], { join: ['A'], leave: [] }],
  ['leaves', { A: { join: ['follow'], leave: ['unfollow'] } }, ['unfollow'], { join: [], leave: ['A'] }],
  ['leaving wins', { A: { join: ['follow'], leave: ['follow'] } }, ['follow'], { join: [], leave: ['A'] }],
  [
    'leaving wins over two triggers',
    { A: { join: ['follow'], leave: ['unfollow'] } },
    ['follow', 'unfollow'],
    { join: [], leave: ['A'] },
  ],
  ['one of two triggers', { A: { join: ['paid-order'] } }, ['follow', 'paid-order'], { join: ['A'], leave: [] }],
  ['a rule that only leaves', { A: { leave: ['unfollow'] } }, ['follow'], { join: [], leave: [] }],
  [
    'several groups',
    { A: { join: ['follow'] }, B: { leave: ['follow'] }, C: { join: ['paid-order'] } },
    ['follow'],
    { join: ['A'], leave: ['B'] },
  ],
  [
    'only its connections',
    { A: { join: ['follow'], connections: ['other'] }, B: { join: ['follow'], connections: ['shop', 'other'] } },
    ['follow'],
    { join: ['B'], leave: [] },
  ],
] as const)('%s', (_name, rules, triggers, moves) => {
  expect(groupMoves(rules, 'shop', triggers)).toEqual(moves);
});
