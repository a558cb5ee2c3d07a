import { userInfo } from 'node:os';
import stringWidth from 'string-width';
import * as z from 'zod/mini';
import { type Language, languageOf } from '../functions/shared/text/language.ts';
import { type ConnectionStatus, connectionStatus } from '../operations/connection-status.ts';
import { type LastHour, lastHour } from '../operations/delivery.ts';
import { findDesk } from './desk.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { statusWords } from './language/status-words.ts';
import type { Terminal } from './terminal.ts';
import type { OperatorOptions } from './why.ts';

const Breaker = z.object({
  state: z.string(),
  since: z.optional(z.string()),
  trouble: z.optional(z.object({ reason: z.string(), detail: z.string(), since: z.string() })),
  nextProbe: z.optional(z.string()),
  pause: z.optional(z.object({ by: z.string(), why: z.string(), at: z.string() })),
});
const Depth = z.object({
  waiting: z.number(),
  inFlight: z.optional(z.number()),
  later: z.optional(z.number()),
  byReason: z.optional(z.array(z.object({ reason: z.string(), count: z.number(), oldest: z.string() }))),
});
const Status = z.object({
  breaker: Breaker,
  storageFault: z.optional(z.string()),
  byConnection: z.optional(z.array(connectionStatus)),
  events: Depth,
  inlet: Depth,
  deadLetters: z.number(),
  quarantined: z.optional(z.number()),
  cases: z.optional(z.number()),
  privacyRequests: z.optional(z.number()),
  overdue: z.optional(z.number()),
  lastHour: z.optional(lastHour),
});

interface PauseOptions extends OperatorOptions {
  readonly why: string;
  readonly by?: string;
}

/** Stops delivery: events are accepted and wait. @throws CommandError */
export async function pauseDelivery(
  { stdout, env }: Terminal,
  { json, why, by, ...where }: PauseOptions,
): Promise<number> {
  const desk = await findDesk(where);
  const state = Breaker.parse(await desk.ask('/api/pause', { by: by ?? userInfo().username, why }));
  stdout.write(json ? `${JSON.stringify(state)}\n` : breakerLines(state, languageOf(env)));
  return 0;
}

/** Starts it again, by few at a time. @throws CommandError */
export async function resumeDelivery({ stdout, env }: Terminal, { json, ...where }: OperatorOptions): Promise<number> {
  const desk = await findDesk(where);
  const state = Breaker.parse(await desk.ask('/api/resume', {}));
  stdout.write(json ? `${JSON.stringify(state)}\n` : breakerLines(state, languageOf(env)));
  return 0;
}

interface StatusOptions extends OperatorOptions {
  readonly watch?: boolean;
}

const WATCHED_EVERY_MS = 2_000;

/** Whether events are delivered, and how many wait. @returns fine, look or act @throws CommandError */
export async function showStatus({ stdout, env }: Terminal, { json, watch, ...where }: StatusOptions): Promise<number> {
  const desk = await findDesk(where);
  for (;;) {
    const status = Status.parse(await desk.ask('/api/status'));
    stdout.write(json ? `${JSON.stringify(status)}\n` : statusLines(status, languageOf(env)));
    if (!watch) return codeOf(status);
    await new Promise((resume) => setTimeout(resume, WATCHED_EVERY_MS));
    stdout.write(stdout.isTTY ? CLEARED : json ? '' : '\n');
  }
}

/** Of a terminal. */
const CLEARED = '\u001B[2J\u001B[H';

type Status = z.infer<typeof Status>;

