import { askedBy, type AskerOptions } from './asked-by.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import { withAccount } from './stage/chosen-stage.ts';
import { openStage } from './stage/stage-desk.ts';
import type { Terminal } from './terminal.ts';
import type { Where } from './where.ts';

const MOST_MINUTES = 8 * 60;

/** Lets a protected stage take changes for a time. @throws CommandError */
export async function unlock(
  { stdout }: Terminal,
  options: Where & AskerOptions & { readonly stack: string; readonly minutes: number },
): Promise<number> {
  const asker = askedBy(options, 'who has unlocked the stage');
  if (options.minutes > MOST_MINUTES) throw new CommandError(`--minutes takes at most ${MOST_MINUTES}`);
  const { unlocking, stage } = await openStage(options);
  const until = await withAccount(async () => unlocking.unlock(options.minutes, asker));
  stdout.write(`${stage.name} takes changes until ${until}\n`);
  return exitCodes.done;
}
