import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Platform } from './platform.ts';

/** A platform's API on loopback, for whoever speaks HTTP. */
export interface PlatformServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function servePlatform(platform: Platform): Promise<PlatformServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const body = Buffer.concat(chunks).toString();
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
      );
      const asked = { method: request.method ?? 'GET', path: pathname, query: searchParams, headers, body };
      void platform.handle(asked).then((answer) => {
        if (!answer) return request.socket.destroy();
        return response
          .writeHead(answer.status, { 'content-type': 'application/json; encoding=utf-8' })
          .end(answer.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