function statusLines(status: Status, language: Language): string {
  const {
    breaker,
    storageFault,
    events,
    inlet,
    deadLetters,
    quarantined,
    cases,
    privacyRequests,
    overdue = 0,
  } = status;
  const words = statusWords[language];
  return [
    breakerLines(breaker, language),
    ...(storageFault === undefined ? [] : [line(words.storage, words.notWritten(storageFault))]),
    line(words.eventsWaiting, depth(events, words.inFlight)),
    ...(events.byReason ?? []).map(({ reason, count, oldest }) => line('', words.because(count, reason, oldest))),
    line(words.inletWaiting, depth(inlet, words.inFlight)),
    line(words.deadLetters, deadLetters),
    ...(quarantined === undefined ? [] : [line(words.quarantined, quarantined)]),
    ...(cases === undefined ? [] : [line(words.cases, cases)]),
    ...(privacyRequests === undefined
      ? []
      : [line(words.privacy, `${privacyRequests}${overdue > 0 ? words.overdue(overdue) : ''}`)]),
    ...(status.lastHour ? lastHourLines(status.lastHour, language) : []),
    ...connectionLines(status.byConnection ?? [], language),
  ].join('');
}

function depth({ waiting, inFlight = 0 }: Status['events'], words: (count: number) => string): string {
  return `${waiting}${inFlight > 0 ? words(inFlight) : ''}`;
}

/** Those at which something came; the others are counted. */
function connectionLines(connections: readonly ConnectionStatus[], language: Language): readonly string[] {
  const words = statusWords[language];
  const told = connections.filter(({ lastEvent, rejected = [] }) => lastEvent !== undefined || rejected.length > 0);
  const silent = connections.length - told.length;
  const texts = told.map(({ connection, lastEvent, lastHour: ofLastHour, rejected = [] }) =>
    [
      words.connection(connection, lastEvent, ofLastHour),
      ...rejected.map(({ reason, count }) => words.rejectedBecause(count, reason)),
    ].join(''),
  );
  return [...texts, ...(silent > 0 ? [words.silent(silent, told.length > 0)] : [])].map((text, index) =>
    line(index === 0 ? words.connections : '', text),
  );
}

function lastHourLines(hour: LastHour, language: Language): readonly string[] {
  const { accepted, ended, rejected, quarantined, calls, callTimes, failedCalls = [], slowCalls, waited = [] } = hour;
  const words = statusWords[language];
  const ofCdp = [
    ...(calls === undefined ? [] : [words.calls(calls, callTimes)]),
    ...failedCalls.map(({ kind, count }) => words.failedCalls(count, kind)),
    ...(slowCalls === undefined ? [] : [words.slowCalls(slowCalls)]),
    ...waited.map(({ reason, count }) => words.waited(count, reason)),
  ];
  return [
    line(words.lastHour, words.happened(accepted, ended, rejected, quarantined)),
    ...ofCdp.map((text, index) => line(index === 0 ? words.cdp : '', text)),
  ];
}

const NAME_WIDTH = 16;

function line(name: string, value: string | number): string {
  return `${name}${' '.repeat(NAME_WIDTH - stringWidth(name))}${value}\n`;
}

/** Act: nothing is delivered, or something cannot be. Look: something waits for a person, and does no harm meanwhile. */
function codeOf(status: Status): ExitCode {
  const {
    breaker,
    storageFault,
    deadLetters,
    quarantined = 0,
    cases = 0,
    privacyRequests = 0,
    overdue = 0,
    events,
  } = status;
  const isStopped = breaker.state === 'open' || breaker.state === 'paused' || storageFault !== undefined;
  if (isStopped || deadLetters > 0 || overdue > 0) return exitCodes.act;
  const isLooking =
    quarantined > 0 || cases > 0 || privacyRequests > 0 || (events.later ?? 0) > 0 || breaker.state !== 'closed';
  return isLooking ? exitCodes.look : exitCodes.done;
}

function breakerLines(
  { state, since, trouble, nextProbe, pause }: z.infer<typeof Breaker>,
  language: Language,
): string {
  const words = statusWords[language];
  const from = since === undefined ? '' : words.since(since);
  return [
    line(words.delivery, `${words.meanings[state] ?? state}${words.breaker(state, from)}`),
    ...(pause ? [line('', words.paused(pause.by, pause.at, pause.why))] : []),
    ...(trouble ? [line('', words.trouble(trouble.reason, trouble.since))] : []),
    ...(trouble && nextProbe !== undefined ? [line('', words.probe(nextProbe))] : []),
  ].join('');
}
