import { languageOf } from '../functions/shared/text/language.ts';
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
  { stdout, env }: Terminal,
  options: Where & AskerOptions & { readonly stack: string; readonly minutes: number },
): Promise<number> {
  const asker = askedBy(options, { en: 'who has unlocked the stage', zh: '谁解锁了阶段' });
  if (options.minutes > MOST_MINUTES) {
    throw new CommandError({ en: `--minutes takes at most ${MOST_MINUTES}`, zh: `--minutes 最多 ${MOST_MINUTES}` });
  }
  const { unlocking, stage } = await openStage(options);
  const until = await withAccount(async () => unlocking.unlock(options.minutes, asker));
  stdout.write(
    languageOf(env) === 'zh'
      ? `${stage.name} 在 ${until} 之前允许修改\n`
      : `${stage.name} takes changes until ${until}\n`,
  );
  return exitCodes.done;
}
