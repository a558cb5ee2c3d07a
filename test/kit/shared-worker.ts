import { afterAll, expect } from 'vitest';
import { processState, settledProcessState } from './process-state.ts';

// A set-up file of the project `unit`: its files share a worker, so each leaves the process as it found it. It runs before
// the imports of each file, and what it checks at the end comes after everything that the file does there.

const found = processState();
afterAll(async () => {
  const left = await settledProcessState(found.openServers);
  expect(left, 'a file of tests leaves its worker as it found it').toEqual(found);
});
