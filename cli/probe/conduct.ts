import type { Localized } from '../../functions/shared/text/localized.ts';
import { type TenantAnswer, type ProbeCall, type Dialogue, type Exchange, Unclear } from './interview.ts';
import { NotRemovable } from './questions/deletion.ts';
import type { TraceLog } from './traces.ts';

/** Sends one request of a dialogue. */
export type Send = (call: ProbeCall | Exchange) => Promise<TenantAnswer>;

export type End =
  | { readonly kind: 'complete' }
  | { readonly kind: 'stopped' }
  /** Why nothing more was asked. */
  | { readonly kind: 'ended'; readonly why: Localized };

/** Holds a dialogue with the CDP, until it is at its end or somebody stops it between two calls. */
export async function hold(dialogue: Dialogue<void>, send: Send, traces: TraceLog, stop: AbortSignal): Promise<End> {
  try {
    for (let step = dialogue.next(); !step.done;) {
      if (stop.aborted) return { kind: 'stopped' };
      traces.sending(step.value);
      const answer = await send(step.value);
      traces.received(step.value, answer);
      step = dialogue.next(answer);
    }
    return { kind: 'complete' };
  } catch (error) {
    if (error instanceof NotRemovable || error instanceof Unclear) return { kind: 'ended', why: error.why };
    throw error;
  }
}

const TRIES = 4;
const PAUSE_MS = 500;

/**
 * Holds the dialogue that removes what was made: every request is tried several times. Nothing stops it.
 * @param pause waits so many milliseconds
 */
export async function holdRemoval<Result>(
  dialogue: Dialogue<Result>,
  send: Send,
  pause: (ms: number) => Promise<void>,
): Promise<Result> {
  let step = dialogue.next();
  while (!step.done) {
    let answer = await send(step.value);
    for (let tries = 1; tries < TRIES && isPassing(answer); tries += 1) {
      await pause(PAUSE_MS * tries);
      answer = await send(step.value);
    }
    step = dialogue.next(answer);
  }
  return step.value;
}

function isPassing(answer: TenantAnswer): boolean {
  return answer.kind === 'none' || (answer.kind === 'status' && (answer.status === 429 || answer.status >= 500));
}
