import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The files of one night. */
export function nightFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-night-'));
  const path = (name: string) => join(folder, name);
  const file = (name: string, text: string) => {
    writeFileSync(path(name), text);
    return path(name);
  };
  return {
    files: { path, file },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
