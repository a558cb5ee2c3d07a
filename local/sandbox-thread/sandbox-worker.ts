import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { describeError } from '../../functions/shared/log/log.ts';
import { failed } from '../../sandbox/protocol/routing.ts';
import { openSandbox, type Sandbox, type SandboxResponse } from '../../sandbox/sandbox.ts';
import { sqliteStartError } from '../state/sqlite-error.ts';
import type { FromSandbox, SentRequest, ToSandbox } from './messages.ts';

const started = z.object({
  file: z.string(),
  credentials: z.array(z.object({ appKey: z.string(), secret: z.string() })),
});

// To the thread that has started this one, which is of no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const say = (message: FromSandbox) => parentPort?.postMessage(message);
const onFault = (fault: unknown) => say({ kind: 'fault', error: describeError(fault) });

const sandbox = open();
if (sandbox !== undefined) {
  say({ kind: 'open' });
  parentPort?.on('message', (message: ToSandbox) => {
    if (message.kind === 'calls') say({ kind: 'answers', responses: answersOf(sandbox, message.requests) });
    else close(sandbox);
  });
}

function open(): Sandbox | undefined {
  const { file, credentials } = started.parse(workerData);
  try {
    // NORMAL survives kill -9 of this process, which is what the sandbox of one machine needs.
    return openSandbox({ file, credentials, synchronous: 'normal' });
  } catch (error) {
    const unusable = sqliteStartError(error, file);
    if (unusable === undefined) throw error;
    say({ kind: 'unusable', code: unusable.code, text: unusable.text });
    return undefined;
  }
}

/** In one transaction, which ends before anything is answered. */
function answersOf(of: Sandbox, requests: readonly SentRequest[]): readonly SandboxResponse[] {
  try {
    return of.handleAll(
      requests.map(({ query, ...request }) => ({ ...request, query: new URLSearchParams(query) })),
      onFault,
    );
  } catch (fault) {
    // Nothing was kept.
    onFault(fault);
    return requests.map(() => failed);
  }
}

/** What listens no more lets the thread end. */
function close(of: Sandbox): void {
  of.close();
  parentPort?.close();
}
