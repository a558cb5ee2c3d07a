import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { isFields } from '../../operations/secret-values.ts';
import { CommandError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';

/**
 * A secret from the standard input, as JSON; at a terminal the fields one by one, unseen. Never from the command line, where everybody on
 * the machine can read it.
 * @throws CommandError that quotes nothing of it
 */
export async function askSecret(
  { stdin, stderr, env }: Pick<Terminal, 'stdin' | 'stderr' | 'env'>,
  about: string,
  fields: readonly string[] | undefined,
): Promise<object> {
  if (!stdin.isTTY) return parse(await text(stdin));
  const words = WORDS[languageOf(env)];
  // What is typed is not written back.
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const dialogue = createInterface({ input: stdin, output: unseen, terminal: true });
  const ask = async (question: string) => {
    stderr.write(`${question}${words.colon}`);
    const answer = await dialogue.question('');
    stderr.write('\n');
    return answer.trim();
  };
  try {
    if (!fields) return parse(await ask(words.whole(about)));
    const entries: (readonly [string, string])[] = [];
    for (const field of fields) {
      const value = await ask(words.field(field, about));
      if (value !== '') entries.push([field, value]);
    }
    return Object.fromEntries(entries);
  } finally {
    dialogue.close();
  }
}

const WORDS = {
  en: {
    colon: ': ',
    whole: (about: string) => `The secret of ${about}, as JSON on one line`,
    field: (field: string, about: string) => `${field} of ${about} (Enter leaves it out)`,
  },
  zh: {
    colon: '：',
    whole: (about: string) => `${about} 的密钥，写成一行 JSON`,
    field: (field: string, about: string) => `${about} 的 ${field}（直接回车表示不填）`,
  },
} as const satisfies Record<Language, object>;

function parse(json: string): object {
  if (json.trim() === '') {
    throw new CommandError({
      en: 'nothing was read: the secret comes on the standard input, as JSON. A file is read with < secret.json.',
      zh: '什么也没有读到：密钥从标准输入读取，写成 JSON。读文件用 < secret.json。',
    });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new CommandError({
      en: 'what was read is not JSON; it takes one object, fields named as the platform names them.',
      zh: '读到的不是 JSON；应为一个对象，字段名与平台一致。',
    });
  }
  if (isFields(parsed)) return parsed;
  throw new CommandError({
    en: 'it takes one JSON object: a value that is live already is kept beside it by itself.',
    zh: '应为一个 JSON 对象：已经有效的值会自动保留。',
  });
}
