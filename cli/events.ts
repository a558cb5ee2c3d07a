import { type EventView, eventView } from '../operations/event-view.ts';
import { eventPage } from '../operations/events.ts';
import { type AskerOptions, askedBy } from './asked-by.ts';
import { captureLine, captureOfEvent } from './capture.ts';
import { type Desk, findDesk } from './desk.ts';
import { exitCodes } from './exit-codes.ts';
import { hint } from './hint.ts';
import { writeNew } from './new-file.ts';
import { outcomeLines } from './print.ts';
import { pairLines, tableLines } from './table.ts';
import type { Terminal } from './terminal.ts';
import { readTime } from './time-option.ts';
import type { OperatorOptions } from './why.ts';
import { why } from '../operations/why.ts';

/** Which events are meant, as typed. */
export interface EventsOptions extends OperatorOptions {
  readonly order?: string;
  readonly delivery?: string;
  readonly identity?: string;
  readonly customer?: string;
  readonly connection?: string;
  readonly source?: string;
  readonly type?: string;
  readonly state?: string;
  readonly reason?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: number;
  readonly after?: string;
}

const FILTERS = [
  'order',
  'delivery',
  'identity',
  'customer',
  'connection',
  'source',
  'type',
  'state',
  'reason',
  'after',
] as const;
const HEAD = ['received', 'state', 'reason', 'connection', 'type', 'event'];

/** A page of events, the newest first. @throws CommandError */
export async function printEvents({ stdout }: Terminal, options: EventsOptions): Promise<number> {
  const desk = await findDesk(options);
  const page = eventPage.parse(await desk.ask(`/api/events?${queryOf(options, options.limit).toString()}`));
  if (options.json) {
    stdout.write(`${JSON.stringify(page)}\n`);
    return exitCodes.done;
  }
  const { events, next } = page;
  if (events.length === 0) stdout.write('no event fits\n');
  else stdout.write(`${tableLines(HEAD, events.map(rowOf)).join('\n')}\n`);
  if (next !== undefined) stdout.write(`older ones: the same with --after ${next}\n`);
  return exitCodes.done;
}

/** One event: when it came to which step, and what was made of it. @throws CommandError */
export async function showEvent(
  { stdout }: Terminal,
  id: string,
  options: OperatorOptions &
    AskerOptions & { readonly source?: string; readonly reveal: boolean; readonly out?: string },
): Promise<number> {
  const { out } = options;
  const asker = options.reveal || out !== undefined ? askedBy(options) : undefined;
  const desk = await findDesk(options);
  const { source } = options;
  const query = source === undefined ? '' : `?${new URLSearchParams({ source }).toString()}`;
  let event = eventView.parse(await desk.ask(`/api/events/${encodeURIComponent(id)}${query}`));
  if (asker) event = await revealed(desk, event, { ...asker, ...(source !== undefined && { source }) });
  if (out !== undefined) {
    writeNew(out, captureOfEvent(event));
    stdout.write(options.json ? `${JSON.stringify({ file: out })}\n` : captureLine(out, event.connection ?? ''));
    return exitCodes.done;
  }
  if (options.json) {
    stdout.write(`${JSON.stringify(event)}\n`);
    return exitCodes.done;
  }
  const { times = {} } = event;
  const steps = pairLines([
    ['event', `${event.id} of ${event.source ?? 'no source'}`],
    ['type', event.type],
    ['received', `${event.receivedTime ?? ''}${event.via === undefined ? '' : ` by ${event.via}`}`],
    ...(times.queued === undefined ? [] : [['queued', times.queued] as const]),
    ...(times.firstTried === undefined ? [] : [['tried', times.firstTried] as const]),
    ...(times.waited === undefined ? [] : [['waited', `from ${times.waited}`] as const]),
    ...(times.tried === undefined || times.tried === times.firstTried ? [] : [['tried last', times.tried] as const]),
    ...(times.ended === undefined ? [] : [['ended', times.ended] as const]),
    ...(times.receives === undefined ? [] : [['receives', String(times.receives)] as const]),
    ...(event.event === undefined
      ? []
      : [['data', options.reveal ? JSON.stringify(event.event.data) : '(--reveal --why "…" shows it)'] as const]),
  ]);
  stdout.write(`${[...steps, ...outcomeLines(event)].join('\n')}\n`);
  if (event.state === 'dead-lettered' || event.state === 'refused') {
    stdout.write(`next      ${hint('dead', options)}\n`);
  }
  return exitCodes.done;
}

async function revealed(
  desk: Desk,
  event: EventView,
  asker: { readonly by: string; readonly why: string; readonly source?: string },
): Promise<EventView> {
  const { events } = why.parse(await desk.ask('/api/reveals', { about: event.place ?? event.id, ...asker }));
  const found = events.find(({ source }) => source === event.source) ?? event;
  return { ...found, ...(event.times && { times: event.times }) };
}

const EVERY_MS = 1_000;
const PAGE = 100;
/** So many are remembered, not to be shown twice. */
const REMEMBERED = 5_000;

/** Events as they come to an end, until somebody stops it or `lines` were shown. @throws CommandError */
export async function tailEvents(
  { stdout }: Terminal,
  options: EventsOptions & { readonly lines?: number },
): Promise<number> {
  const desk = await findDesk(options);
  const shown = new Set<string>();
  let isFirst = true;
  let left = options.lines ?? Infinity;
  while (left > 0) {
    const page = eventPage.parse(await desk.ask(`/api/events?${queryOf(options, PAGE).toString()}`));
    for (const event of page.events.toReversed()) {
      const key = `${event.source ?? ''} ${event.id} ${event.state}`;
      if (shown.has(key)) continue;
      shown.add(key);
      // What has ended before is not told, but for the last few: they say what the columns are.
      if (isFirst && page.events.indexOf(event) >= FIRST_LINES) continue;
      stdout.write(options.json ? `${JSON.stringify(event)}\n` : `${rowOf(event).join('  ')}\n`);
      left -= 1;
      if (left === 0) return exitCodes.done;
    }
    isFirst = false;
    for (const key of [...shown].slice(0, Math.max(0, shown.size - REMEMBERED))) shown.delete(key);
    await new Promise((resume) => setTimeout(resume, EVERY_MS));
  }
  return exitCodes.done;
}

const FIRST_LINES = 5;

function queryOf(options: EventsOptions, limit: number | undefined): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of FILTERS) {
    const value = options[name];
    if (value !== undefined) query.set(name, value);
  }
  const now = Date.now();
  if (options.since !== undefined) query.set('since', readTime('since', options.since, now));
  if (options.until !== undefined) query.set('until', readTime('until', options.until, now));
  if (limit !== undefined) query.set('limit', String(limit));
  return query;
}

/** The names that the record of one machine has are shown by their public ones. */
function rowOf({ receivedTime = '', state, reason = '-', connection = '-', type, id, place }: EventView) {
  const names: Readonly<Record<string, string>> = { later: 'waiting', refused: 'dead-lettered' };
  return [receivedTime, names[state] ?? state, reason, connection, type, place ?? id];
}
