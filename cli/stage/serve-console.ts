import { consoleAddress } from '../../local/host/address.ts';
import { listenForDesk } from '../../local/host/desk-shell.ts';
import { type Terminal, untilEnded } from '../terminal.ts';
import type { Where } from '../where.ts';
import { join } from 'node:path';
import { newDeskKeys, stageConsoleDesk } from './console-desk.ts';
import { openStage } from './stage-desk.ts';

/** Beside those of npm start. */
const PORT = 8790;

export interface StageConsoleOptions extends Where {
  readonly stack: string;
  /** Gives an address with which one can look and change nothing. */
  readonly readOnly: boolean;
  readonly json: boolean;
}

/** Serves the console over a stage on this machine, until Ctrl-C. @param opened is told the address @throws CommandError */
export async function serveStageConsole(
  terminal: Terminal,
  options: StageConsoleOptions,
  opened: (address: string) => void,
): Promise<void> {
  const { stdout, stderr } = terminal;
  const stage = await openStage(options);
  const keys = newDeskKeys();
  const ended = untilEnded(terminal);
  const folder = join(options.data, 'stages', stage.stage.name);
  const { unlocking, isProtected } = stage;
  const { openStageJobs } = await import('./stage-jobs.ts');
  const jobs = openStageJobs({ ...stage, unlocking: isProtected ? unlocking : undefined }, folder);
  const desk = await listenForDesk(stageConsoleDesk(stage, jobs, keys), PORT);
  const address = consoleAddress(desk.url, options.readOnly ? keys.viewToken : keys.token);
  stdout.write(options.json ? `${JSON.stringify({ console: address })}\n` : `${address}\n`);
  const { stage: name, region } = stage.context.deployed;
  stderr.write(`${name} in ${region}, with your AWS credentials, until you stop this command (Ctrl-C)\n`);
  opened(address);
  await ended;
  await desk.close();
  await jobs.close();
}
