import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { EventView } from '../../operations/event-view.ts';
import { outcomeLines } from '../print.ts';
import type { Output } from '../terminal.ts';

export interface Step {
  readonly number: number;
  readonly title: string;
  readonly event: EventView | undefined;
}

interface How {
  readonly json: boolean;
}

export function tell(stdout: Output, { number, title, event }: Step, { json }: How): void {
  if (json) stdout.write(`${JSON.stringify({ step: number, title, event })}\n`);
  else
    stdout.write(
      `\n${number}  ${title}\n${outcomeLines(event)
        .map((line) => `     ${line}\n`)
        .join('')}`,
    );
}

export function note(stdout: Output, text: string, { json }: How): void {
  if (!json) stdout.write(`\n   ⇒ ${text.replaceAll('\n', '\n     ')}\n`);
}

/** @throws CommandError where the event has led to no customer */
export function onlyCustomer(event: EventView | undefined): string {
  const customer = event?.report?.customers[0];
  if (customer === undefined)
    throw new CommandError(`An event was not delivered: ${outcomeLines(event).join('; ')}`, exitCodes.partlyDone);
  return customer;
}
