import { type Language, languageOf } from '../functions/shared/text/language.ts';
import { type EventView, eventView } from '../operations/event-view.ts';
import { eventPage } from '../operations/events.ts';
import { type AskerOptions, askedBy } from './asked-by.ts';
import { askFor } from './ask-for.ts';
import { captureLine, captureOfEvent } from './capture.ts';
import { type Desk, findDesk } from './desk.ts';
import { exitCodes } from './exit-codes.ts';
import { hint } from './hint.ts';
import { labelsIn } from './language/labels.ts';
import { writeNew } from './new-file.ts';
import { outcomeLines } from './print.ts';
import { requestsInstead } from './request-counts.ts';
import { pairLines, tableLines } from './table.ts';
import type { Terminal } from './terminal.ts';
import { readSpan } from './time-option.ts';
import { rejectUnknownNames } from './unknown-names.ts';
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
const HEAD = ['received', 'state', 'reason', 'connection', 'type', 'event'] as const;
const WORDS = {
  en: {
    none: 'no event fits',
    older: (next: string) => `older ones: the same with --after ${next}`,
    of: (id: string, source = 'no source') => `${id} of ${source}`,
    by: (via: string) => ` by ${via}`,
    from: (time: string) => `from ${time}`,
    hidden: '(--reveal --why "…" shows it)',
    next: 'next',
  },
  zh: {
    none: '没有符合的事件',
    older: (next: string) => `更早的：同一命令加上 --after ${next}`,
    of: (id: string, source = '（未知）') => `${id}，来源 ${source}`,
    by: (via: string) => `，经 ${via}`,
    from: (time: string) => time,
    hidden: '（加 --reveal --why "…" 显示）',
    next: '下一步',
  },
} as const;

/** A page of events, the newest first. @throws CommandError */
export async function printEvents({ stdout, env }: Terminal, options: EventsOptions): Promise<number> {
  const language = languageOf(env);
  const desk = await findDesk(options);
  const page = eventPage.parse(await desk.ask(`/api/events?${queryOf(options, options.limit).toString()}`));
  if (page.events.length === 0) await rejectUnknownNames(desk, options, { en: WORDS.en.none, zh: WORDS.zh.none });
  if (options.json) {
    stdout.write(`${JSON.stringify(page)}\n`);
    return exitCodes.done;
  }
  const { events, next } = page;
  if (events.length === 0) {
    const requests = options.after === undefined ? await requestsInstead(desk, options, language) : [];
    stdout.write(`${[WORDS[language].none, ...requests].join('\n')}\n`);
  }
  if (events.length > 0) stdout.write(`${tableLines(HEAD.map(labelsIn(language)), events.map(rowOf)).join('\n')}\n`);
  if (next !== undefined) stdout.write(`${WORDS[language].older(next)}\n`);
  return exitCodes.done;
}

/** One event: when it came to which step, and what was made of it. @throws CommandError */
export async function showEvent(
  { stdout, env }: Terminal,
  id: string,
  options: OperatorOptions &
    AskerOptions & { readonly source?: string; readonly reveal: boolean; readonly out?: string },
): Promise<number> {
  const { out } = options;
  const asker = options.reveal || out !== undefined ? askedBy(options) : undefined;
  const desk = await findDesk(options);
  const { source } = options;
  const query = source === undefined ? '' : `?${new URLSearchParams({ source }).toString()}`;
  const path = `/api/events/${encodeURIComponent(id)}${query}`;
  let event = eventView.parse(await askFor(desk, path, hint('events', options)));
  if (asker) event = await revealed(desk, event, { ...asker, ...(source !== undefined && { source }) });
  if (out !== undefined) {
    writeNew(out, captureOfEvent(event));
    stdout.write(
      options.json ? `${JSON.stringify({ file: out })}\n` : captureLine(out, event.connection ?? '', languageOf(env)),
    );
    return exitCodes.done;
  }
  if (options.json) {
    stdout.write(`${JSON.stringify(event)}\n`);
    return exitCodes.done;
  }
  stdout.write(`${eventLines(event, options.reveal, languageOf(env)).join('\n')}\n`);
  const isDead = event.state === 'dead-lettered' || event.state === 'refused';
  if (isDead && event.past?.at(-1)?.what !== 'discarded') {
    stdout.write(`${WORDS[languageOf(env)].next.padEnd(8)}  ${hint('dead', options)}\n`);
  }
  return exitCodes.done;
}

function eventLines(event: EventView, reveal: boolean, language: Language): readonly string[] {
  const { times = {} } = event;
  const label = labelsIn(language);
  const words = WORDS[language];
  const steps = pairLines([
    [label('event'), words.of(event.id, event.source)],
    [label('type'), event.type],
    [label('received'), `${event.receivedTime ?? ''}${event.via === undefined ? '' : words.by(event.via)}`],
    ...(times.queued === undefined ? [] : [[label('queued'), times.queued] as const]),
    ...(times.firstTried === undefined ? [] : [[label('tried'), times.firstTried] as const]),
    ...(times.waited === undefined ? [] : [[label('waited'), words.from(times.waited)] as const]),
    ...(times.tried === undefined || times.tried === times.firstTried
      ? []
      : [[label('tried last'), times.tried] as const]),
    ...(times.ended === undefined ? [] : [[label('ended'), times.ended] as const]),
    ...(times.receives === undefined ? [] : [[label('receives'), String(times.receives)] as const]),
    ...(event.event === undefined
      ? []
      : [[label('data'), reveal ? JSON.stringify(event.event.data) : words.hidden] as const]),
  ]);
  return [...steps, ...outcomeLines(event, language)];
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
  await rejectUnknownNames(desk, options, { en: 'no event will fit', zh: '不会有符合的事件' });
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
  for (const [name, time] of Object.entries(readSpan(options, now))) query.set(name, String(time));
  if (limit !== undefined) query.set('limit', String(limit));
  return query;
}

/** The names that the record of one machine has are shown by their public ones. */
function rowOf({ receivedTime = '', state, reason = '-', connection = '-', type, id, place }: EventView) {
  const names: Readonly<Record<string, string>> = { later: 'waiting', refused: 'dead-lettered' };
  return [receivedTime, names[state] ?? state, reason, connection, type, place ?? id];
}
