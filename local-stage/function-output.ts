import { isJsonObject, type Json, parseJson } from '../functions/shared/json/lossless.ts';

export interface OutputReaders {
  /** Hears a line of metrics in CloudWatch's embedded format. */
  readonly metrics: (line: string) => void;
  /** Hears what a person should see: warnings, errors, and whatever is no line of the log. */
  readonly log: (line: string) => void;
}

/** Takes what a function writes, in pieces as they come, and hands its whole lines on. */
export function functionOutput({ metrics, log }: OutputReaders): (text: string) => void {
  let begun = '';
  return (text) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) {
      const json = jsonIn(line);
      if (isJsonObject(json) && json['_aws'] !== undefined) metrics(line);
      else if (!isJsonObject(json) || !isQuiet(json['level'])) log(line);
    }
  };
}

function isQuiet(level: Json | undefined): boolean {
  return level === 'debug' || level === 'info';
}

function jsonIn(line: string): Json | undefined {
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}
