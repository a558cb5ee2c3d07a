import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Json } from '../../functions/shared/json/lossless.ts';
import type { ReadingConnection } from './connection.ts';
import type { Said } from './invent.ts';

/** A captured event with invented values, and what it said when somebody accepted it. */
export interface Golden {
  /** Only the headers without which the event would say something else. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly says: readonly GoldenEvent[];
}

export interface GoldenEvent {
  readonly type: string;
  readonly subject?: string;
  readonly partitionkey?: string;
  readonly outcome: Said['said'];
}

/** What a connection makes of a body under these headers; undefined when nobody can read it. */
export function judged(
  connection: ReadingConnection,
  headers: Readonly<Record<string, string>>,
  body: Json,
): readonly Said[] | undefined {
  const read = connection.read({ headers, body: Buffer.from(JSON.stringify(body)) });
  if ('unreadable' in read) return undefined;
  return read.map((event) => ({ event, said: connection.identify(event) }));
}

/** As a golden file has it, and its test compares it. */
export function asGolden(all: readonly Said[]): readonly GoldenEvent[] {
  return all.map(({ event, said }) => ({ ...orderOf(event), outcome: said }));
}

function orderOf({ type, subject, partitionkey }: Envelope): Omit<GoldenEvent, 'outcome'> {
  return {
    type,
    ...(subject !== undefined && { subject }),
    ...(partitionkey !== undefined && { partitionkey }),
  };
}
