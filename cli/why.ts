import * as z from 'zod/mini';
import { findDesk } from './desk.ts';
import { type EventView, eventView } from './event-view.ts';
import { maskEvent } from './mask-view.ts';
import { outcomeLines } from './print.ts';
import type { Terminal } from './terminal.ts';

const why = z.object({
  about: z.string(),
  kind: z.string(),
  events: z.array(eventView),
  customers: z.array(z.string()),
  merges: z.array(z.object({ loser: z.string(), survivor: z.string(), mergedAt: z.string() })),
});

export interface OperatorOptions {
  readonly data: string;
  readonly json: boolean;
}

interface WhyOptions extends OperatorOptions {
  /** Of the event that is meant, where several sources have sent its id. */
  readonly source?: string;
  readonly reveal: boolean;
}

/** From the raw event to the CDP's answer, the newest event first. @throws CommandError when nothing is known. */
export async function explain({ stdout }: Terminal, about: string, options: WhyOptions): Promise<number> {
  const desk = await findDesk(options.data);
  const { source } = options;
  const query = new URLSearchParams({ about, ...(source !== undefined && { source }) });
  const clear = why.parse(await desk.ask(`/api/why?${query.toString()}`));
  const known = options.reveal ? clear : { ...clear, events: clear.events.map(maskEvent) };
  if (options.json) {
    stdout.write(`${JSON.stringify(known)}\n`);
    return 0;
  }
  const { kind, events, customers, merges } = known;
  stdout.write(`${kind}: events ${events.length}, customers ${customers.length}; the newest first\n`);
  for (const event of events) stdout.write(`\n${eventLines(event, options.reveal).join('\n')}\n`);
  if (merges.length > 0) stdout.write('\n');
  for (const { loser, survivor, mergedAt } of merges) {
    stdout.write(`merge     ${loser} became part of ${survivor} at ${mergedAt}\n`);
  }
  return 0;
}

function eventLines(event: EventView, reveal: boolean): string[] {
  const { id, source, connection, type, subject, receivedTime, via, event: came } = event;
  const way = via === undefined ? '' : ` by ${via}`;
  const lines = [
    `${type}  ${connection ?? ''}  ${came?.time ?? receivedTime ?? ''}`,
    `  event     ${id}`,
    `  source    ${source ?? ''}`,
    `  came      ${receivedTime ?? ''}${way}${subject === undefined ? '' : `, about ${subject}`}`,
  ];
  if (came) lines.push(reveal ? `  data      ${JSON.stringify(came.data)}` : '  data      (--reveal shows it)');
  return [...lines, ...outcomeLines(event).map((line) => `  ${line}`)];
}
