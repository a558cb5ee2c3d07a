import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import type { Terminal } from '../terminal.ts';

/** What `--lang` says, else what the environment asks for. It is known before the arguments are parsed: their help is in it. */
export function askedLanguage(args: readonly string[], env: Terminal['env']): Language {
  const end = args.indexOf('--');
  const own = end === -1 ? args : args.slice(0, end);
  const at = own.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const named = own[at] === '--lang' ? own[at + 1] : own[at]?.slice('--lang='.length);
  return named === 'en' || named === 'zh' ? named : languageOf(env);
}

/** The terminal with an environment that asks for this language, also of the programs that a command starts. */
export function terminalIn(language: Language, terminal: Terminal): Terminal {
  const { stdin, stdout, stderr, env } = terminal;
  if (languageOf(env) === language) return terminal;
  return {
    stdin,
    stdout,
    stderr,
    env: { ...env, LC_ALL: language === 'zh' ? 'zh_CN.UTF-8' : 'en_US.UTF-8' },
    on: (signal, listener) => terminal.on(signal, listener),
    off: (signal, listener) => terminal.off(signal, listener),
  };
}
