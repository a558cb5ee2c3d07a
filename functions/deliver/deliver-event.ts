import { emptySubjectItem, type SubjectItem, withDone } from '../shared/change/subject-item.ts';
import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { CustomerChange } from '../shared/change/customer-change.ts';
import { digest } from '../shared/envelope/digest.ts';
import { type Envelope, orderingKey } from '../shared/envelope/envelope.ts';
import { newSalt } from '../shared/journal/seal.ts';
import { applyChange, byPolicy } from './apply-change.ts';
import type { EventContext } from './context.ts';
import { applyDecision } from './decide.ts';
import { deliverSum, type SumPorts } from './deliver-sum.ts';
import { type Delivery, deliveryOf, type Ended } from './delivery.ts';
import { failEvent } from './event-failure.ts';
import { formerSubject } from './former-state.ts';
import { see } from './health.ts';
import { type IdentifiedEvent, identifyEvent } from './identify-event.ts';
import { pairSubject } from './keep-event.ts';
import { type LedgerSession, openLedgerSession } from './ledger-session.ts';
import { openContext } from './open-context.ts';
import { ALREADY_DONE, HELD, type Outcome } from './outcome.ts';
import type { DeliveryPorts } from './ports.ts';
import { Trace } from './trace.ts';

/** How an event has come. */
export interface Arrival {
  /** `-r1`, `-r2` …: an operator has sent it again. */
  readonly redrive: string | undefined;
  /** How often its message was received, this time included. */
  readonly receives: number;
  /** Unix ms by which this try has ended. */
  readonly until: number;
}

/**
 * Delivers an event, exactly once in effect: read the ledger, skip what is done, ask the source, call the CDP, and write what was learnt
 * under the versions that were read. A crash before the write repeats an idempotent upsert.
 *
 * The events that follow it in its group are delivered with it as far as they add up: by the calls of their sum, and one write.
 * @param following none of them sent again by an operator
 * @returns what was made of the event, and then of those that were delivered with it
 */
export async function deliverEvent(
  received: Envelope,
  arrival: Arrival,
  following: readonly Envelope[],
  ports: DeliveryPorts,
): Promise<readonly [Delivery, ...Delivery[]]> {
  const event = notInTheFuture(received);
  const done = digest('event', event.source, event.id);
  const { ledger, clock, hasFormer = true } = ports;
  const attempt: Attempt = {
    event,
    arrival,
    following: following.map(notInTheFuture),
    digest: done,
    subjectKey: digest('subject', event.connection, orderingKey(event)),
    session: openLedgerSession({ ledger, clock, holder: done, until: arrival.until, hasFormer }),
    trace: new Trace(event),
    subject: emptySubjectItem,
    together: [],
  };
  const outcome = await attemptEvent(attempt, ports);
  return [deliveryOf({ outcome, trace: attempt.trace }), ...attempt.together.map(deliveryOf)];
}

/** One try of an event, and how far it has come. */
interface Attempt extends Pick<EventContext, 'event' | 'digest' | 'subjectKey' | 'trace'> {
  readonly arrival: Arrival;
  readonly following: readonly Envelope[];
  readonly session: LedgerSession;
  /** As the ledger knew it; empty until that is read. */
  subject: SubjectItem;
  /** Once it is known what is to be carried out. */
  context?: EventContext;
  /** What was delivered with the event. */
  together: readonly Ended[];
}

async function attemptEvent(attempt: Attempt, ports: DeliveryPorts): Promise<Outcome> {
  let mayBeUnderWay = false;
  try {
    return await keptToMend(await deliverOnce(attempt, ports), attempt, ports);
  } catch (error) {
    // A call without an answer may still be carried out: no other event starts before it must have ended.
    mayBeUnderWay = error instanceof CdpError && (error.kind === 'timeout' || error.kind === 'network');
    return await keptToMend(await failedAttempt(error, attempt, ports), attempt, ports);
  } finally {
    await attempt.context?.compat.release();
    if (!mayBeUnderWay) await attempt.session.release();
  }
}

async function deliverOnce(attempt: Attempt, ports: DeliveryPorts): Promise<Outcome> {
  const { event, arrival, digest: done, subjectKey, session, trace } = attempt;
  const { redrive } = arrival;
  await session.load({ subjects: [subjectKey], others: [subjectKey] });
  const former = formerSubject(session.former(subjectKey));
  const subject = session.subjects.get(subjectKey) ?? former?.subject ?? emptySubjectItem;
  attempt.subject = subject;
  const isDone = subject.done.includes(done) || former?.subject.done.includes(done);
  if (isDone && redrive === undefined) return ALREADY_DONE;
  trace.salt = subject.salt;
  const identified = await identifyEvent(event, subject, trace, ports);
  if ('ended' in identified) return identified.ended;
  const hashKey = await ports.hashKey();
  const known = { event, digest: done, subjectKey, subject, former, session, trace, hashKey };
  const context = openContext(known, arrival.until, ports);
  attempt.context = context;
  // What an operator sends again is decided anew, and functions of a former version know nothing of a sum.
  const isKnown = session.subjects.get(subjectKey) !== undefined;
  const maySum = redrive === undefined && isKnown && !ports.compat && !identified.decide;
  const summed = maySum ? await deliverSummed(identified.changes, attempt, context, ports) : undefined;
  return summed ?? applyChanges(identified, context, ports);
}

