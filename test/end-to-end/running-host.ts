import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAddress } from '../../local/host/address.ts';

/** `npm start` in a process of its own, on free ports. */
export interface RunningHost {
  /** Of the webhook listener. */
  readonly url: string;
  readonly desk: string;
  /** Of the desk's API. */
  readonly token: string;
  /** The answer of the desk's API, parsed; a write where there is a body. Rejects when it is no success. */
  ask(path: string, body?: object): Promise<unknown>;
  /** Everything that it has written so far. */
  output(): string;
  /** Whoever reads what it writes goes away. */
  stopReading(): void;
  /** SIGKILL: nothing in the process can prepare for it. */
  kill(): Promise<void>;
  /** SIGTERM, as an operator would. */
  stop(): Promise<void>;
}

export interface HostFiles {
  readonly data: string;
  readonly config?: string;
  readonly secrets?: string;
  readonly fresh?: boolean;
  /** With the functions as they would be deployed. */
  readonly bundles?: boolean;
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A folder with the project, where another than this one is to run. */
  readonly project?: string;
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'guiyi-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function startHost({
  data,
  config,
  secrets,
  fresh,
  bundles,
  environment,
  project,
}: HostFiles): Promise<RunningHost> {
  const options = ['--port', '0', '--desk-port', '0', '--data', data];
  if (config) options.push('--config', config);
  if (secrets) options.push('--secrets', secrets);
  if (fresh) options.push('--fresh');
  if (bundles) options.push('--bundles');
  const child = spawn(process.execPath, ['local/start.ts', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    ...(project !== undefined && { cwd: project }),
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (/"desk":"http:\/\/127\.0\.0\.1:\d+"/.test(output)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
  const reading = readAddress(data);
  if (reading.kind !== 'address') throw new Error(`npm start wrote no address: ${reading.kind}`);
  const { url, desk, token } = reading.address;
  return {
    url,
    desk,
    token,
    async ask(path, body) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(desk + path, {
        headers,
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${await response.text()}`);
      return response.json();
    },
    output: () => output,
    stopReading: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exited;
}
