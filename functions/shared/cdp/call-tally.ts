import type { CdpErrorKind } from './cdp-error.ts';
import type { Transport } from './transport.ts';
import type { Clock } from '../ports/ports.ts';

/** What calls to the CDP took, exchanges of tokens too, and how many failed, by kind. */
export interface CallFigures {
  /** Of each call that was sent, answered or not. */
  readonly milliseconds: readonly number[];
  readonly failed: ReadonlyMap<CdpErrorKind, number>;
}

/** Keeps them until they are taken: they are written down once a batch, because a line for each call would cost more than it tells. */
export interface CallTally {
  /** The same way to the CDP; what it takes is counted, without the wait for its turn. */
  timed(send: Transport): Transport;
  readonly failed: (kind: CdpErrorKind) => void;
  /** What has come since the last time; undefined where nothing has. */
  take(): CallFigures | undefined;
}

export function openCallTally(clock: Clock): CallTally {
  let milliseconds: number[] = [];
  let failures = new Map<CdpErrorKind, number>();
  return {
    timed: (send) => async (request) => {
      const began = clock();
      try {
        return await send(request);
      } finally {
        milliseconds.push(Math.max(0, clock() - began));
      }
    },
    failed: (kind) => void failures.set(kind, (failures.get(kind) ?? 0) + 1),
    take() {
      if (milliseconds.length === 0 && failures.size === 0) return undefined;
      const figures = { milliseconds, failed: failures };
      [milliseconds, failures] = [[], new Map()];
      return figures;
    },
  };
}
