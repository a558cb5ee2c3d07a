import * as z from 'zod/mini';
import { findDesk } from './desk.ts';
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
export async function listCases({ data, json }: OperatorOptions): Promise<void> {
  const desk = await findDesk(data);
  const inbox = cases.parse(await desk.ask('/api/cases'));
  if (json) return writeJson(inbox);
  if (inbox.length === 0) process.stdout.write('no cases\n');
  for (const { type, connection, count, first, last, examples } of inbox) {
    process.stdout.write(`${type}  ${connection}  ${count}×, ${time(first)} to ${time(last)}\n`);
    for (const { example, event } of examples) process.stdout.write(`    ${example}  (event ${event})\n`);
  }
}

const refusals = z.array(
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

/** Which values were refused, and how often, the most frequent first. */
export async function listRefusals({ data, json }: OperatorOptions): Promise<void> {
  const desk = await findDesk(data);
  const counts = refusals.parse(await desk.ask('/api/refusals'));
  if (json) return writeJson(counts);
  if (counts.length === 0) process.stdout.write('nothing was refused\n');
  for (const { source, connection, kind, field, reason, count, example } of counts) {
    process.stdout.write(
      `${String(count).padStart(6)}  ${reason}  ${kind} at ${field}  ${source} ${connection}  ${example}\n`,
    );
  }
}

function writeJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function time(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
