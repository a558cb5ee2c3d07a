import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { listenOnLoopback, type Listening } from '../../sandbox/loopback.ts';

type Fetch = Parameters<typeof getRequestListener>[0];

/** Serves on loopback: on the port asked for, or the next free one. */
export function listen(fetch: Fetch, port: number): Promise<Listening> {
  const listener = getRequestListener(fetch);
  const server = createServer((request: IncomingMessage, response: ServerResponse) => void listener(request, response));
  return listenOnLoopback(server, port);
}
