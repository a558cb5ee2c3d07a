import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxRequest } from './protocol/message.ts';
import type { Sandbox } from './sandbox.ts';

export interface ServedSandbox {
  /** `http://127.0.0.1:<port>`: the base URL of a client. */
  readonly url: string;
  /** Ends the server, not the sandbox. */
  close(): Promise<void>;
}

/**
 * Serves a sandbox on this machine's loopback address.
 * @param port a free one when left out
 * @throws Error with the code EADDRINUSE when the port is taken.
 */
export async function serveSandbox(sandbox: Pick<Sandbox, 'handle'>, port = 0): Promise<ServedSandbox> {
  const server = createServer((incoming, outgoing) => {
    answer(sandbox, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
    },
  };
}

async function answer(
  sandbox: Pick<Sandbox, 'handle'>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { status, headers, body, dropped } = sandbox.handle(await read(incoming));
  if (dropped) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, headers).end(body);
}

async function read(incoming: IncomingMessage): Promise<SandboxRequest> {
  const { method = '', url = '' } = incoming;
  const mark = url.indexOf('?');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return {
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark)),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? '']),
    ),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
