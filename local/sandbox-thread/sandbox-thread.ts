import { Worker } from 'node:worker_threads';
import type { Log } from '../../functions/shared/log/log.ts';
import type { SandboxRequest, SandboxResponse } from '../../sandbox/sandbox.ts';
import type { SandboxCredentials } from '../host/sandbox-credentials.ts';
import type { CalledSandbox } from '../host/sandbox-transport.ts';
import { StartError } from '../state/start-error.ts';
import type { FromSandbox, ToSandbox } from './messages.ts';

/** The sandbox of the CDP in a thread of its own: it is another system, and works while the functions do. */
export interface SandboxThread extends CalledSandbox {
  handle(request: SandboxRequest): Promise<SandboxResponse>;
  /** Closes its file when what was asked before is answered. */
  close(): Promise<void>;
}

export interface SandboxThreadOptions {
  readonly file: string;
  readonly credentials: SandboxCredentials;
  readonly log: Log;
  /** Hears that the thread has ended and nobody has closed it. */
  readonly onLost?: ((cause: unknown) => void) | undefined;
  /** What runs in the thread. */
  readonly program?: URL;
}

interface Call {
  readonly request: SandboxRequest;
  readonly resolve: (response: SandboxResponse) => void;
  readonly reject: (error: unknown) => void;
}

const sandboxProgram = new URL('sandbox-worker.ts', import.meta.url);

/** @throws StartError where the file cannot be opened */
export async function openSandboxThread({
  file,
  credentials,
  log,
  onLost = () => undefined,
  program = sandboxProgram,
}: SandboxThreadOptions): Promise<SandboxThread> {
  const worker = new Worker(program, { name: 'sandbox', workerData: { file, credentials } });
  const opened = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  /** What is to be sent with the next message, and what was sent with each that is not answered. */
  let gathered: Call[] = [];
  const sent: (readonly Call[])[] = [];
  let state: 'opens' | 'runs' | 'closes' | 'lost' = 'opens';

  // A thread is of no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const post = (message: ToSandbox) => worker.postMessage(message);
  /** Calls of one turn of the event loop go together: they are carried out in one transaction. */
  const send = () => {
    if (gathered.length === 0 || state === 'lost') return;
    sent.push(gathered);
    post({
      kind: 'calls',
      requests: gathered.map(({ request: { query, ...rest } }) => ({ ...rest, query: String(query) })),
    });
    gathered = [];
  };
  const lose = (cause: unknown) => {
    const before = state;
    if (before === 'lost') return;
    state = 'lost';
    const error = new Error('the thread of the sandbox has ended', { cause });
    for (const { reject } of [...sent.flat(), ...gathered]) reject(error);
    if (before === 'opens') opened.reject(cause);
    else onLost(cause);
  };

  worker.on('message', (message: FromSandbox) => {
    switch (message.kind) {
      case 'open':
        state = 'runs';
        opened.resolve();
        break;
      case 'unusable':
        state = 'closes';
        opened.reject(new StartError(message.code, message.text));
        break;
      case 'answers':
        for (const [index, call] of (sent.shift() ?? []).entries()) answer(call, message.responses[index]);
        break;
      case 'fault':
        log({ level: 'error', at: 'local', message: 'the sandbox failed', error: message.error });
        break;
    }
  });
  worker.once('error', lose);
  worker.once('exit', (code) => {
    if (state !== 'closes') lose(new Error(`it ended with code ${code}`));
    ended.resolve();
  });
  await opened.promise;

  return {
    handle: (request) =>
      new Promise((resolve, reject) => {
        if (state !== 'runs') {
          reject(new Error('the thread of the sandbox runs no more'));
          return;
        }
        if (gathered.length === 0) setImmediate(send);
        gathered.push({ request, resolve, reject });
      }),
    async close() {
      if (state === 'runs') {
        send();
        state = 'closes';
        post({ kind: 'close' });
      }
      await ended.promise;
    },
  };
}

function answer({ resolve, reject }: Call, response: SandboxResponse | undefined): void {
  if (response === undefined) reject(new TypeError('the sandbox has left a call without an answer'));
  else resolve(response);
}
