import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from './openapi.ts';
import { referencePage } from './reference.ts';

/** File name → text: the OpenAPI document and the reference page. */
export function apiDocuments(): ReadonlyMap<string, string> {
  const document = openApiDocument();
  return new Map([
    ['openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['README.md', referencePage(document)],
  ]);
}

if (import.meta.main) {
  for (const [name, text] of apiDocuments()) {
    writeFileSync(join(import.meta.dirname, name), text);
    process.stdout.write(`${name}  ${text.length} characters\n`);
  }
}
