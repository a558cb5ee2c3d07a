import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { previewSource } from '../../../cli/source/preview.ts';
import { config, workshop } from './workshop.ts';

const shop = workshop();
const page = readFileSync('docs/captures.md', 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';

test('the request of docs/captures.md is read as the page says', async () => {
  const exitCode = await previewSource(shop.terminal, 'till-demo', [shop.file('receipt.http', block('http'))], {
    config,
    json: false,
  });
  expect(shop.terminal.out.trimEnd()).toBe(block('text').trimEnd());
  expect(exitCode).toBe(0);
});
