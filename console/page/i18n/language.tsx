import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { answered } from '../../../operations/chinese/answers.ts';
import { type TimeFormat, timeFormat } from '../format/time.ts';
import { type Dictionary, en } from './en.ts';
import { zh } from './zh.ts';

export const languages = { en, zh } as const;
export type LanguageCode = keyof typeof languages;

const locales: Readonly<Record<LanguageCode, string>> = { en: 'en-GB', zh: 'zh-CN' };
const KEY = 'guiyi.language';

interface Language {
  readonly code: LanguageCode;
  readonly t: Dictionary;
  readonly time: TimeFormat;
  /** `12,345` */
  readonly number: (value: number) => string;
  /** What the desk has answered or the functions have written down, which is English, in the reader's language. */
  readonly translated: (english: string) => string;
  readonly choose: (code: LanguageCode) => void;
}

const Context = createContext<Language | undefined>(undefined);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [code, setCode] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = locales[code];
  }, [code]);
  const language = useMemo<Language>(() => {
    const locale = locales[code];
    const numbers = new Intl.NumberFormat(locale);
    return {
      code,
      t: languages[code],
      time: timeFormat(locale),
      number: (value) => numbers.format(value),
      translated: (english) => answered(english)[code],
      choose(chosen) {
        globalThis.localStorage.setItem(KEY, chosen);
        setCode(chosen);
      },
    };
  }, [code]);
  return <Context value={language}>{children}</Context>;
}

export function useLanguage(): Language {
  const language = use(Context);
  if (!language) throw new Error('a part of the page stands outside of its language');
  return language;
}

function firstLanguage(): LanguageCode {
  const kept = globalThis.localStorage.getItem(KEY);
  if (kept === 'en' || kept === 'zh') return kept;
  return globalThis.navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
