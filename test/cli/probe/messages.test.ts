import { expect, test } from 'vitest';
import { heardMessages, patternOf } from '../../../cli/probe/messages.ts';

test.each([
  ['E_TOKEN: the token is unknown', [], String.raw`^E_TOKEN\b`],
  ['客户不存在', [], '^客户不存在$'],
  ['客户4765091528635056129不存在', ['4765091528635056129'], '^客户.*不存在$'],
  [
    'identity guiyi-probe-1 (member-no) not found.',
    ['guiyi-probe-1', 'member-no'],
    String.raw`^identity .* \(.*\) not found\.$`,
  ],
  ['error at 20261122083000', [], '^error at .*$'],
])('%s', (msg, sent, pattern) => {
  expect(patternOf(msg, sent)).toBe(pattern);
  expect(msg).toMatch(new RegExp(pattern, 'u'));
});

test('a message that was heard about two things speaks of none', () => {
  const heard = heardMessages();
  heard.note('auth', '请求异常');
  heard.note('notFound', '请求异常');
  heard.note('notFound', '客户不存在');
  expect(heard.patterns()).toEqual({ auth: [], notFound: ['^客户不存在$'], permanent: [] });
});

test('a message without words is no pattern', () => {
  const heard = heardMessages();
  heard.note('permanent', '');
  heard.note('permanent', '-1');
  heard.note('notFound', '4765091528635056129', '4765091528635056129');
  expect(heard.patterns()).toEqual({ auth: [], notFound: [], permanent: [] });
});
