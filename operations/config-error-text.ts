import { ConfigError } from '../functions/shared/config/problem.ts';
import type { Language } from '../functions/shared/text/language.ts';
import { configTextInChinese } from './config-text-in-chinese.ts';

/** What is wrong in a configuration, a line each, in the language of the reader. Paths, names and values stay. */
export function configErrorText(error: ConfigError, language: Language): string {
  if (language === 'en') return error.message;
  return error.problems
    .map(({ path, found, allowed, nearest }) => {
      const place = path === '' ? '（顶层）' : path;
      const hint = nearest === undefined ? '' : `；是不是 ${JSON.stringify(nearest)}？`;
      return `${error.file}：${place}：现为 ${configTextInChinese(found)}；应为 ${configTextInChinese(allowed)}${hint}`;
    })
    .join('\n');
}
