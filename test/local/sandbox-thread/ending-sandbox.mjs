import { parentPort } from 'node:worker_threads';

// In place of the sandbox: opens, and ends at the first call without an answer.
// A thread is of no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort.postMessage({ kind: 'open' });
parentPort.on('message', () => {
  throw new Error('out of order');
});
