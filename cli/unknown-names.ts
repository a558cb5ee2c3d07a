import * as z from 'zod/mini';
import { reasons } from '../functions/shared/reasons/reasons.ts';
import { nearestSpelling } from '../functions/shared/text/nearest-spelling.ts';
import type { Localized } from '../functions/shared/text/localized.ts';
import { CommandError } from './command-error.ts';
import type { Desk } from './desk-api.ts';
import { exitCodes } from './exit-codes.ts';

interface ChosenNames {
  readonly connection?: string | undefined;
  readonly reason?: string | undefined;
}

const status = z.object({ connections: z.array(z.string()) });

/**
 * Nothing was chosen: says so where it is for a misspelt name, because an empty list would read as good news.
 * @param nothing what was looked for, as `no event fits`
 * @throws CommandError
 */
export async function rejectUnknownNames(
  desk: Desk,
  { connection, reason }: ChosenNames,
  nothing: Localized,
): Promise<void> {
  if (connection !== undefined) {
    reject('connection', connection, status.parse(await desk.ask('/api/status')).connections, nothing);
  }
  if (reason !== undefined) reject('reason', reason, Object.keys(reasons), nothing);
}

function reject(what: 'connection' | 'reason', name: string, names: readonly string[], nothing: Localized): void {
  if (names.includes(name)) return;
  const near = nearestSpelling(name, names);
  const kind = what === 'connection' ? '连接' : '原因';
  const text = {
    en: `${nothing.en}: no ${what} is called "${name}"${near === undefined ? '' : `; is it ${near}?`}`,
    zh: `${nothing.zh}：没有名为 "${name}" 的${kind}${near === undefined ? '' : `；是不是 ${near}？`}`,
  };
  throw new CommandError(text, exitCodes.notFound);
}
