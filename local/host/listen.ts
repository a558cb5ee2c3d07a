import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { listenOnLoopback, type Listening } from '../../sandbox/loopback.ts';

type Fetch = Parameters<typeof getRequestListener>[0];

/** The answer to a request that the app does not get to see. */
export interface ErrorResponse {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Judges a request as it came over the wire: the app has a path that was normalised. */
export type Gate = (request: IncomingMessage) => ErrorResponse | undefined;

/** Serves on loopback what the gate lets through: on the port asked for, or the next free one. */
export function listen(fetch: Fetch, gate: Gate, port: number): Promise<Listening> {
  const listener = getRequestListener(fetch);
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const rejection = gate(request);
    if (rejection) refuse(rejection, response);
    else void listener(request, response);
  });
  return listenOnLoopback(server, port);
}

function refuse({ status, body, headers }: ErrorResponse, response: ServerResponse): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(body);
}
