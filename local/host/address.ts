import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const schema = z.object({
  /** Of the webhook listener. */
  url: z.string(),
  desk: z.string(),
  /** Of the desk's API; another one at every start. */
  token: z.string(),
  /** Of whoever may look and change nothing; a former version wrote none. */
  viewToken: z.optional(z.string()),
  pid: z.number(),
});

/** How programs of the same user find and address the running process. */
export type Address = z.infer<typeof schema>;

export type AddressReading =
  | { readonly kind: 'address'; readonly address: Address }
  | { readonly kind: 'none' | 'unreadable' | 'incomplete' };

/** Nobody else may read it, whatever stood there before. */
export function writeAddress(data: string, address: Address): void {
  const temporary = `${addressFile(data)}.${process.pid}`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, JSON.stringify(address), { mode: 0o600, flag: 'wx' });
  renameSync(temporary, addressFile(data));
}

export function removeAddress(data: string): void {
  rmSync(addressFile(data), { force: true });
}

export function readAddress(data: string): AddressReading {
  let text: string;
  try {
    text = readFileSync(addressFile(data), 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { kind: isMissing ? 'none' : 'unreadable' };
  }
  try {
    return { kind: 'address', address: schema.parse(JSON.parse(text)) };
  } catch {
    return { kind: 'incomplete' };
  }
}

export function addressFile(data: string): string {
  return join(data, 'address.json');
}

/** Where a browser opens the console. What stands behind `#` is never sent: the page takes it from there. */
export function consoleAddress(desk: string, token: string): string {
  return `${desk}/#token=${token}`;
}
