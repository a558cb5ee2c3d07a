import { jsonLog, type Log } from '../../functions/shared/log/log.ts';

export interface RecordingLog {
  readonly log: Log;
  /** Every line, parsed. */
  readonly lines: () => readonly Readonly<Record<string, unknown>>[];
  /** Everything written, to search in. */
  readonly text: () => string;
}

/** The log that production has, at its most talkative, into memory. */
export function recordingLog(): RecordingLog {
  const written: string[] = [];
  return {
    log: jsonLog('debug', (line) => written.push(line)),
    lines: () =>
      written.map((line) => {
        const { time: _time, ...rest } = JSON.parse(line) as Readonly<Record<string, unknown>>;
        return rest;
      }),
    text: () => written.join(''),
  };
}
