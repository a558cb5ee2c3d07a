import { reveals } from '../operations/reveals.ts';
import { languageOf } from '../functions/shared/text/language.ts';
import { findDesk } from './desk.ts';
import { exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import type { OperatorOptions } from './why.ts';

/** Who has seen values in clear, the newest first. */
export async function listReveals({ stdout, env }: Terminal, { json, ...where }: OperatorOptions): Promise<number> {
  const desk = await findDesk(where);
  const listed = reveals.parse(await desk.ask('/api/reveals'));
  if (json) stdout.write(`${JSON.stringify(listed.reveals)}\n`);
  else if (listed.reveals.length === 0)
    stdout.write(languageOf(env) === 'zh' ? '没有人看过明文\n' : 'nobody has seen values in clear\n');
  else
    for (const { at, by, what, about, why } of listed.reveals)
      stdout.write(`${at}  ${by}  ${what}  ${about}  ${why}\n`);
  return exitCodes.done;
}
