import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Json } from '../../functions/shared/json/lossless.ts';
import type { ReadingConnection } from './connection.ts';
import type { EventStatement } from './statement.ts';

/** A captured event with invented values, and what it said when somebody accepted it. */
export interface Golden {
  /** Only the headers without which the event would say something else. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; any other body as its text. */
  readonly body: Json;
  readonly says: readonly GoldenEvent[];
}

export interface GoldenEvent {
  readonly type: string;
  readonly subject?: string;
  readonly partitionkey?: string;
  readonly outcome: EventStatement['outcome'];
}

/** What a connection makes of a body under these headers; undefined when nobody can read it. */
export function readStatements(
  connection: ReadingConnection,
  headers: Readonly<Record<string, string>>,
  body: string,
): readonly EventStatement[] | undefined {
  const reading = connection.read({ headers, body: Buffer.from(body) });
  return reading.ok ? reading.events.map((event) => ({ event, outcome: connection.identify(event) })) : undefined;
}

/** What a golden event says now, to be compared with what it `says`; undefined when nobody can read it any more. */
export function goldenNow(
  connection: ReadingConnection,
  { headers, body }: Golden,
): readonly GoldenEvent[] | undefined {
  const all = readStatements(connection, headers, typeof body === 'string' ? body : JSON.stringify(body));
  return all && asGolden(all);
}

/** As a golden file has it. */
export function asGolden(all: readonly EventStatement[]): readonly GoldenEvent[] {
  // What is absent and what is undefined are one in JSON.
  return JSON.parse(JSON.stringify(all.map(({ event, outcome }) => ({ ...orderOf(event), outcome })))) as GoldenEvent[];
}

function orderOf({ type, subject, partitionkey }: Envelope): Omit<GoldenEvent, 'outcome'> {
  return {
    type,
    ...(subject !== undefined && { subject }),
    ...(partitionkey !== undefined && { partitionkey }),
  };
}
