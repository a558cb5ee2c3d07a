import { expect, test } from 'vitest';
import { mergesOf, withMerged } from '../../../local/host/merges.ts';
import { TestSandbox } from '../../sandbox/harness.ts';

const merge = (loser: string, survivor: string) => ({ loser, survivor, mergedAt: '2026-01-01T00:00:00.000Z' });

test('a customer is everybody who became part of it, however many merges ago', () => {
  const merges = [merge('a', 'b'), merge('x', 'y'), merge('b', 'c')];
  expect(withMerged('c', merges)).toEqual(new Set(['c', 'b', 'a']));
  expect(withMerged('b', merges)).toEqual(new Set(['b', 'a']));
  expect(withMerged('a', merges)).toEqual(new Set(['a']));
});

test('the merges of the sandbox, oldest first', async () => {
  const cdp = new TestSandbox();
  expect(await mergesOf(cdp.sandbox)).toEqual([]);
  const survivor = cdp.customer(['mobile=15931000001']);
  const losers = [1, 2].map((n) => cdp.customer([`wechat=wx1:o${n}`]));
  for (const n of [1, 2]) cdp.customer(['mobile=15931000001', `wechat=wx1:o${n}`], { autoMerge: true });
  expect(await mergesOf(cdp.sandbox)).toMatchObject(losers.map((loser) => ({ loser, survivor })));
  cdp.close();
});
