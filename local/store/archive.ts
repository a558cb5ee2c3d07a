import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorName, PortError, portErrorFrom } from '../../functions/shared/ports/port-error.ts';
import type { Archive } from '../../functions/shared/ports/ports.ts';

/** Files under one directory. A file is whole or absent, whatever happens while it is written. */
export function fileArchive(directory: string): Archive {
  return {
    async put(key, bytes) {
      const path = join(directory, relativePath(key));
      const temporary = `${path}.${randomUUID()}`;
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeSynced(temporary, bytes);
        await rename(temporary, path);
        await syncDirectory(dirname(path));
      } catch (error) {
        await rm(temporary, { force: true });
        throw portErrorFrom('archive', error);
      }
    },

    async get(key) {
      try {
        return new Uint8Array(await readFile(join(directory, relativePath(key))));
      } catch (error) {
        if (errorName(error) === 'ENOENT') return undefined;
        throw portErrorFrom('archive', error);
      }
    },

    async remove(key) {
      try {
        const path = join(directory, relativePath(key));
        await rm(path, { force: true });
        await syncDirectory(dirname(path));
      } catch (error) {
        if (errorName(error) === 'ENOENT') return;
        throw portErrorFrom('archive', error);
      }
    },
  };
}

/**
 * A key's path inside the directory. Every segment is percent-encoded, dots-only ones wholly, so `..` is a plain name;
 * the ending keeps the file of the key `a` apart from the directory of the key `a/b`.
 */
function relativePath(key: string): string {
  if (key === '' || !key.isWellFormed()) throw new PortError('archive', 'the key is empty or no text', false);
  const segments = key.split('/').map((segment) => {
    if (segment === '') return '%';
    return /^\.+$/.test(segment) ? segment.replaceAll('.', '%2E') : encodeURIComponent(segment);
  });
  return `${segments.join('/')}@object`;
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
