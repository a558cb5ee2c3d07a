import type { Language } from '../../functions/shared/text/language.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { EventView } from '../../operations/event-view.ts';
import { outcomeLines } from '../print.ts';
import type { Output } from '../terminal.ts';
import type { TriggerTarget } from '../trigger.ts';
import { demoWords } from './words.ts';

export interface Step {
  readonly number: number;
  readonly title: string;
  readonly event: EventView | undefined;
}

interface Telling {
  readonly json: boolean;
  /** Every identity and every call to the CDP, in place of one line an event. */
  readonly calls: boolean;
  readonly language: Language;
}

export type StoryOptions = TriggerTarget & Telling;

export function tell(stdout: Output, { number, title, event }: Step, { json, calls, language }: Telling): void {
  if (json) stdout.write(`${JSON.stringify({ step: number, title, event })}\n`);
  else {
    const lines =
      calls || !event?.report?.customers[0] ? outcomeLines(event, language) : [customerLine(event, language)];
    stdout.write(`${calls ? '\n' : ''}${number}  ${title}\n${lines.map((line) => `     ${line}\n`).join('')}`);
  }
}

/** Which customer the event has led to, and by which identities. */
function customerLine({ report }: EventView, language: Language): string {
  const words = demoWords[language];
  const shown = (['verified', 'claimed'] as const).flatMap((grade) => {
    const kinds = (report?.identities ?? []).filter(({ evidence }) => evidence.grade === grade).map(({ kind }) => kind);
    return kinds.length > 0 ? [`${words.grades[grade]} ${kinds.join(', ')}`] : [];
  });
  return `${words.customer} ${report?.customers.join(', ') ?? ''}: ${shown.join(words.semicolon)}`;
}

export function note(stdout: Output, text: string, { json, calls }: Telling): void {
  if (!json) stdout.write(`${calls ? '\n' : ''}   ⇒ ${text.replaceAll('\n', '\n     ')}\n`);
}

/** @throws CommandError where the event has led to no customer */
export function onlyCustomer(event: EventView | undefined): string {
  const customer = event?.report?.customers[0];
  if (customer === undefined)
    throw new CommandError(
      {
        en: `An event was not delivered: ${outcomeLines(event).join('; ')}`,
        zh: `有事件没有投递：${outcomeLines(event, 'zh').join('；')}`,
      },
      exitCodes.partlyDone,
    );
  return customer;
}
