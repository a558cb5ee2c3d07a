import { ConfigError } from '../../functions/shared/config/problem.ts';
import type { Language } from '../../functions/shared/text/language.ts';
import { UsageError } from '../host/settings.ts';
import { chineseStartReasons } from './chinese-start-reasons.ts';
import type { StartReason } from './start-reasons.ts';

/** `npm start` does not begin. The message is for whoever started it: what was found, and what to do. */
export class StartError extends Error {
  readonly code: StartReason;
  readonly kind = 'start';
  readonly retryable = false;
  constructor(code: StartReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
    this.code = code;
  }
}

/** What stands on stderr when the start fails: a sentence, the code and its page; of a fault of ours also where it happened. */
export function describeStartError(error: unknown, language: Language): string {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : 'an error that is no Error';
  const place = code === 'start-failed' && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  if (language === 'en') return `${message}\n(${code}: docs/errors/${code}.md)\n${place}`;
  const { summary, fix } = chineseStartReasons[code];
  return `${message}\n${summary}${fix}\n(${code}: docs/zh/errors/${code}.md)\n${place}`;
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
