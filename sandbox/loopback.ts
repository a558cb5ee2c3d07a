import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  /** `http://127.0.0.1:8787` */
  readonly url: string;
  /** Takes nothing new, lets what is under way end, and cuts what has not ended after two seconds. */
  close(): Promise<void>;
}

const GRACE_MS = 2_000;

const PORTS_TRIED = 20;

/** Lets a server listen on loopback and nowhere else: on the port asked for, or the next free one. 0: any free one. */
export async function listenOnLoopback(server: Server, port: number): Promise<Listening> {
  await bind(server, port, port === 0 ? 1 : PORTS_TRIED);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

async function bind(server: Server, port: number, tries: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken || tries <= 1) throw error;
    await bind(server, port + 1, tries - 1);
  }
}
