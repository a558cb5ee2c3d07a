import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorPages } from './pages.ts';
import type { Language } from './words.ts';

/** Where the pages of a language stand. */
export const errorFolders: Readonly<Record<Language, string>> = {
  en: import.meta.dirname,
  zh: join(import.meta.dirname, '../zh/errors'),
};

/** Writes all pages into a folder and removes the pages of codes that are gone. */
export function writeErrorPages(
  folder: string,
  language: Language,
): { readonly written: number; readonly removed: number } {
  const pages = errorPages(language);
  mkdirSync(folder, { recursive: true });
  const orphans = readdirSync(folder).filter((name) => name.endsWith('.md') && !pages.has(name));
  for (const name of orphans) rmSync(join(folder, name));
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
  return { written: pages.size, removed: orphans.length };
}

if (import.meta.main) {
  for (const language of ['en', 'zh'] as const) {
    const { written, removed } = writeErrorPages(errorFolders[language], language);
    process.stdout.write(`${language}  ${written} pages written, ${removed} removed\n`);
  }
}
