import { chineseReasons } from '../functions/shared/reasons/chinese-reasons.ts';
import { type Reason, reasons } from '../functions/shared/reasons/reasons.ts';
import { type Language, languageOf } from '../functions/shared/text/language.ts';
import { nearestSpelling } from '../functions/shared/text/nearest-spelling.ts';
import { chineseStartReasons } from '../local/state/chinese-start-reasons.ts';
import { startReasons } from '../local/state/start-reasons.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

const CATALOGUES: Readonly<Record<Language, Readonly<Record<string, Reason>>>> = {
  en: { ...reasons, ...startReasons },
  zh: { ...chineseReasons, ...chineseStartReasons },
};
const WORDS = {
  en: { cause: 'cause', fix: 'fix', page: 'page', folder: 'docs/errors' },
  zh: { cause: '原因', fix: '处理', page: '页面', folder: 'docs/zh/errors' },
} as const;

/** What a reason code means, its likely cause and its fix, as its page has it; without a code, all codes. */
export async function explainReason(
  { stdout, env }: Terminal,
  code: string | undefined,
  { json }: { readonly json: boolean },
): Promise<number> {
  const language = languageOf(env);
  const catalogue = CATALOGUES[language];
  if (code === undefined) {
    const width = Math.max(...Object.keys(catalogue).map((name) => name.length));
    const lines = Object.entries(catalogue).map(([name, { summary }]) => `${name.padEnd(width)}  ${summary}\n`);
    stdout.write(json ? `${JSON.stringify(catalogue)}\n` : lines.join(''));
    return exitCodes.done;
  }
  const reason = catalogue[code];
  if (reason === undefined) {
    const near = nearestSpelling(code, Object.keys(catalogue));
    const text = {
      en: `no reason is called "${code}"${near === undefined ? '' : `; is it ${near}?`}`,
      zh: `没有名为 "${code}" 的原因${near === undefined ? '' : `；是不是 ${near}？`}`,
    };
    throw new CommandError(text, exitCodes.notFound);
  }
  const say = WORDS[language];
  stdout.write(
    json
      ? `${JSON.stringify({ code, ...reason })}\n`
      : `${code}\n${reason.summary}\n${say.cause}  ${reason.cause}\n${say.fix}  ${reason.fix}\n${say.page}  ${say.folder}/${code}.md\n`,
  );
  return exitCodes.done;
}
