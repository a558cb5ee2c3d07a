import { expect, test } from 'vitest';
import { describeError, jsonLog } from '../../../../functions/shared/log/log.ts';

test('a line is one JSON object with its time, and a line feed', () => {
  const written: string[] = [];
  const noon = () => Date.parse('2026-03-01T12:00:00+08:00');
  jsonLog('info', (line) => written.push(line), noon)({ level: 'warn', at: 'webhook', message: 'a\nb', status: 401 });
  expect(written).toEqual([
    '{"time":"2026-03-01T04:00:00.000Z","level":"warn","at":"webhook","message":"a\\nb","status":401}\n',
  ]);
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
