import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';

export const isThere = existsSync(EXECUTABLE);

/** Says so where tests are left out for want of a browser. */
export function sayWhatIsLeftOut(what: string): void {
  if (isThere) return;
  process.stderr.write(`LEFT OUT: ${what}. There is no ${EXECUTABLE}; Debian has it: apt-get install chromium\n`);
}

/** Debian's Chromium. @param names Host name to address, as a DNS server of somebody else could have it */
export function openChromium(names: Readonly<Record<string, string>>): Promise<Browser> {
  const rules = Object.entries(names).map(([name, address]) => `MAP ${name} ${address}`);
  const args = ['--no-sandbox', '--disable-background-networking', `--host-resolver-rules=${rules.join(', ')}`];
  return chromium.launch({ executablePath: EXECUTABLE, args });
}
