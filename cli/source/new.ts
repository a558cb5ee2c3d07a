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

type Asking = Pick<Terminal, 'stdin' | 'stdout' | 'stderr'>;

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
    throw new CommandError(`There is no ${PLATFORMS} here: run it in the root of a checkout of Guiyi.`);
  validated('the name', name, FORMS.name, 'small letters, digits and hyphens, as tea-house');
  const source = await completed(terminal, name, options);
  const files = Object.entries(newSourceFiles(source));
  const taken = files.find(([file]) => existsSync(file));
  if (taken) throw new CommandError(`${taken[0]} is there already. Nothing was written.`);
  for (const [file, text] of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    terminal.stdout.write(`✓ ${file}\n`);
  }
  terminal.stdout.write(
    `\nNext: npm run generate, npm run format, then npx vitest run ${name}. One test fails and says what to fill in.\n`,
  );
  return 0;
}

/** Asks for what no option says. @throws CommandError where nobody can be asked, or an answer cannot be one */
async function completed(terminal: Asking, name: string, given: NewSourceOptions): Promise<NewSource> {
  const { algorithm, encoding, prefix, typePath } = given;
  const title = given.title ?? titleOf(name);
  const signatureHeader = await answered(
    terminal,
    given.signatureHeader,
    '--signature-header',
    'Which header has the signature?',
  );
  const header =
    typePath === undefined
      ? await answered(
          terminal,
          given.typeHeader,
          '--type-header',
          'Which header names the event? (a path in the body: --type-path)',
        )
      : undefined;
  const event = await answered(terminal, given.event, '--event', 'What is the first event called that you take?');
  validated('--event', event, FORMS.event, 'letters, digits and . / : -');
  return {
    name,
    title,
    signatureHeader: headerOf('--signature-header', signatureHeader),
    algorithm,
    encoding,
    prefix,
    type:
      header === undefined
        ? { path: validated('--type-path', typePath ?? '', FORMS.path, 'a dotted path, as event.type') }
        : { header: headerOf('--type-header', header) },
    event,
  };
}

async function answered(
  { stdin, stderr }: Asking,
  given: string | undefined,
  option: string,
  question: string,
): Promise<string> {
  if (given !== undefined) return given;
  if (!stdin.isTTY) throw new CommandError(`${question} Say it by ${option}.`);
  const dialogue = createInterface({ input: stdin, output: stderr });
  try {
    return (await dialogue.question(`${question} `)).trim();
  } finally {
    dialogue.close();
  }
}

function headerOf(option: string, given: string): string {
  return validated(option, given.toLowerCase(), FORMS.header, 'the name of a header: letters, digits and hyphens');
}

function validated(what: string, given: string, form: RegExp, allowed: string): string {
  if (!form.test(given)) throw new CommandError(`${what} is ${JSON.stringify(given)}; it must be ${allowed}.`);
  return given;
}

/** `tea-house` → `Tea House`. */
function titleOf(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
