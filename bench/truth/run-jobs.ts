import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Evaluation, Job } from './evaluate.ts';

type Answer = { readonly evaluation: Evaluation } | { readonly error: string };

/** Evaluates the jobs on a thread a core; the answers are in the order of the jobs. @throws Error at the first that fails */
export async function runJobs(
  jobs: readonly Job[],
  onDone: () => void = () => undefined,
): Promise<readonly Evaluation[]> {
  const evaluations: Evaluation[] = [];
  const waiting = [...jobs.entries()].toReversed();
  const threads = Math.min(availableParallelism(), jobs.length);
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(new URL('worker.ts', import.meta.url));
      try {
        for (let next = waiting.pop(); next; next = waiting.pop()) {
          const [index, job] = next;
          evaluations[index] = await answerOf(worker, job);
          onDone();
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
  return evaluations;
}

function answerOf(worker: Worker, job: Job): Promise<Evaluation> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (answer: Answer) => {
      worker.off('error', reject);
      if ('evaluation' in answer) resolve(answer.evaluation);
      else reject(new Error(`${job.hazard}, seed ${job.seed}, from ${job.from}: ${answer.error}`));
    });
    // A port between threads has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(job);
  });
}
