import { parseArgs } from 'node:util';

export interface HostSettings {
  readonly port: number;
  /** Folder of the state that is kept across restarts. */
  readonly data: string;
  readonly config: string;
  /** JSON file: connection to secret. */
  readonly secrets: string;
  /** Throw away the state first. */
  readonly fresh: boolean;
}

export const DEFAULT_PORT = 8787;

/** @throws TypeError for an option that `npm start` does not have. */
export function readSettings(args: readonly string[]): HostSettings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: String(DEFAULT_PORT) },
      data: { type: 'string', default: '.guiyi' },
      config: { type: 'string', default: 'guiyi.config.ts' },
      secrets: { type: 'string', default: 'local/demo-secrets.json' },
      fresh: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new TypeError(`--port takes a number from 0 to 65535, found ${JSON.stringify(values.port)}`);
  }
  return { port, data: values.data, config: values.config, secrets: values.secrets, fresh: values.fresh };
}
