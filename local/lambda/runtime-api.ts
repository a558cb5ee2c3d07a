import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  /** Unix ms at which Lambda would end it. */
  readonly deadline: number;
}

/** What a runtime may say; the body is the JSON it sent. */
export interface RuntimeListener {
  response(requestId: string, body: string): void;
  error(requestId: string, body: string): void;
  initError(body: string): void;
}

/** The part of the Lambda Runtime API that a runtime with buffered responses needs, on 127.0.0.1. */
export interface RuntimeApi {
  /** `host:port`, the value of AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Hands the invocation to the runtime as soon as it asks for one. */
  offer(invocation: Invocation): void;
  /** The runtime is gone: what it asked for, or did not take, is void. */
  reset(): void;
  close(): Promise<void>;
}

const ROUTE = /^\/2018-06-01\/runtime\/(?:invocation\/([\w-]+)\/(response|error)|(invocation\/next)|(init\/error))$/;

export async function startRuntimeApi(functionArn: string, listener: RuntimeListener): Promise<RuntimeApi> {
  let asked: ServerResponse | undefined;
  let offered: Invocation | undefined;

  const handOver = () => {
    if (asked === undefined || offered === undefined) return;
    asked.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': offered.requestId,
      'lambda-runtime-deadline-ms': String(offered.deadline),
      'lambda-runtime-invoked-function-arn': functionArn,
    });
    asked.end(JSON.stringify(offered.event));
    asked = undefined;
    offered = undefined;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [, requestId, kind, next, initError] = ROUTE.exec(request.url ?? '') ?? [];
    if (next !== undefined) {
      asked = response;
      handOver();
      return;
    }
    const body = await text(request);
    if (initError !== undefined) listener.initError(body);
    else if (requestId !== undefined && kind === 'response') listener.response(requestId, body);
    else if (requestId !== undefined) listener.error(requestId, body);
    response.writeHead(requestId === undefined && initError === undefined ? 404 : 202).end();
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    address: `127.0.0.1:${port}`,
    offer(invocation) {
      offered = invocation;
      handOver();
    },
    reset() {
      asked?.destroy();
      asked = undefined;
      offered = undefined;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
