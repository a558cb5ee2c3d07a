import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { readAddress } from '../../../local/host/address.ts';
import { temporaryFolder } from '../../end-to-end/running-host.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** npm itself, not what it runs. */
async function npmStart(): Promise<{ readonly npm: ChildProcess; readonly pid: number }> {
  const options = ['--port', '0', '--desk-port', '0', '--data', folder.path];
  const npm = spawn('npm', ['start', '--', ...options], { stdio: 'ignore' });
  for (;;) {
    const reading = readAddress(folder.path);
    if (reading.kind === 'address') return { npm, pid: reading.address.pid };
    await wait(100);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test.each(['SIGTERM', 'SIGKILL'] as const)(
  '%s to npm alone ends what it has started',
  async (signal) => {
    const { npm, pid } = await npmStart();
    onTestFinished(() => void (isAlive(pid) && process.kill(pid, 'SIGKILL')));
    npm.kill(signal);
    for (let looks = 0; looks < 300 && isAlive(pid); looks++) await wait(100);
    expect(isAlive(pid)).toBe(false);
    expect(readAddress(folder.path)).toEqual({ kind: 'none' });
  },
  60_000,
);
