import * as z from 'zod/mini';
import { type Language, languageOf } from '../functions/shared/text/language.ts';
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
export async function listDiscarded({ stdout, env }: Terminal, { data, json }: OperatorOptions): Promise<number> {
  const desk = await findDesk(data);
  const counts = discardedCounts.parse(await desk.ask('/api/discarded'));
  if (json) return writeJson(stdout, counts);
  const words = WORDS[languageOf(env)];
  if (counts.length === 0) stdout.write(words.none);
  for (const { source, connection, kind, field, reason, count, example } of counts) {
    stdout.write(
      `${String(count).padStart(6)}  ${reason}  ${words.at(kind, field)}  ${source} ${connection}  ${example}\n`,
    );
  }
  return 0;
}

const WORDS = {
  en: { none: 'nothing was discarded\n', at: (kind: string, field: string) => `${kind} at ${field}` },
  zh: { none: '没有舍弃过任何值\n', at: (kind: string, field: string) => `${kind}（字段 ${field}）` },
} as const satisfies Record<Language, object>;

function writeJson(stdout: Output, value: unknown): number {
  stdout.write(`${JSON.stringify(value)}\n`);
  return 0;
}
