import { expect, test } from 'vitest';
import { pairLines, tableLines } from '../../cli/table.ts';

test('a Chinese character takes two places', () => {
  expect(
    tableLines(
      ['name', 'id'],
      [
        ['会员', '1'],
        ['Buyers', '2'],
      ],
    ),
  ).toEqual(['name    id', '会员    1', 'Buyers  2']);
  expect(
    pairLines([
      ['昵称', 'Lin'],
      ['id', '4'],
    ]),
  ).toEqual(['昵称  Lin', 'id    4']);
});

test('an emoji made of several characters takes two places, a combining mark none', () => {
  expect(
    tableLines(
      ['a', 'b'],
      [
        ['👩‍👧', '1'],
        ['é', '2'],
      ],
    ),
  ).toEqual(['a   b', '👩‍👧  1', 'é   2']);
});

test('what a terminal would take for a command is not shown', () => {
  expect(tableLines(['nickName'], [['\u001b[2Jsomebody\u0007\nelse']])).toEqual(['nickName', 'somebody  else']);
});
