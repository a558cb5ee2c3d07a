import type { Clock } from '../ports/clock.ts';
import type { ReasonCode } from '../reasons/reasons.ts';

/**
 * One line of a log. The type is the allow-list: ids, types, reasons, durations. Never a body, a secret, or a person's
 * data; `detail` is written by our own code without values of the request.
 */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly at: 'webhook' | 'inlet' | 'deliver' | 'breaker' | 'release' | 'local';
  readonly message: string;
  readonly connection?: string;
  readonly reason?: ReasonCode;
  readonly detail?: string;
  readonly event?: string;
  readonly type?: string;
  readonly status?: number;
  readonly count?: number;
  readonly durationMs?: number;
  /** Name and message of an error of ours or of an SDK. */
  readonly error?: string;
}

export type Log = (line: LogLine) => void;

const ranks = { debug: 0, info: 1, warn: 2, error: 3 } as const;

/** JSON lines to `write`, each with its time; lines below `level` cost nothing. */
export function jsonLog(level: LogLine['level'], write: (text: string) => void, clock: Clock = Date.now): Log {
  return (line) => {
    if (ranks[line.level] < ranks[level]) return;
    write(`${JSON.stringify({ time: new Date(clock()).toISOString(), ...line })}\n`);
  };
}

/** How errors are written down: kind and message, no stack of other people's data. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'an error that is no Error';
}
