import { ConfigError } from '../../functions/shared/config/problem.ts';
import type { Language } from '../../functions/shared/text/language.ts';
import { type Localized, inLanguage } from '../../functions/shared/text/localized.ts';
import { configErrorText } from '../../operations/config-error-text.ts';
import { UsageError } from '../host/settings.ts';
import { chineseStartReasons } from './chinese-start-reasons.ts';
import type { StartReason } from './start-reasons.ts';

/** `npm start` does not begin. The message is for whoever started it: what was found, and what to do. */
export class StartError extends Error {
  readonly code: StartReason;
  readonly kind = 'start';
  readonly retryable = false;
  /** The message, for whoever has started it. */
  readonly text: Localized;
  constructor(code: StartReason, text: Localized, options?: ErrorOptions) {
    super(text.en, options);
    this.name = 'StartError';
    this.code = code;
    this.text = text;
  }
}

/** What stands on stderr when the start fails: a sentence, the code and its page; of a fault of ours also where it happened. */
export function describeStartError(error: unknown, language: Language): string {
  const code = codeOf(error);
  const place = code === 'start-failed' && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  const page = `${language === 'zh' ? 'docs/zh' : 'docs'}/errors/${code}.md`;
  return `${messageOf(error, code, language)}\n(${code}: ${page})\n${place}`;
}

function messageOf(error: unknown, code: StartReason, language: Language): string {
  if (error instanceof StartError || error instanceof UsageError) return inLanguage(error.text, language);
  if (error instanceof ConfigError) return configErrorText(error, language);
  const message = error instanceof Error ? error.message : 'an error that is no Error';
  if (language === 'en') return message;
  // What Node says of a port, and whatever nobody has foreseen, is in English.
  const { summary, fix } = chineseStartReasons[code];
  return `${summary}${fix}\n${message}`;
}

function codeOf(error: unknown): StartReason {
  if (error instanceof StartError) return error.code;
  if (error instanceof ConfigError) return 'config-invalid';
  if (error instanceof UsageError) return 'option-invalid';
  return isAboutPort(error) ? 'port-unusable' : 'start-failed';
}

function isAboutPort(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen';
}
