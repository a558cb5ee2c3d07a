import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { rejectionOfForeign } from './foreign-request.ts';
import { listenOnLoopback, type Listening } from './loopback.ts';
import { plainResponse } from './protocol/message.ts';
import { failed, MAX_BODY_BYTES, tooLarge } from './protocol/routing.ts';
import {
  openSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
  type SandboxResponse,
} from './sandbox.ts';

export interface ListenOptions extends Omit<SandboxOptions, 'file'> {
  /** The next free one when it is taken; 0: any free one. */
  readonly port: number;
  /** The folder of `sandbox.db`; in memory when left out. */
  readonly data?: string | undefined;
  /** Told of a call that failed for a fault in the sandbox; written to stderr when left out. */
  readonly onFault?: (fault: unknown) => void;
}

export interface ListeningSandbox extends Listening {
  readonly sandbox: Sandbox;
}

/** Runs the sandbox alone, on 127.0.0.1. @throws what `openSandbox` throws, and when no port is free */
export async function listenSandbox({
  port,
  data,
  onFault = print,
  ...options
}: ListenOptions): Promise<ListeningSandbox> {
  if (data !== undefined) mkdirSync(data, { recursive: true, mode: 0o700 });
  const sandbox = openSandbox({ ...options, file: data === undefined ? ':memory:' : join(data, 'sandbox.db') });
  const line = new Line(sandbox, onFault);
  const server = createServer((request, response) => void serve(line, request, response));
  try {
    const listening = await listenOnLoopback(server, port);
    return {
      url: listening.url,
      sandbox,
      close: async () => {
        await listening.close();
        sandbox.close();
      },
    };
  } catch (error) {
    sandbox.close();
    throw error;
  }
}

async function serve(line: Line, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const rejection = rejectionOfForeign(request.headers, request.socket.localPort ?? 0);
  if (rejection !== undefined) {
    send(plainResponse(403, rejection), response);
    return;
  }
  const body = await bodyOf(request).catch(() => 'gone' as const);
  // The caller went away in the middle of its request.
  if (body === 'gone') return;
  const answer = body.text === undefined ? tooLarge : await line.handle(requestOf(request, body.text));
  if (answer.delayMs !== undefined) await wait(answer.delayMs);
  send(answer, response);
}

interface Waiting {
  readonly request: SandboxRequest;
  readonly answer: (response: SandboxResponse) => void;
}

/** Calls that arrive together are carried out in one transaction: a commit costs more than most calls. */
class Line {
  readonly #sandbox: Sandbox;
  readonly #onFault: (fault: unknown) => void;
  #waiting: Waiting[] = [];

  constructor(sandbox: Sandbox, onFault: (fault: unknown) => void) {
    this.#sandbox = sandbox;
    this.#onFault = onFault;
  }

  handle(request: SandboxRequest): Promise<SandboxResponse> {
    if (this.#waiting.length === 0) setImmediate(() => this.#carryOut());
    return new Promise((answer) => this.#waiting.push({ request, answer }));
  }

  #carryOut(): void {
    const together = this.#waiting;
    this.#waiting = [];
    const responses = this.#answers(together.map(({ request }) => request));
    for (const [index, { answer }] of together.entries()) answer(responses[index] ?? failed);
  }

  #answers(requests: readonly SandboxRequest[]): readonly SandboxResponse[] {
    try {
      return this.#sandbox.handleAll(requests, this.#onFault);
    } catch (fault) {
      // Nothing was kept.
      this.#onFault(fault);
      return [];
    }
  }
}

function requestOf(request: IncomingMessage, body: string): SandboxRequest {
  const { url = '/', method = 'GET' } = request;
  const mark = url.indexOf('?');
  return {
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark)),
    headers: headersOf(request),
    body,
  };
}

function send({ status, headers, body, dropped }: SandboxResponse, response: ServerResponse): void {
  // A fault that was ordered: the answer is lost on the way.
  if (dropped) response.destroy();
  else response.writeHead(status, headers).end(body);
}

/** The body as text; undefined when it is too large, whatever the rest of it says. */
function bodyOf(request: IncomingMessage): Promise<{ readonly text: string | undefined }> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
      else chunks = [];
    });
    request.once('end', () =>
      resolve({ text: length <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined }),
    );
    request.once('error', reject);
  });
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) single[name] = typeof value === 'string' ? value : value.join(', ');
  return single;
}

function print(fault: unknown): void {
  process.stderr.write(`${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
}
