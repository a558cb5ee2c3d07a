import * as z from 'zod/mini';
import { reasons } from '../functions/shared/reasons/reasons.ts';
import { nearestSpelling } from '../functions/shared/text/nearest-spelling.ts';
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
  nothing: string,
): Promise<void> {
  if (connection !== undefined) {
    reject('connection', connection, status.parse(await desk.ask('/api/status')).connections, nothing);
  }
  if (reason !== undefined) reject('reason', reason, Object.keys(reasons), nothing);
}

function reject(what: string, name: string, names: readonly string[], nothing: string): void {
  if (names.includes(name)) return;
  const near = nearestSpelling(name, names);
  const hint = near === undefined ? '' : `; is it ${near}?`;
  throw new CommandError(`${nothing}: no ${what} is called "${name}"${hint}`, exitCodes.notFound);
}
