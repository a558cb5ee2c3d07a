import { expect, test } from 'vitest';
import { readSettings, usage, UsageError } from '../../local/host/settings.ts';

const usual = {
  port: 8787,
  deskPort: 8788,
  data: '.guiyi',
  config: 'guiyi.config.ts',
  secrets: 'local/demo-secrets.json',
  bundles: false,
  fresh: false,
  language: 'en',
  help: false,
};

test.each([
  ['', {}],
  ['--port 8899 --desk-port 8900', { port: 8899, deskPort: 8900 }],
  ['--port 0 --desk-port 0', { port: 0, deskPort: 0 }],
  // Who gives the desk's usual port to the webhooks means it.
  ['--port 8788', { port: 8788, deskPort: 8789 }],
  [
    '--data /tmp/guiyi --config a.ts --secrets b.json --fresh',
    { data: '/tmp/guiyi', config: 'a.ts', secrets: 'b.json', fresh: true },
  ],
  ['--bundles', { bundles: true }],
  ['--help', { help: true }],
])('npm start -- %s', (args, changes) => {
  expect(readSettings(args.split(' ').filter(Boolean), 'en')).toEqual({ ...usual, ...changes });
});

test.each([
  [['--port', 'x'], '--port takes a number from 0 to 65535, found "x"'],
  [['--port', ''], '--port takes a number from 0 to 65535, found ""'],
  [['--desk-port', '65536'], '--desk-port takes a number from 0 to 65535, found "65536"'],
  [['--desk-port=-1'], '--desk-port takes a number from 0 to 65535, found "-1"'],
  [['--data', ''], '--data takes a path, found ""'],
  [['--data='], '--data takes a path, found ""'],
  [['--config', ' '], '--config takes a path, found " "'],
  [['--secrets', ''], '--secrets takes a path, found ""'],
  [
    ['--bundles', '--fresh'],
    '--fresh does not go with --bundles: it begins empty at every start, and leaves the state in the folder alone. Leave it out',
  ],
  [
    ['--bundles', '--otlp', 'http://127.0.0.1:4318'],
    '--otlp does not go with --bundles: the functions of a stage send no traces. Leave it out',
  ],
  [
    ['--prot', '1'],
    'There are: --port, --desk-port, --data, --config, --secrets, --otlp, --bundles, --fresh, --lang, --help',
  ],
])('%j is refused', (args, message) => {
  expect(() => readSettings(args, 'en')).toThrow(UsageError);
  expect(() => readSettings(args, 'en')).toThrow(message);
});

test('--help has a line for every option', () => {
  const options = [...usage('en').matchAll(/^ {2}--([a-z-]+) .* {2}\S.*$/gm)].map(([, option]) => option);
  expect(options).toEqual([
    'port',
    'desk-port',
    'data',
    'config',
    'secrets',
    'otlp',
    'bundles',
    'fresh',
    'lang',
    'help',
  ]);
});
