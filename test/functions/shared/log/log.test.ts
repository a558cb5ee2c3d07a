import { expect, test } from 'vitest';
import { describeError, jsonLog } from '../../../../functions/shared/log/log.ts';

test('a line is one JSON object and a line feed', () => {
  const written: string[] = [];
  jsonLog('info', (line) => written.push(line))({ level: 'warn', at: 'webhook', message: 'a\nb', status: 401 });
  expect(written).toEqual(['{"level":"warn","at":"webhook","message":"a\\nb","status":401}\n']);
});

test.each([
  ['debug', 4],
  ['info', 3],
  ['warn', 2],
  ['error', 1],
] as const)('level %s writes %i of four', (level, count) => {
  const written: string[] = [];
  const log = jsonLog(level, (line) => written.push(line));
  for (const each of ['debug', 'info', 'warn', 'error'] as const) log({ level: each, at: 'local', message: 'm' });
  expect(written).toHaveLength(count);
});

test.each([
  [new TypeError('a.b is not a function'), 'TypeError: a.b is not a function'],
  ['13800138000', 'an error that is no Error'],
  [undefined, 'an error that is no Error'],
])('an error is written as its name and message: %s', (error, expected) => {
  expect(describeError(error)).toBe(expected);
});
