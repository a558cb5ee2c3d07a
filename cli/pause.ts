import { userInfo } from 'node:os';
import * as z from 'zod/mini';
import { findDesk } from './desk.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
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
  events: Depth,
  inlet: Depth,
  deadLetters: z.number(),
  quarantined: z.optional(z.number()),
  cases: z.optional(z.number()),
  privacyRequests: z.optional(z.number()),
  overdue: z.optional(z.number()),
});

interface PauseOptions extends OperatorOptions {
  readonly why: string;
  readonly by?: string;
}

/** Stops delivery: events are accepted and wait. @throws CommandError */
export async function pauseDelivery({ stdout }: Terminal, { json, why, by, ...where }: PauseOptions): Promise<number> {
  const desk = await findDesk(where);
  const state = Breaker.parse(await desk.ask('/api/pause', { by: by ?? userInfo().username, why }));
  stdout.write(json ? `${JSON.stringify(state)}\n` : breakerLines(state));
  return 0;
}

/** Starts it again, by few at a time. @throws CommandError */
export async function resumeDelivery({ stdout }: Terminal, { json, ...where }: OperatorOptions): Promise<number> {
  const desk = await findDesk(where);
  const state = Breaker.parse(await desk.ask('/api/resume', {}));
  stdout.write(json ? `${JSON.stringify(state)}\n` : breakerLines(state));
  return 0;
}

interface StatusOptions extends OperatorOptions {
  readonly watch?: boolean;
}

const WATCHED_EVERY_MS = 2_000;

/** Whether events are delivered, and how many wait. @returns fine, look or act @throws CommandError */
export async function showStatus({ stdout }: Terminal, { json, watch, ...where }: StatusOptions): Promise<number> {
  const desk = await findDesk(where);
  for (;;) {
    const status = Status.parse(await desk.ask('/api/status'));
    stdout.write(json ? `${JSON.stringify(status)}\n` : statusLines(status));
    if (!watch) return codeOf(status);
    await new Promise((resume) => setTimeout(resume, WATCHED_EVERY_MS));
    stdout.write(stdout.isTTY ? CLEARED : json ? '' : '\n');
  }
}

/** Of a terminal. */
const CLEARED = '\u001B[2J\u001B[H';

type Status = z.infer<typeof Status>;

function statusLines(status: Status): string {
  const { breaker, events, inlet, deadLetters, quarantined, cases, privacyRequests, overdue = 0 } = status;
  const byReason = (events.byReason ?? []).map(
    ({ reason, count, oldest }) => `                ${count} because ${reason}, the oldest of ${oldest}\n`,
  );
  return [
    breakerLines(breaker),
    `events waiting  ${events.waiting}\n`,
    ...byReason,
    `inlet waiting   ${inlet.waiting}\n`,
    `dead letters    ${deadLetters}\n`,
    ...(quarantined === undefined ? [] : [`quarantined     ${quarantined}\n`]),
    ...(cases === undefined ? [] : [`cases           ${cases}\n`]),
    ...(privacyRequests === undefined
      ? []
      : [`privacy         ${privacyRequests}${overdue > 0 ? `, of them ${overdue} overdue` : ''}\n`]),
  ].join('');
}

/** Act: nothing is delivered, or something cannot be. Look: something waits for a person, and does no harm meanwhile. */
function codeOf(status: Status): ExitCode {
  const { breaker, deadLetters, quarantined = 0, cases = 0, privacyRequests = 0, overdue = 0, events } = status;
  if (breaker.state === 'open' || breaker.state === 'paused' || deadLetters > 0 || overdue > 0) return exitCodes.act;
  const isLooking =
    quarantined > 0 || cases > 0 || privacyRequests > 0 || (events.later ?? 0) > 0 || breaker.state !== 'closed';
  return isLooking ? exitCodes.look : exitCodes.done;
}

/** The state is the breaker's; a closed one lets events through, which a reader may take for the contrary. */
const meanings: Readonly<Record<string, string>> = {
  closed: 'events are delivered',
  open: 'events wait',
  'half-open': 'a few events are tried',
  recovering: 'events are delivered, few at a time',
  paused: 'events wait',
};

function breakerLines({ state, since, trouble, nextProbe, pause }: z.infer<typeof Breaker>): string {
  const lines = [
    `delivery        ${state}${since === undefined ? '' : ` since ${since}`}: ${meanings[state] ?? state}`,
  ];
  if (pause) lines.push(`                paused by ${pause.by} at ${pause.at}: ${pause.why}`);
  if (trouble) lines.push(`                ${trouble.reason} since ${trouble.since}`);
  if (trouble && nextProbe !== undefined) lines.push(`                the CDP is asked again at ${nextProbe}`);
  return `${lines.join('\n')}\n`;
}