/** Delivers the event with those that follow and add up; undefined where something is to be decided about it. */
async function deliverSummed(
  changes: readonly CustomerChange[],
  attempt: Attempt,
  context: EventContext,
  ports: DeliveryPorts,
): Promise<Outcome | undefined> {
  const { event, trace, following, subject } = attempt;
  const decided = changes.map((each) => byPolicy(each, context.time, subject, ports.config));
  const summed = await deliverSum({ changes: decided, context }, following, sumPortsOf(context, ports));
  if (summed.outcome === 'held') return HELD;
  if (summed.outcome === 'unsettled') return undefined;
  attempt.together = summed.together;
  if (trace.calls.length > 0) see(ports.health, event, 'answered', ports.clock());
  return { outcome: 'done' };
}

function sumPortsOf(context: EventContext, ports: DeliveryPorts): SumPorts {
  return {
    read: async (next, known, own) => {
      const read = await identifyEvent(next, known, own, ports);
      if ('ended' in read) return read;
      // What a person has decided has a turn of its own.
      if (read.decide) return { ended: HELD };
      return { changes: read.changes.map((each) => byPolicy(each, Date.parse(next.time), known, ports.config)) };
    },
    keep: (known, traces) => pairSubject(known, traces, context),
    wasDone: (id) => context.former?.subject.done.includes(id) === true,
    contextOf: (next, id, known, own) => ({
      ...context,
      event: next,
      time: Date.parse(next.time),
      digest: id,
      subject: known,
      trace: own,
    }),
  };
}

/** Carries the changes out one after the other, and remembers that the event is done. */
async function applyChanges(
  { changes, decide, request }: IdentifiedEvent,
  context: EventContext,
  ports: DeliveryPorts,
): Promise<Outcome> {
  const { event, trace, session, subjectKey } = context;
  let { subject } = context;
  const about = request ? { ...context, event: request, time: Date.parse(request.time) } : context;
  for (const each of changes) {
    const change = byPolicy(each, about.time, subject, ports.config);
    trace.isErasing = change.kind === 'erase';
    const applied = await applyChange(change, { ...about, subject });
    if ('ended' in applied) return applied.ended;
    subject = applied.subject;
  }
  const ended = decide && (await applyDecision(decide, { ...context, subject }));
  if (ended) return ended;
  // Nothing is kept of an erased person, not even this request.
  const kept = trace.isErasing ? subject : await pairSubject(subject, [trace], context);
  await session.subjects.put(subjectKey, withDone(kept, context.digest));
  trace.salt = kept.salt;
  see(ports.health, event, 'answered', ports.clock());
  return { outcome: 'done' };
}

async function failedAttempt(error: unknown, attempt: Attempt, ports: DeliveryPorts): Promise<Outcome> {
  const { arrival, digest: done, context, trace } = attempt;
  const made = context?.calls.made() ?? [];
  const outcome = await failEvent(
    error,
    {
      ...attempt,
      // A redrive has the whole budget again, not the rest of an event that was given up.
      name: done + (arrival.redrive ?? ''),
      receives: arrival.receives,
      begun: made.length === 0 ? undefined : { event: done, made },
    },
    ports,
  );
  // Later events of the group would bring the person back: it waits, and the log raises the alarm.
  const isHeld = trace.isErasing && outcome.outcome === 'dead-lettered';
  return isHeld ? { outcome: 'waiting', reason: 'erase-refused', detail: outcome.detail } : outcome;
}

/** What waits and what is dead is kept in any case: an operator sends it again. */
async function keptToMend(
  outcome: Outcome,
  { session, subjectKey, subject, trace }: Attempt,
  { journal }: DeliveryPorts,
): Promise<Outcome> {
  const isOpen = outcome.outcome === 'waiting' || outcome.outcome === 'dead-lettered';
  if (!journal || trace.salt !== undefined || !isOpen) return outcome;
  const salt = newSalt();
  try {
    await session.subjects.put(subjectKey, { ...(session.subjects.get(subjectKey) ?? subject), salt });
    trace.salt = salt;
  } catch {
    // Lost in a race: the next try keeps it.
  }
  return outcome;
}

/** A clock that runs ahead must not freeze a field until it is caught up with. */
function notInTheFuture(event: Envelope): Envelope {
  return Date.parse(event.time) > Date.parse(event.receivedtime) ? { ...event, time: event.receivedtime } : event;
}
