import { setTimeout as wait } from 'node:timers/promises';
import type { EventSourceMapping } from './emulators/event-source-mapping.ts';

export interface KeptReceiving {
  readonly mapping: EventSourceMapping;
  /** Asked before each turn. */
  readonly isEnabled: () => boolean;
  readonly onError: (error: unknown) => void;
}

/** An empty queue is looked at again so soon, and one that cannot be read so late. */
const IDLE_MS = 50;
const FAILED_MS = 1_000;

/** Lets a mapping receive until what it returns is called. That waits for the batch which is being worked on. */
export function keepReceiving({ mapping, isEnabled, onError }: KeptReceiving): () => Promise<void> {
  const ended = new AbortController();
  const pause = (milliseconds: number) =>
    wait(milliseconds, undefined, { signal: ended.signal }).catch(() => undefined);
  const turn = async () => {
    if (!isEnabled()) return pause(IDLE_MS);
    try {
      const { received } = await mapping.poll();
      if (received === 0) await pause(IDLE_MS);
    } catch (error) {
      onError(error);
      await pause(FAILED_MS);
    }
  };
  const running = (async () => {
    while (!ended.signal.aborted) await turn();
  })();
  return async () => {
    ended.abort();
    await running;
  };
}
