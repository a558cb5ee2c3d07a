import * as z from 'zod/mini';
import { findDesk } from './desk.ts';
import type { Output, Terminal } from './terminal.ts';
import type { OperatorOptions } from './why.ts';

const discardedCounts = z.array(
  z.object({
    source: z.string(),
    connection: z.string(),
    kind: z.string(),
    field: z.string(),
    reason: z.string(),
    count: z.number(),
    example: z.string(),
  }),
);

/** Which values were discarded, and how often, the most frequent first. */
export async function listDiscarded({ stdout }: Terminal, { data, json }: OperatorOptions): Promise<number> {
  const desk = await findDesk(data);
  const counts = discardedCounts.parse(await desk.ask('/api/discarded'));
  if (json) return writeJson(stdout, counts);
  if (counts.length === 0) stdout.write('nothing was discarded\n');
  for (const { source, connection, kind, field, reason, count, example } of counts) {
    stdout.write(`${String(count).padStart(6)}  ${reason}  ${kind} at ${field}  ${source} ${connection}  ${example}\n`);
  }
  return 0;
}

function writeJson(stdout: Output, value: unknown): number {
  stdout.write(`${JSON.stringify(value)}\n`);
  return 0;
}
