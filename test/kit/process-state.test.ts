import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { processState, settledProcessState } from './process-state.ts';

const ignore = () => undefined;

test.each<[string, () => void, () => void]>([
  ['a variable of the environment', () => vi.stubEnv('LEFT_BEHIND', 'yes'), () => vi.unstubAllEnvs()],
  ['an exit code', () => (process.exitCode = 3), () => (process.exitCode = undefined)],
  ['a listener for Ctrl-C', () => process.on('SIGINT', ignore), () => process.off('SIGINT', ignore)],
  ['fake timers', () => vi.useFakeTimers(), () => vi.useRealTimers()],
])('%s is seen', (_what, change, undo) => {
  const before = processState();
  change();
  expect(processState()).not.toEqual(before);
  undo();
  expect(processState()).toEqual(before);
});

test('an open server is seen, and a closed one is waited for', async () => {
  const before = processState();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(processState()).not.toEqual(before);
  server.close();
  expect(await settledProcessState(before.openServers)).toEqual(before);
});
