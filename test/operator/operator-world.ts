import type { SampleRequest } from '../../functions/shared/sources/source.ts';
import type { WebhookConnection } from '../kit/demo.ts';
import type { Ended } from '../cli/run-guiyi.ts';

/** A Guiyi that runs, and the command line of whoever has the night. */
export interface OperatorWorld {
  /** `npx guiyi …`, of this Guiyi. */
  guiyi(...args: readonly string[]): Promise<Ended>;
  /** As hints name it: `--stack dev`. */
  readonly named: string;
  /** Sends a request of a platform to the front door. */
  send(connection: WebhookConnection, request: SampleRequest): Promise<number>;
  /** Puts a message into the inlet queue. */
  inlet(body: string): Promise<void>;
  /** The CDP answers nothing but HTTP 503 to so many calls; 0: it is well again. */
  failCdp(calls: number): Promise<void>;
  /** Until no event waits. */
  settled(): Promise<void>;
  /** Until an event was tried, and waits. */
  waits(): Promise<void>;
  /** A new file of this night. @returns its path */
  readonly file: (name: string, text: string) => string;
  readonly path: (name: string) => string;
  end(): Promise<void>;
}
