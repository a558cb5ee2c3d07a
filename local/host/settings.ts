import { parseArgs } from 'node:util';

export interface HostSettings {
  /** Of the webhook listener. */
  readonly port: number;
  readonly deskPort: number;
  /** Folder of the state that is kept across restarts. */
  readonly data: string;
  readonly config: string;
  /** JSON file: connection to secret. */
  readonly secrets: string;
  /** Of a collector of traces, as http://127.0.0.1:4318. */
  readonly otlp?: string | undefined;
  /** Throw away the state first. */
  readonly fresh: boolean;
  /** Say what the options are, and start nothing. */
  readonly help: boolean;
}

/** An option that `npm start` does not have, or a value that it cannot use. */
export class UsageError extends Error {
  readonly kind = 'usage';
  readonly retryable = false;
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

const DESK_PORT = 8788;

const options = {
  port: {
    type: 'string',
    default: '8787',
    value: '<n>',
    means: 'port of the webhook listener on 127.0.0.1, the next free one if it is taken; 0 takes any (8787)',
  },
  'desk-port': { type: 'string', value: '<n>', means: `port of the desk, in the same way (${DESK_PORT})` },
  data: {
    type: 'string',
    default: '.guiyi',
    value: '<folder>',
    means: 'folder of the state, which is kept across restarts (.guiyi)',
  },
  config: { type: 'string', default: 'guiyi.config.ts', value: '<file>', means: 'configuration (guiyi.config.ts)' },
  secrets: {
    type: 'string',
    default: 'local/demo-secrets.json',
    value: '<file>',
    means: 'JSON file that maps each connection to its secret (local/demo-secrets.json)',
  },
  otlp: {
    type: 'string',
    value: '<url>',
    means: 'send traces to a collector by OTLP over HTTP, as http://127.0.0.1:4318 (off)',
  },
  fresh: { type: 'boolean', default: false, value: '', means: 'throw the state away first' },
  help: { type: 'boolean', default: false, value: '', means: 'show this and start nothing' },
} as const;

/** @throws UsageError */
export function readSettings(args: readonly string[]): HostSettings {
  const { port: portText, 'desk-port': deskText, ...settings } = parse(args);
  const port = portIn('port', portText);
  const usual = port === DESK_PORT ? DESK_PORT + 1 : DESK_PORT;
  return { port, deskPort: deskText === undefined ? usual : portIn('desk-port', deskText), ...settings };
}

/** What `--help` prints. */
export function usage(): string {
  const rows = Object.entries(options).map(([name, { value, means }]) => [`--${name} ${value}`, means] as const);
  const width = Math.max(...rows.map(([option]) => option.length));
  const lines = rows.map(([option, means]) => `  ${option.padEnd(width)}  ${means}\n`);
  return `Usage: npm start -- [options]\n\n${lines.join('')}`;
}

function portIn(option: keyof typeof options, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (port <= 65_535) return port;
  throw new UsageError(`--${option} takes a number from 0 to 65535, found ${JSON.stringify(text)}`);
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
