import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whatever a run writes beside the project goes into one folder, and with it at the end: each stack that CDK synthesises leaves half a megabyte. */
export default function ownTemporaryFolder(): () => Promise<void> {
  const { TMPDIR: before } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-test-'));
  process.env['TMPDIR'] = folder;
  return async () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    // A process that a test has stopped may write to the end; rmSync would give up without a word.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  };
}
