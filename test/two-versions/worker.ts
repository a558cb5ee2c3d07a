// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
import { parentPort, workerData } from 'node:worker_threads';

/** What `thread.ts` hands over. */
export interface WorkerData {
  /** Address of a bundle that exports `handler`. */
  readonly bundle: string;
  /** One double: Unix ms. The bundles take the time from `Date.now` of when they are loaded. */
  readonly time: SharedArrayBuffer;
}

const { bundle, time } = workerData as WorkerData;
const clock = new Float64Array(time);
Date.now = () => clock[0] ?? 0;
// What is logged comes before the answer, and not some time after it.
process.stdout.write = (line: unknown) => {
  parentPort?.postMessage({ line });
  return true;
};

const { handler } = (await import(bundle)) as { handler: (event: unknown, context: object) => Promise<unknown> };

parentPort?.on('message', ({ id, event }: { id: number; event: unknown }) => {
  handler(event, { getRemainingTimeInMillis: () => 205_000, awsRequestId: String(id) }).then(
    (response) => parentPort?.postMessage({ id, response }),
    (error: unknown) => parentPort?.postMessage({ id, error: String(error) }),
  );
});
parentPort?.postMessage({ id: 0 });
