import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { TestTerminal } from '../test-terminal.ts';

export const config = 'guiyi.config.ts';

/** A receipt of the demo's till, as somebody has written it down. */
export const receipt =
  '# x-github-event: receipt.paid\n# x-hub-signature-256: sha256=00\n{"buyer":{"phone":"154 2468 1357","name":"林岚"}}';

/** A folder for captured events, and a terminal; both anew for each test. */
export function workshop() {
  const shop = { folder: '', terminal: new TestTerminal(), file };
  function file(name: string, content: string): string {
    const path = join(shop.folder, name);
    writeFileSync(path, content);
    return path;
  }
  beforeEach(() => {
    shop.folder = mkdtempSync(join(tmpdir(), 'guiyi-source-'));
    shop.terminal = new TestTerminal();
  });
  afterEach(() => rmSync(shop.folder, { recursive: true }));
  return shop;
}
