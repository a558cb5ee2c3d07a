import * as z from 'zod/mini';
import type { EventLine } from '../says.ts';

const object = z.looseObject({});
/** What every line has; the rest is the platforms'. */
const line = z.looseObject({
  history: z.string(),
  event: z.looseObject({ id: z.string(), time: z.string(), data: object }),
  says: z.looseObject({ time: z.string(), arrives: z.string(), identities: z.array(object) }),
});

/** @throws Error where a line is none of the events */
export function readEvents(texts: readonly string[]): readonly EventLine[] {
  // Written by the generator, whose types say the rest.
  return texts.map((one) => line.parse(JSON.parse(one)) as unknown as EventLine);
}

export function linesIn(file: string): readonly string[] {
  return file.split('\n').filter((one) => one.trim() !== '');
}
