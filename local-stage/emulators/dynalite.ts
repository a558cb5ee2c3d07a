import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';

export interface Dynalite {
  readonly url?: string;
  /** Why there is none: it keeps its tables in a native module, which may be missing on a machine. */
  readonly failure?: string;
  stop(): Promise<unknown>;
}

/** In a thread of its own: in the client's, many calls at once would be answered before the client hears that it is connected. */
export async function startDynalite(): Promise<Dynalite> {
  const thread = new Worker(new URL('dynalite-thread.ts', import.meta.url));
  const stop = () => thread.terminate();
  try {
    const [address] = (await once(thread, 'message')) as [AddressInfo];
    return { url: `http://127.0.0.1:${address.port}`, stop };
  } catch (error) {
    return { failure: String(error), stop };
  }
}
