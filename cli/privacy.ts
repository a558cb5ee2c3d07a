import * as z from 'zod/mini';
import { confirm } from './confirm.ts';
import { CommandError } from './command-error.ts';
import { type Desk, findDesk, NotFoundError } from './desk.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { hint } from './hint.ts';
import type { EventView } from '../operations/event-view.ts';
import type { Terminal } from './terminal.ts';
import type { OperatorOptions } from './why.ts';

/** The receipts are asked for by the same two names. */
const accepted = z.object({ event: z.string(), source: z.string() });

/** Asks to forget a person, waits for the end, and prints the receipt. @throws CommandError */
export async function erase(
  terminal: Terminal,
  identity: string,
  options: OperatorOptions & { readonly yes: boolean; readonly unknown: boolean; readonly why?: string },
): Promise<number> {
  const { stdout } = terminal;
  const desk = await findDesk(options);
  if (!options.yes) {
    await confirm(terminal, {
      ask: `Forget ${identity} and delete the customer in the CDP for good?`,
      unasked: 'erase asks before it deletes; outside a terminal, say --yes',
      refused: 'nothing was erased',
    });
  }
  const request = accepted.parse(await askToErase(desk, identity, options));
  const outcome = await desk.outcome({ source: request.source, id: request.event });
  const done = outcome?.state === 'done';
  const exitCode = endOf(outcome);
  const receipt = done ? await desk.find(`/api/receipts?${new URLSearchParams({ ...request }).toString()}`) : undefined;
  if (options.json) {
    const { state, reason, detail } = outcome ?? { state: 'queued' };
    stdout.write(`${JSON.stringify({ ...request, state, reason, detail, receipt })}\n`);
    return exitCode;
  }
  for (const line of eraseLines(outcome, receipt, hint(`why ${request.event}`, options))) stdout.write(`${line}\n`);
  if (receipt !== undefined) stdout.write(`receipt   ${JSON.stringify(receipt)}\n`);
  stdout.write(`event     ${request.event}\n`);
  return exitCode;
}

const declined: ReadonlySet<string> = new Set(['cdp-refused', 'erase-refused', 'decision-impossible']);

/** How a request ends that was taken. */
export function endOf(event: EventView | undefined): ExitCode {
  if (event?.state === 'done') return exitCodes.done;
  return event !== undefined && declined.has(event.reason ?? '') ? exitCodes.declined : exitCodes.partlyDone;
}

/** How a decision ended, in words. @param next the command that tells more */
export function endLines(event: EventView | undefined, done: string, next: string): readonly string[] {
  if (event?.state === 'done') return [done];
  if (!event) return [`waits     the outcome is not known yet; see: ${next}`];
  const why = [event.reason ?? 'it waits', event.detail].filter((part) => part !== undefined).join(': ');
  return [`${event.state}, because ${why}`, `see       ${next}`];
}

async function askToErase(
  desk: Desk,
  identity: string,
  { unknown, why }: { readonly unknown: boolean; readonly why?: string },
): Promise<unknown> {
  try {
    return await desk.ask('/api/erase', { identity, ...(unknown && { unknown }), ...(why !== undefined && { why }) });
  } catch (error) {
    if (!(error instanceof NotFoundError && error.answer.includes('nobody-known'))) throw error;
    throw new CommandError(error.message.replace('ask with "unknown"', 'say --unknown'), exitCodes.notFound);
  }
}

const deletion = z.object({ deleted: z.array(z.string()) });

/** The receipt says who was deleted: of the event nothing is kept but its outcome. */
function eraseLines(event: EventView | undefined, receipt: unknown, next: string): string[] {
  if (!event) return [`waits     the outcome is not known yet; see: ${next}`];
  if (event.state !== 'done') return [`${event.state}, because ${event.reason ?? 'it waits'}: ${event.detail ?? ''}`];
  const deleted = receipt === undefined ? 0 : deletion.parse(receipt).deleted.length;
  return [`erased    ${deleted} ${deleted === 1 ? 'customer' : 'customers'}; the identity is suppressed from now on`];
}

/** What is held of one person, as JSON. @throws CommandError when nothing is. */
export async function printSubjectExport(
  { stdout }: Terminal,
  identity: string,
  options: OperatorOptions,
): Promise<number> {
  const desk = await findDesk(options);
  const held = await desk.ask(`/api/export?${new URLSearchParams({ identity }).toString()}`);
  stdout.write(`${JSON.stringify(held, undefined, options.json ? undefined : 2)}\n`);
  return 0;
}
