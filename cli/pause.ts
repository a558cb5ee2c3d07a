import { userInfo } from 'node:os';
import * as z from 'zod/mini';
import { findDesk } from './desk.ts';
import type { Terminal } from './terminal.ts';
import type { OperatorOptions } from './why.ts';

const Breaker = z.object({
  state: z.string(),
  since: z.optional(z.string()),
  trouble: z.optional(z.object({ reason: z.string(), detail: z.string(), since: z.string() })),
  nextProbe: z.optional(z.string()),
  pause: z.optional(z.object({ by: z.string(), why: z.string(), at: z.string() })),
});
const Depth = z.object({ waiting: z.number(), inFlight: z.optional(z.number()) });
const Status = z.object({ breaker: Breaker, events: Depth, inlet: Depth, deadLetters: z.number() });

interface PauseOptions extends OperatorOptions {
  readonly why: string;
  readonly by?: string;
}

/** Stops delivery: events are accepted and wait. @throws CommandError */
export async function pauseDelivery({ stdout }: Terminal, { data, json, why, by }: PauseOptions): Promise<number> {
  const desk = await findDesk(data);
  const state = Breaker.parse(await desk.ask('/api/pause', { by: by ?? userInfo().username, why }));
  stdout.write(json ? `${JSON.stringify(state)}\n` : breakerLines(state));
  return 0;
}

/** Starts it again, by few at a time. @throws CommandError */
export async function resumeDelivery({ stdout }: Terminal, { data, json }: OperatorOptions): Promise<number> {
  const desk = await findDesk(data);
  const state = Breaker.parse(await desk.ask('/api/resume', {}));
  stdout.write(json ? `${JSON.stringify(state)}\n` : breakerLines(state));
  return 0;
}

/** Whether events are delivered, and how many wait. @throws CommandError */
export async function showStatus({ stdout }: Terminal, { data, json }: OperatorOptions): Promise<number> {
  const desk = await findDesk(data);
  const status = Status.parse(await desk.ask('/api/status'));
  const { breaker, events, inlet, deadLetters } = status;
  const counts = `events waiting  ${events.waiting}\ninlet waiting   ${inlet.waiting}\ndead letters    ${deadLetters}\n`;
  stdout.write(json ? `${JSON.stringify(status)}\n` : breakerLines(breaker) + counts);
  return 0;
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
