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

/** An option that `npm start` does not have, or a value that it cannot use. */
export class UsageError extends Error {
  readonly kind = 'usage';
  readonly retryable = false;
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

const options = {
  port: { type: 'string', default: String(DEFAULT_PORT) },
  data: { type: 'string', default: '.guiyi' },
  config: { type: 'string', default: 'guiyi.config.ts' },
  secrets: { type: 'string', default: 'local/demo-secrets.json' },
  fresh: { type: 'boolean', default: false },
} as const;

/** @throws UsageError */
export function readSettings(args: readonly string[]): HostSettings {
  const { port: portText, ...settings } = parse(args);
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, found ${JSON.stringify(portText)}`);
  }
  return { port, ...settings };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const names = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(
      `${error instanceof Error ? error.message : 'unknown option'}. There are: ${names.join(', ')}`,
    );
  }
}
