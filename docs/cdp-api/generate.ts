import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inChinese } from './chinese.ts';
import { openApiDocument } from './openapi.ts';
import { referencePage } from './reference.ts';

/** File, from this folder → text: the OpenAPI document, and the reference page in both languages. */
export function apiDocuments(): ReadonlyMap<string, string> {
  const document = openApiDocument();
  return new Map([
    ['openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['README.md', referencePage(document, 'en')],
    ['../zh/cdp-api/README.md', referencePage(inChinese(document), 'zh')],
  ]);
}

if (import.meta.main) {
  for (const [name, text] of apiDocuments()) {
    writeFileSync(join(import.meta.dirname, name), text);
    process.stdout.write(`${name}  ${text.length} characters\n`);
  }
}
