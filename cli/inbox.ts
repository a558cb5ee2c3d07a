import * as z from 'zod/mini';
import { findDesk } from './desk.ts';
import type { Output, Terminal } from './terminal.ts';
import type { OperatorOptions } from './why.ts';

const cases = z.array(
  z.object({
    type: z.string(),
    connection: z.string(),
    count: z.number(),
    first: z.number(),
    last: z.number(),
    examples: z.array(z.object({ example: z.string(), event: z.string() })),
  }),
);

/** What a person should look at, the newest first. */
export async function listCases({ stdout }: Terminal, { json, ...where }: OperatorOptions): Promise<number> {
  const desk = await findDesk(where);
  const inbox = cases.parse(await desk.ask('/api/cases'));
  if (json) return writeJson(stdout, inbox);
  if (inbox.length === 0) stdout.write('no cases\n');
  for (const { type, connection, count, first, last, examples } of inbox) {
    stdout.write(`${type}  ${connection}  ${count}×, ${time(first)} to ${time(last)}\n`);
    for (const { example, event } of examples) stdout.write(`    ${example}  (event ${event})\n`);
  }
  return 0;
}

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

function time(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
