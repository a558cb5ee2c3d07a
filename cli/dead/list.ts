import {
  deadLetterGroups,
  type DeadLetterView,
  deadLetterView,
  wholeDeadLetter,
} from '../../operations/dead-letters.ts';
import * as z from 'zod/mini';
import { type AskerOptions, askedBy } from '../asked-by.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import { pairLines, tableLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';
import { deadLetterGroupLines } from './lines.ts';
import { readSelection, type SelectionOptions, selectionQuery } from './selection.ts';

const listed = z.object({ events: z.array(deadLetterView), inlet: z.array(deadLetterView) });

/** Dead letters by their causes, or one by one. */
export async function listDead(
  { stdout }: Terminal,
  { json, letters, ...options }: OperatorOptions & SelectionOptions & { readonly letters: boolean },
): Promise<number> {
  const desk = await findDesk(options);
  const query = selectionQuery(readSelection([], options, Date.now()));
  if (letters) {
    query.set('limit', '500');
    const found = listed.parse(await desk.ask(`/api/dead-letters?${query.toString()}`));
    const all = [...found.events, ...found.inlet];
    const lines = all.length === 0 ? ['no dead letters'] : tableLines(HEAD, all.map(row));
    stdout.write(json ? `${JSON.stringify(found)}\n` : `${lines.join('\n')}\n`);
    return exitCodes.done;
  }
  const { total, groups } = deadLetterGroups.parse(await desk.ask(`/api/dead-letters/groups?${query.toString()}`));
  if (json) stdout.write(`${JSON.stringify({ total, groups })}\n`);
  else if (total === 0) stdout.write('no dead letters\n');
  else {
    const next = [hint('dead show <example>', options), hint('dead redrive --group <group>', options)];
    stdout.write(`${deadLetterGroupLines(groups).join('\n')}\n${total} dead letters. Next: ${next.join(', or ')}\n`);
  }
  return exitCodes.done;
}

const HEAD = ['id', 'queue', 'reason', 'connection', 'type', 'first seen', 'redrives'];

function row({
  id,
  queue,
  reason,
  connection = '-',
  type = '-',
  firstSeen,
  redrives,
}: DeadLetterView): readonly string[] {
  return [id, queue, reason, connection, type, firstSeen, String(redrives)];
}

/** One letter with its history; its content masked. */
export async function showDead(
  { stdout }: Terminal,
  id: string,
  { json, reveal, ...options }: OperatorOptions & AskerOptions & { readonly reveal: boolean },
): Promise<number> {
  const desk = await findDesk(options);
  const letter = wholeDeadLetter.parse(
    reveal
      ? await desk.ask('/api/reveals', { letter: id, ...askedBy(options) })
      : await desk.ask(`/api/dead-letters/${encodeURIComponent(id)}`),
  );
  if (json) {
    stdout.write(`${JSON.stringify(letter)}\n`);
    return exitCodes.done;
  }
  const { queue, group, reason, detail, connection, type, events, isPrivacyRequest, firstSeen, since, past } = letter;
  const lines = pairLines([
    ['letter', `${letter.id} of the queue ${queue}, group ${group}${isPrivacyRequest ? ', a privacy request' : ''}`],
    ['because', `${reason}${detail === undefined ? '' : `: ${detail}`}`],
    ['about', `${type ?? 'an event that cannot be read'} of ${connection ?? 'no connection that is known'}`],
    ...events.map((event) => ['event', `${event.id} of ${event.source}`] as const),
    ['first seen', firstSeen],
    ['dead since', since],
    ...past.map(
      (act) =>
        [
          act.what,
          `${act.at}${act.by === undefined ? '' : ` by ${act.by}`}, plan ${act.plan}, then because ${act.reason}`,
        ] as const,
    ),
    ['body', letter.body],
  ]);
  stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.done;
}
