import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm start` in a process of its own, on a free port. */
export interface RunningHost {
  readonly url: string;
  /** Everything that it has written so far. */
  output(): string;
  /** SIGKILL: nothing in the process can prepare for it. */
  kill(): Promise<void>;
  /** SIGTERM, as an operator would. */
  stop(): Promise<void>;
}

export interface HostFiles {
  readonly data: string;
  readonly config?: string;
  readonly secrets?: string;
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'guiyi-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function startHost({ data, config, secrets }: HostFiles): Promise<RunningHost> {
  const options = ['--port', '0', '--data', data];
  if (config) options.push('--config', config);
  if (secrets) options.push('--secrets', secrets);
  const child = spawn(process.execPath, ['local/start.ts', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const address = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/.exec(output)?.[1];
      if (address) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
  return {
    url,
    output: () => output,
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
