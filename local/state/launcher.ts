import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Elsewhere than on Linux looking starts a program. */
const LOOK_EVERY_MS = process.platform === 'linux' ? 500 : 3_000;

/**
 * Calls when the npm that has started this process has ended. A signal to npm reaches the shell that npm puts between, and not what
 * the shell runs: this process would go on alone, with the ports and the state.
 */
export function onLauncherEnd(ended: () => void): void {
  // Set by npm, pnpm and yarn; who starts the program itself signals the program itself.
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const shell = processAt(parent);
  const launcher = shell?.isShell ? shell.parent : undefined;
  const timer = setInterval(() => {
    const isOrphan = launcher !== undefined && (processAt(parent)?.parent ?? launcher) !== launcher;
    const isLeft = process.ppid !== parent || isOrphan;
    if (!isLeft) return;
    clearInterval(timer);
    ended();
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** The parent of a process, and whether it is a shell that was given a command; undefined where that cannot be known. */
function processAt(pid: number): { readonly parent: number; readonly isShell: boolean } | undefined {
  try {
    if (process.platform === 'linux') {
      // `pid (name) state ppid …`; the name may have brackets.
      const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
      const [, parent = ''] = after.split(' ');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return { parent: Number(parent), isShell: isShell(command) };
    }
    if (process.platform === 'win32') return undefined;
    const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [parent = '', ...command] = line.split(/\s+/);
    return { parent: Number(parent), isShell: isShell(command.join(' ')) };
  } catch {
    return undefined;
  }
}

function isShell(command: string): boolean {
  return /^(\S*\/)?(sh|dash|ash|bash|zsh|ksh) -c /.test(command);
}
