import { languageOf } from '../../functions/shared/text/language.ts';
import { type Localized, same } from '../../functions/shared/text/localized.ts';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { CommandError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';
import { type NewSource, newSourceFiles } from './new-source.ts';

export interface NewSourceOptions {
  readonly title?: string;
  readonly signatureHeader?: string;
  readonly algorithm: NewSource['algorithm'];
  readonly encoding: NewSource['encoding'];
  readonly prefix: string;
  readonly typeHeader?: string;
  readonly typePath?: string;
  readonly event?: string;
}

type Asking = Pick<Terminal, 'stdin' | 'stdout' | 'stderr' | 'env'>;

const PLATFORMS = 'functions/shared/sources/platforms';
const FORMS = {
  name: /^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/,
  header: /^[a-z0-9-]{1,64}$/,
  path: /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/,
  event: /^[\w./:-]{1,100}$/,
};

/** Writes a first version of a source: its folder, its test and its page. Nothing that is there already is touched. */
export async function newSource(terminal: Asking, name: string, options: NewSourceOptions): Promise<number> {
  if (!existsSync(PLATFORMS))
    throw new CommandError({
      en: `There is no ${PLATFORMS} here: run it in the root of a checkout of Guiyi.`,
      zh: `这里没有 ${PLATFORMS}：请在归一仓库的根目录运行。`,
    });
  validated({ en: 'the name', zh: '名称' }, name, FORMS.name, {
    en: 'small letters, digits and hyphens, as tea-house',
    zh: '小写字母、数字和连字符，如 tea-house',
  });
  const source = await completed(terminal, name, options);
  const files = Object.entries(newSourceFiles(source));
  const taken = files.find(([file]) => existsSync(file));
  if (taken) {
    throw new CommandError({
      en: `${taken[0]} is there already. Nothing was written.`,
      zh: `${taken[0]} 已存在。没有写入。`,
    });
  }
  for (const [file, text] of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    terminal.stdout.write(`✓ ${file}\n`);
  }
  const next = {
    en: `Next: npm run generate, npm run format, then npx vitest run ${name}. One test fails and says what to fill in.`,
    zh: `下一步：npm run generate，npm run format，然后 npx vitest run ${name}。有一个测试会失败，并说明还要填什么。`,
  };
  terminal.stdout.write(`\n${next[languageOf(terminal.env)]}\n`);
  return 0;
}

/** Asks for what no option says. @throws CommandError where nobody can be asked, or an answer cannot be one */
async function completed(terminal: Asking, name: string, given: NewSourceOptions): Promise<NewSource> {
  const { algorithm, encoding, prefix, typePath } = given;
  const title = given.title ?? titleOf(name);
  const signatureHeader = await answered(terminal, given.signatureHeader, '--signature-header', {
    en: 'Which header has the signature?',
    zh: '签名在哪个请求头里？',
  });
  const header =
    typePath === undefined
      ? await answered(terminal, given.typeHeader, '--type-header', {
          en: 'Which header names the event? (a path in the body: --type-path)',
          zh: '事件类型在哪个请求头里？（在请求体中时用 --type-path）',
        })
      : undefined;
  const event = await answered(terminal, given.event, '--event', {
    en: 'What is the first event called that you take?',
    zh: '要接收的第一个事件叫什么？',
  });
  validated(same('--event'), event, FORMS.event, {
    en: 'letters, digits and . / : -',
    zh: '字母、数字和 . / : -',
  });
  return {
    name,
    title,
    signatureHeader: headerOf('--signature-header', signatureHeader),
    algorithm,
    encoding,
    prefix,
    type:
      header === undefined
        ? {
            path: validated(same('--type-path'), typePath ?? '', FORMS.path, {
              en: 'a dotted path, as event.type',
              zh: '用点分隔的路径，如 event.type',
            }),
          }
        : { header: headerOf('--type-header', header) },
    event,
  };
}

async function answered(
  { stdin, stderr, env }: Asking,
  given: string | undefined,
  option: string,
  question: Localized,
): Promise<string> {
  if (given !== undefined) return given;
  if (!stdin.isTTY) {
    throw new CommandError({ en: `${question.en} Say it by ${option}.`, zh: `${question.zh}请用 ${option} 写明。` });
  }
  const dialogue = createInterface({ input: stdin, output: stderr });
  try {
    return (await dialogue.question(`${question[languageOf(env)]} `)).trim();
  } finally {
    dialogue.close();
  }
}

function headerOf(option: string, given: string): string {
  return validated(same(option), given.toLowerCase(), FORMS.header, {
    en: 'the name of a header: letters, digits and hyphens',
    zh: '请求头的名称：字母、数字和连字符',
  });
}

function validated(what: Localized, given: string, form: RegExp, allowed: Localized): string {
  if (form.test(given)) return given;
  const found = JSON.stringify(given);
  throw new CommandError({
    en: `${what.en} is ${found}; it must be ${allowed.en}.`,
    zh: `${what.zh} 现为 ${found}；应为${allowed.zh}。`,
  });
}

/** `tea-house` → `Tea House`. */
function titleOf(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
