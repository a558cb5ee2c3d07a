import { type Language, languageOf } from '../functions/shared/text/language.ts';
import { discardedList } from '../operations/discarded.ts';
import { findDesk } from './desk.ts';
import type { Output, Terminal } from './terminal.ts';
import type { OperatorOptions } from './why.ts';

/** Which values were discarded, and how often, the most frequent first. */
export async function listDiscarded({ stdout, env }: Terminal, { json, ...where }: OperatorOptions): Promise<number> {
  const desk = await findDesk(where);
  const counts = discardedList.parse(await desk.ask('/api/discarded'));
  if (json) return writeJson(stdout, counts);
  const words = WORDS[languageOf(env)];
  if (counts.length === 0) stdout.write(where.stack === undefined ? words.none : words.noneInDays);
  for (const { source, connection, kind, field, reason, count, example = '' } of counts) {
    stdout.write(
      `${String(count).padStart(6)}  ${reason}  ${field === undefined ? kind : words.at(kind, field)}  ${source} ${connection}  ${example}`.trimEnd() +
        '\n',
    );
  }
  return 0;
}

const WORDS = {
  en: {
    none: 'nothing was discarded\n',
    noneInDays: 'nothing was discarded in the last seven days\n',
    at: (kind: string, field: string) => `${kind} at ${field}`,
  },
  zh: {
    none: '没有舍弃过任何值\n',
    noneInDays: '最近七天没有舍弃过任何值\n',
    at: (kind: string, field: string) => `${kind}（字段 ${field}）`,
  },
} as const satisfies Record<Language, object>;

function writeJson(stdout: Output, value: unknown): number {
  stdout.write(`${JSON.stringify(value)}\n`);
  return 0;
}
