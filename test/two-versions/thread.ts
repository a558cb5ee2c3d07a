import { Worker } from 'node:worker_threads';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { WorkerData } from './worker.ts';

/** A line of a bundle's log. */
export interface LogLine {
  readonly message?: string;
  readonly event?: string;
  readonly reason?: string;
  readonly detail?: string;
}

/** A deliver bundle in a thread of its own, by the clock of the test. */
export interface DeliverThread {
  /** @returns the messages that must come again */
  deliver(records: readonly SQSRecord[]): Promise<readonly string[]>;
  /** What it has logged so far. */
  readonly log: readonly LogLine[];
  stop(): Promise<void>;
}

interface Message {
  readonly line?: string;
  readonly id?: number;
  readonly response?: unknown;
  readonly error?: string;
}

export async function startThread(
  data: WorkerData,
  environment: Readonly<Record<string, string>>,
): Promise<DeliverThread> {
  const log: LogLine[] = [];
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  const started = Promise.withResolvers<unknown>();
  open.set(0, started);
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: data,
    env: environment,
    execArgv: [],
  });
  worker.on('message', ({ line, id = -1, response, error }: Message) => {
    if (line !== undefined) log.push(JSON.parse(line) as LogLine);
    const waiting = open.get(id);
    open.delete(id);
    if (error === undefined) waiting?.resolve(response);
    else waiting?.reject(new Error(error));
  });
  worker.on('error', (error) => open.forEach(({ reject }) => reject(error)));
  await started.promise;
  let invocations = 0;
  return {
    log,
    async deliver(records) {
      const waiting = Promise.withResolvers<unknown>();
      const id = (invocations += 1);
      open.set(id, waiting);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage({ id, event: { Records: records } });
      const { batchItemFailures } = (await waiting.promise) as SQSBatchResponse;
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    },
    async stop() {
      await worker.terminate();
    },
  };
}
