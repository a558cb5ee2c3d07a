import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { startRuntimeApi } from './runtime-api.ts';

const BOOTSTRAP = fileURLToPath(new URL('bootstrap.mjs', import.meta.url));

export interface FunctionOptions {
  /** An ESM bundle that exports `handler`. */
  readonly bundlePath: string;
  /** What the stack sets. Of this process's own environment the function sees PATH only. */
  readonly environment: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly timeoutSeconds?: number;
  /** Hears what the function writes; left out, it goes where this process writes. */
  readonly onOutput?: (text: string) => void;
}

/** One instance of a function: a process that runs the bundle as Lambda does, one invocation at a time. */
export interface LocalFunction {
  /** Resolves with what the handler returned; waits in line. Rejects with a `FunctionError`. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** Ends the instance with SIGKILL, whatever it is at; the next invocation starts another. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The handler threw, did not load, ended its process or took too long; `type` is Lambda's name of it. */
export class FunctionError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = 'FunctionError';
    this.type = type;
  }
}

interface Running {
  readonly requestId: string;
  readonly settle: PromiseWithResolvers<unknown>;
}

export async function startFunction(options: FunctionOptions): Promise<LocalFunction> {
  const { bundlePath, environment, name = 'local', timeoutSeconds = 60, onOutput } = options;
  const arn = `arn:aws:lambda:local:000000000000:function:${name}`;
  let running: Running | undefined;
  let child: ChildProcess | undefined;
  let line: Promise<unknown> = Promise.resolve();

  const fail = (error: FunctionError) => running?.settle.reject(error);
  const api = await startRuntimeApi(arn, {
    response: (requestId, body) => {
      if (running?.requestId === requestId) running.settle.resolve(parseJson(body));
    },
    error: (requestId, body) => {
      if (running?.requestId === requestId) fail(errorFrom(body));
    },
    initError: (body) => fail(errorFrom(body)),
  });

  const start = (): ChildProcess => {
    const output = onOutput === undefined ? 'inherit' : 'pipe';
    const started = spawn(process.execPath, [BOOTSTRAP], {
      stdio: ['ignore', output, output],
      env: { ...lambdaEnvironment(bundlePath, name), ...environment, AWS_LAMBDA_RUNTIME_API: api.address },
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => onOutput?.(text));
    }
    started.once('exit', (code, signal) => {
      if (child !== started) return;
      child = undefined;
      api.reset();
      fail(new FunctionError('Runtime.ExitError', `the process ended with ${code ?? signal ?? 'no code'}`));
    });
    return started;
  };

  const end = async () => {
    const ended = child;
    child = undefined;
    api.reset();
    if (ended === undefined || ended.exitCode !== null || ended.signalCode !== null) return;
    const exited = once(ended, 'exit');
    ended.kill('SIGKILL');
    await exited;
  };

  const invokeNow = async (event: unknown): Promise<unknown> => {
    child ??= start();
    const settle = Promise.withResolvers<unknown>();
    running = { requestId: randomUUID(), settle };
    const timer = setTimeout(() => {
      fail(new FunctionError('Sandbox.Timedout', `Task timed out after ${timeoutSeconds} seconds`));
      void end();
    }, timeoutSeconds * 1000);
    api.offer({ requestId: running.requestId, event, deadline: Date.now() + timeoutSeconds * 1000 });
    try {
      return await settle.promise;
    } finally {
      clearTimeout(timer);
      running = undefined;
    }
  };

  child = start();
  return {
    invoke(event) {
      const result = line.then(() => invokeNow(event));
      line = result.catch(() => undefined);
      return result;
    },
    async kill() {
      await end();
      fail(new FunctionError('Runtime.ExitError', 'the instance was killed'));
    },
    async stop() {
      await end();
      fail(new FunctionError('Runtime.ExitError', 'the function was stopped'));
      await api.close();
    },
  };
}

function lambdaEnvironment(bundlePath: string, name: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    LAMBDA_TASK_ROOT: dirname(bundlePath),
    _HANDLER: `${basename(bundlePath)}.handler`,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    TZ: ':UTC',
  };
}

function errorFrom(body: string): FunctionError {
  const error: unknown = JSON.parse(body);
  const field = (name: string): string => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : 'unknown';
  };
  return new FunctionError(field('errorType'), field('errorMessage'));
}
