import { expect, test } from 'vitest';
import { functionOutput } from '../../local-stage/function-output.ts';

const metric = JSON.stringify({ _aws: { Timestamp: 1, CloudWatchMetrics: [] }, count: 1 });
const warning = JSON.stringify({ level: 'warn', at: 'deliver', message: 'case' });
const info = JSON.stringify({ level: 'info', at: 'deliver', message: 'done' });
const trace = 'TypeError: x is not a function';

test.each([
  ['a line of metrics is counted and not shown', [`${metric}\n`], { counted: [metric], shown: [] }],
  ['a warning is shown', [`${warning}\n`], { counted: [], shown: [warning] }],
  ['what is of no concern is not shown', [`${info}\n`], { counted: [], shown: [] }],
  ['what is no line of the log is shown as it is', [`${trace}\n`], { counted: [], shown: [trace] }],
  [
    'a line that comes in pieces is one, and two that come at once are two',
    [warning.slice(0, 9), `${warning.slice(9)}\n${metric}\n`],
    { counted: [metric], shown: [warning] },
  ],
  ['a line whose end has not come waits', [warning], { counted: [], shown: [] }],
])('%s', (_rule, pieces, expected) => {
  const heard = { counted: [] as string[], shown: [] as string[] };
  const write = functionOutput({
    metrics: (line) => heard.counted.push(line),
    log: (line) => heard.shown.push(line),
  });
  for (const piece of pieces) write(piece);
  expect(heard).toEqual(expected);
});
