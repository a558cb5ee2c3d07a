import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addressFile, readAddress, removeAddress, writeAddress } from '../../../local/host/address.ts';

const address = { url: 'http://127.0.0.1:8787', desk: 'http://127.0.0.1:8788', token: 'of this start', pid: 7 };
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'guiyi-address-'));
});
afterEach(() => rmSync(data, { recursive: true }));

test('is read by its owner alone, also where a readable file stood before', () => {
  writeFileSync(addressFile(data), '{}', { mode: 0o644 });
  writeAddress(data, address);
  expect(statSync(addressFile(data)).mode & 0o777).toBe(0o600);
  expect(readdirSync(data)).toEqual(['address.json']);
  expect(readAddress(data)).toEqual({ kind: 'address', address });
});

test('that there is none is another thing than one that says too little', () => {
  expect(readAddress(data)).toEqual({ kind: 'none' });
  for (const text of ['', '{', JSON.stringify({ url: address.url, pid: 7 })]) {
    writeFileSync(addressFile(data), text);
    expect(readAddress(data)).toEqual({ kind: 'incomplete' });
  }
  removeAddress(data);
  removeAddress(data);
  expect(readAddress(data)).toEqual({ kind: 'none' });
});
