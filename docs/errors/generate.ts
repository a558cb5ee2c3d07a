import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorPages } from './pages.ts';

/** Writes all pages into a folder and removes the pages of codes that are gone. */
export function writeErrorPages(folder: string): { readonly written: number; readonly removed: number } {
  const pages = errorPages();
  const orphans = readdirSync(folder).filter((name) => name.endsWith('.md') && !pages.has(name));
  for (const name of orphans) rmSync(join(folder, name));
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
  return { written: pages.size, removed: orphans.length };
}

if (import.meta.main) {
  const { written, removed } = writeErrorPages(import.meta.dirname);
  process.stdout.write(`${written} pages written, ${removed} removed\n`);
}
