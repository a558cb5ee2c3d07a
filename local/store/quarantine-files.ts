import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { type KeptRequest, keptRequest } from '../../operations/quarantine.ts';

export interface QuarantineFile {
  /** `<connection>:<beginning of the digest>` */
  readonly id: string;
  readonly request: KeptRequest;
}

export interface QuarantineFiles {
  /** The oldest first. */
  list(): readonly QuarantineFile[];
  find(id: string): QuarantineFile | undefined;
  remove(id: string): void;
  /** As it was: a replay that failed has written the same file with another time. */
  restore(file: QuarantineFile): void;
}

const SHORT = 16;
/** How the archive ends the name of a file. */
const FILE = /^([0-9a-f]{64})\.json@object$/;

/** The quarantine of this machine: a folder of the archive for each connection. @param archive its folder */
export function quarantineFiles(archive: string): QuarantineFiles {
  const root = join(archive, 'quarantine');
  const names = (folder: string): readonly string[] => {
    try {
      return readdirSync(folder);
    } catch {
      // Nothing was ever quarantined.
      return [];
    }
  };
  const pathOf = (id: string): string | undefined => {
    const [connection = '', short = ''] = id.split(':');
    if (!/^[\w-]+$/.test(connection) || !/^[0-9a-f]{16}$/.test(short)) return undefined;
    const folder = join(root, connection);
    const name = names(folder).find((one) => FILE.test(one) && one.startsWith(short));
    return name === undefined ? undefined : join(folder, name);
  };
  const read = (path: string, id: string): QuarantineFile | undefined => {
    try {
      return { id, request: keptRequest.parse(parseJson(readFileSync(path, 'utf8'))) };
    } catch {
      // Removed meanwhile, or no file of ours.
      return undefined;
    }
  };

  return {
    list: () =>
      names(root)
        .flatMap((connection) =>
          names(join(root, connection)).flatMap((name) => {
            const digest = FILE.exec(name)?.[1];
            const id = `${connection}:${digest?.slice(0, SHORT) ?? ''}`;
            return digest === undefined ? [] : (read(join(root, connection, name), id) ?? []);
          }),
        )
        .toSorted((one, other) => Date.parse(one.request.receivedTime) - Date.parse(other.request.receivedTime)),

    find(id) {
      const path = pathOf(id);
      return path === undefined ? undefined : read(path, id);
    },

    remove(id) {
      const path = pathOf(id);
      if (path !== undefined) rmSync(path, { force: true });
    },

    restore({ id, request }) {
      const path = pathOf(id);
      if (path !== undefined) writeFileSync(path, JSON.stringify(request), { mode: 0o600, flush: true });
    },
  };
}
