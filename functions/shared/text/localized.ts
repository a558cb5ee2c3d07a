import type { Language } from './language.ts';

/** One text in every language: where one is missing, it does not compile. */
export type Localized = Readonly<Record<Language, string>>;

/** The text for a reader. What is no sentence (a command, an address, a code) is a plain string, the same for everybody. */
export function inLanguage(text: string | Localized, language: Language): string {
  return typeof text === 'string' ? text : text[language];
}

/** What is the same in every language, or was said by somebody else. */
export function same(text: string): Localized {
  return { en: text, zh: text };
}
