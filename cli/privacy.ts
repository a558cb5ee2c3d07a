import * as z from 'zod/mini';
import { confirm } from './confirm.ts';
import { findDesk } from './desk.ts';
import type { EventView } from '../operations/event-view.ts';
import type { Terminal } from './terminal.ts';
import type { OperatorOptions } from './why.ts';

/** The receipts are asked for by the same two names. */
const accepted = z.object({ event: z.string(), source: z.string() });

/** Exit code when the erase was taken and is not done. */
const NOT_DONE = 4;

/** Asks to forget a person, waits for the end, and prints the receipt. @throws CommandError */
export async function erase(
  terminal: Terminal,
  identity: string,
  options: OperatorOptions & { readonly yes: boolean },
): Promise<number> {
  const { stdout } = terminal;
  const desk = await findDesk(options.data);
  if (!options.yes) {
    await confirm(terminal, {
      ask: `Forget ${identity} and delete the customer in the CDP for good?`,
      unasked: 'erase asks before it deletes; outside a terminal, say --yes',
      refused: 'nothing was erased',
    });
  }
  const request = accepted.parse(await desk.ask('/api/erase', { identity }));
  const outcome = await desk.outcome({ source: request.source, id: request.event });
  const done = outcome?.state === 'done';
  const exitCode = done ? 0 : NOT_DONE;
  const receipt = done ? await desk.find(`/api/receipts?${new URLSearchParams({ ...request }).toString()}`) : undefined;
  if (options.json) {
    const { state, reason, detail } = outcome ?? { state: 'queued' };
    stdout.write(`${JSON.stringify({ ...request, state, reason, detail, receipt })}\n`);
    return exitCode;
  }
  for (const line of eraseLines(outcome, receipt)) stdout.write(`${line}\n`);
  if (receipt !== undefined) stdout.write(`receipt   ${JSON.stringify(receipt)}\n`);
  stdout.write(`event     ${request.event}\n`);
  return exitCode;
}

const deletion = z.object({ deleted: z.array(z.string()) });

/** The receipt says who was deleted: of the event nothing is kept but its outcome. */
function eraseLines(event: EventView | undefined, receipt: unknown): string[] {
  if (!event) return ['waits     the outcome is not known yet; see: npx guiyi why <event>'];
  if (event.state !== 'done') return [`${event.state}, because ${event.reason ?? 'it waits'}: ${event.detail ?? ''}`];
  const deleted = receipt === undefined ? 0 : deletion.parse(receipt).deleted.length;
  return [`erased    ${deleted} ${deleted === 1 ? 'customer' : 'customers'}; the identity is suppressed from now on`];
}

/** What is held of one person, as JSON. @throws CommandError when nothing is. */
export async function exportSubject({ stdout }: Terminal, identity: string, options: OperatorOptions): Promise<number> {
  const desk = await findDesk(options.data);
  const held = await desk.ask(`/api/export?${new URLSearchParams({ identity }).toString()}`);
  stdout.write(`${JSON.stringify(held, undefined, options.json ? undefined : 2)}\n`);
  return 0;
}
