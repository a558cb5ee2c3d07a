import { expect, test } from 'vitest';
import { withJsonVersion } from '../../cli/versioned-json.ts';
import { TestTerminal } from './test-terminal.ts';

// What `--json` prints says in which form it is.
const written = (text: string) => {
  const terminal = new TestTerminal();
  withJsonVersion(terminal).stdout.write(text);
  return terminal.out;
};

test.each([
  ['an object', '{"stage":"dev"}\n', '{"version":1,"stage":"dev"}\n'],
  ['an object without members', '{}\n', '{"version":1}\n'],
  ['an object over several lines', '{\n  "stage": "dev"\n}\n', '{"version":1,\n  "stage": "dev"\n}\n'],
  ['a list', '[{"id":"1"}]\n', '{"version":1,"items":[{"id":"1"}]}\n'],
  ['an empty list', '[]\n', '{"version":1,"items":[]}\n'],
  [
    'a number that is more than a number of JavaScript',
    '{"id":4766560879569534977}\n',
    '{"version":1,"id":4766560879569534977}\n',
  ],
])('%s', (_what, text, expected) => {
  expect(written(text)).toBe(expected);
  expect(() => void JSON.parse(written(text))).not.toThrow();
});

test('what is no JSON stays as it is', () => {
  expect(written('no cases\n')).toBe('no cases\n');
});
