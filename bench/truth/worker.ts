import { parentPort } from 'node:worker_threads';
import { evaluate, type Job } from './evaluate.ts';

/** A thread that evaluates one job after another. */

// A port between threads has no origin.
// oxlint-disable unicorn/require-post-message-target-origin
parentPort?.on('message', (job: Job) => {
  void evaluate(job).then(
    (evaluation) => parentPort?.postMessage({ evaluation }),
    (error: unknown) =>
      parentPort?.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
