import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { CustomerChange } from '../shared/change/customer-change.ts';
import { type SubjectItem, withDone } from '../shared/change/subject-item.ts';
import { digest } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { EventContext } from './context.ts';
import { deliverSettled } from './deliver-settled.ts';
import type { Ended } from './delivery.ts';
import { ALREADY_DONE, type Outcome } from './outcome.ts';
import type { Settled } from './settled.ts';
import { takeIn, type TakenIn } from './take-in.ts';
import { Trace } from './trace.ts';

export type Sum =
  /** `together`: the following events that were delivered with the first, in their order. */
  | { readonly outcome: 'delivered'; readonly together: readonly Ended[] }
  /** Something is to be decided about the first event: it goes the long way. */
  | { readonly outcome: 'unsettled' }
  | { readonly outcome: 'held' };

export interface SumPorts {
  /** What the source makes of an event of the subject, or how the event ends. */
  readonly read: (
    event: Envelope,
    subject: SubjectItem,
    trace: Trace,
  ) => Promise<{ readonly changes: readonly CustomerChange[] } | { readonly ended: Outcome }>;
  /** What to remember of the subject once the journal knows of whom the events speak. @throws PortError */
  readonly keep: (subject: SubjectItem, traces: readonly Trace[]) => Promise<SubjectItem>;
  /** Is the event of this digest done, by what former versions remember? */
  readonly wasDone: (digest: string) => boolean;
  /** What another event of the subject works on: the same session, and the same calls. */
  readonly contextOf: (event: Envelope, digest: string, subject: SubjectItem, trace: Trace) => EventContext;
}

/** No further event is read after so long: reading may ask a platform. */
const READING_MS = 5_000;

/**
 * Delivers an event about which nothing is to be decided, and with it those that follow of which the same is true. After the calls of
 * their sum the CDP has what it would have after the calls of each: of a field and of a group the latest by the events' times, and identities
 * are where they were. What follows and does not add up is left for the next turn, and everything behind it.
 * @throws CdpError, OutOfTime, LedgerConflict
 */
export async function deliverSum(
  first: { readonly changes: readonly CustomerChange[]; readonly context: EventContext },
  following: readonly Envelope[],
  ports: SumPorts,
): Promise<Sum> {
  const { context } = first;
  const taken = await takeInOnly(first.changes, context, undefined);
  if (!taken) return { outcome: 'unsettled' };
  const alone: Collected = { settled: taken.settled, done: [context.digest], together: [] };
  const all = await withFollowing(alone, context, following, ports);
  const tell = once(() => taken.tell(context.trace));
  try {
    const summed = await carryOutOrFirst(all, alone, tell, context, ports);
    if (summed.outcome === 'held') tell();
    return summed;
  } catch (error) {
    tell();
    throw error;
  }
}

async function carryOutOrFirst(
  all: Collected,
  alone: Collected,
  tell: () => void,
  context: EventContext,
  ports: SumPorts,
): Promise<Sum> {
  try {
    return await carryOut(all, tell, context, ports);
  } catch (error) {
    // The CDP declined one of several and does not say which: the first is tried alone.
    const isDeclined = error instanceof CdpError && (error.kind === 'rejected' || error.kind === 'unsendable');
    if (!isDeclined || all.together.length === 0) throw error;
    return await carryOut(alone, tell, context, ports);
  }
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

interface Collected {
  readonly settled: Settled;
  /** Digests of the events, in their order. */
  readonly done: readonly string[];
  readonly together: readonly Ended[];
}

async function carryOut(
  { settled, done, together }: Collected,
  tell: () => void,
  context: EventContext,
  { keep }: Pick<SumPorts, 'keep'>,
): Promise<Sum> {
  const { session, calls, subjectKey, trace } = context;
  const outcome = await deliverSettled(settled, context);
  // What was answered does not fit what is remembered, and is asked anew.
  if (outcome === 'unsettled') calls.forget();
  if (outcome !== 'delivered') return { outcome };
  tell();
  const traces = [trace, ...together.map((ended) => ended.trace)];
  const kept = await keep(settled.subject, traces);
  await session.subjects.put(subjectKey, done.reduce(withDone, kept));
  for (const each of traces) each.salt = kept.salt;
  return { outcome, together };
}

/** Takes in one event after the other, up to the first that does not add up. */
async function withFollowing(
  first: Collected,
  { clock }: EventContext,
  following: readonly Envelope[],
  { read, wasDone, contextOf }: SumPorts,
): Promise<Collected> {
  const began = clock();
  let all = first;
  for (const event of following) {
    const id = digest('event', event.source, event.id);
    const trace = new Trace(event);
    const { settled, done, together } = all;
    const { subject } = settled;
    if (clock() - began > READING_MS) return all;
    if (done.includes(id) || subject.done.includes(id) || wasDone(id)) {
      all = { ...all, together: [...together, { outcome: ALREADY_DONE, trace }] };
      continue;
    }
    const identified = await readOrStop(() => read(event, subject, trace));
    if (!identified) return all;
    if ('ended' in identified) {
      if (identified.ended.outcome !== 'ignored') return all;
      all = { ...all, together: [...together, { outcome: identified.ended, trace }] };
      continue;
    }
    const context = contextOf(event, id, subject, trace);
    const taken = await takeInOnly(identified.changes, context, settled);
    if (!taken) return all;
    taken.tell(trace);
    all = {
      settled: taken.settled,
      done: [...done, id],
      together: [...together, { outcome: { outcome: 'done' }, trace }],
    };
  }
  return all;
}

/** An event that cannot be read now is left for its own turn, which says why. */
async function readOrStop<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

/** An event that asks for one upsert and nothing else. */
async function takeInOnly(
  [change, ...others]: readonly CustomerChange[],
  context: EventContext,
  before: Settled | undefined,
): Promise<TakenIn | undefined> {
  if (change?.kind !== 'upsert' || others.length > 0) return undefined;
  return takeIn(change, context, before);
}
