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
/** The digest and the reason, and how the archive ends the name of a file. Versions before 0.2 wrote no reason. */
const FILE = /^([0-9a-f]{64})(?:\.[\w-]+)?\.json@object$/;

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
  /** More than one where a replay has found another reason. */
  const pathsOf = (id: string): readonly string[] => {
    const [connection = '', short = ''] = id.split(':');
    if (!/^[\w-]+$/.test(connection) || !/^[0-9a-f]{16}$/.test(short)) return [];
    const folder = join(root, connection);
    return names(folder)
      .filter((one) => FILE.test(one) && one.startsWith(short))
      .map((name) => join(folder, name));
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
      const [path] = pathsOf(id);
      return path === undefined ? undefined : read(path, id);
    },

    remove(id) {
      for (const path of pathsOf(id)) rmSync(path, { force: true });
    },

    restore({ id, request }) {
      const paths = pathsOf(id);
      const own = paths.find((path) => path.includes(`.${request.reason}.`)) ?? paths[0];
      if (own !== undefined) writeFileSync(own, JSON.stringify(request), { mode: 0o600, flush: true });
      for (const path of paths) if (path !== own) rmSync(path, { force: true });
    },
  };
}
