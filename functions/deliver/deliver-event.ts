import type { CustomerChange, Erase } from '../shared/change/customer-change.ts';
import { emptySubjectItem, type SubjectItem, failureOf, withDone } from '../shared/change/subject-item.ts';
import { CdpError } from '../shared/cdp/cdp-error.ts';
import { DEFAULT_TIMEOUT_SECONDS } from '../shared/cdp/transport.ts';
import type { Identification, Ignored } from '../shared/change/identification.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import type { Enrich } from '../shared/enrichment/enrich.ts';
import { digest } from '../shared/envelope/digest.ts';
import { type Envelope, orderingKey } from '../shared/envelope/envelope.ts';
import { newSalt } from '../shared/journal/seal.ts';
import type { Archive, Cases, Clock, Ledger } from '../shared/ports/ports.ts';
import { openCalls } from './calls.ts';
import type { Cdp } from './cdp.ts';
import { type CompatPorts, noCompat, openCompat } from './compat.ts';
import type { EventContext } from './context.ts';
import { deliverSum, type Ended } from './deliver-sum.ts';
import { applyErase } from './erase.ts';
import { formerSubject } from './former-state.ts';
import { type Health, isCdpDeclining, see } from './health.ts';
import { type JournalPorts, paired, spokenOf } from './keep-event.ts';
import { LedgerConflict, openLedgerSession } from './ledger-session.ts';
import { observeEvent, observeUnanswered } from './observe.ts';
import { ALREADY_DONE, classifyError, endOfIgnored, HELD, type Outcome } from './outcome.ts';
import { applySuppression } from './suppress.ts';
import { Trace, type TraceRecord } from './trace.ts';
import { applyUpsert } from './upsert.ts';

export interface DeliveryPorts {
  readonly config: GuiyiConfig;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly cdp: Cdp;
  /** The key of the keyed hashes by which identities are remembered. */
  readonly hashKey: () => Promise<string>;
  readonly cases: Cases;
  readonly archive: Archive;
  /** Where functions of a former version run beside these. */
  readonly compat?: CompatPorts;
  /** What the source of a connection makes of an event; undefined for a connection that is not configured. */
  readonly identify: (event: Envelope) => Identification | Ignored | undefined;
  /** Asks the platforms' own APIs what an event leaves open. */
  readonly enrich: Enrich;
  /** What this process has seen of the CDP. */
  readonly health: Health;
  /** Where it is written down what happens; without it nothing is. */
  readonly journal?: JournalPorts;
}

/** What was made of one event, for logs and for the local journal. Holds personal data: never log it whole. */
export interface Delivery extends TraceRecord {
  readonly outcome: Outcome;
  /** What the event asks for last is to forget somebody. */
  readonly isErasing?: boolean;
}

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
  const trace = new Trace(event);
  const together: Ended[] = [];
  const behind = following.map(notInTheFuture);
  const outcome = await attempt(event, arrival, { trace, following: behind, together }, ports);
  return [deliveryOf({ outcome, trace }), ...together.map(deliveryOf)];
}

function deliveryOf({ outcome, trace }: Ended): Delivery {
  return {
    outcome,
    identities: trace.identities,
    withheld: trace.withheld,
    discarded: trace.discarded,
    asked: trace.asked,
    cases: trace.cases,
    calls: trace.calls,
    customers: trace.customers,
    isNamed: trace.isNamed,
    ...(trace.isErasing && { isErasing: true }),
    ...(trace.salt !== undefined && { salt: trace.salt }),
  };
}

interface Attempt {
  readonly trace: Trace;
  readonly following: readonly Envelope[];
  /** Takes in what was delivered with the event. */
  readonly together: Ended[];
}

async function attempt(
  event: Envelope,
  { redrive, receives, until }: Arrival,
  { trace, following, together }: Attempt,
  ports: DeliveryPorts,
): Promise<Outcome> {
  const { config, ledger, clock } = ports;
  const subjectKey = digest('subject', event.connection, orderingKey(event));
  const done = digest('event', event.source, event.id);
  const session = openLedgerSession({ ledger, clock, holder: done, until });
  let subject = emptySubjectItem;
  let context: EventContext | undefined;
  let mayBeUnderWay = false;
  /** What waits and what is dead is kept in any case: an operator sends it again. */
  const salted = async (outcome: Outcome): Promise<Outcome> => {
    const isOpen = outcome.outcome === 'waiting' || outcome.outcome === 'dead-lettered';
    if (!ports.journal || trace.salt !== undefined || !isOpen) return outcome;
    const salt = newSalt();
    try {
      await session.subjects.put(subjectKey, { ...(session.subjects.get(subjectKey) ?? subject), salt });
      trace.salt = salt;
    } catch {
      // Lost in a race: the next try keeps it.
    }
    return outcome;
  };
  try {
    await session.load({ subjects: [subjectKey], others: [subjectKey] });
    const former = formerSubject(session.former(subjectKey));
    subject = session.subjects.get(subjectKey) ?? former?.subject ?? emptySubjectItem;
    const isDone = subject.done.includes(done) || former?.subject.done.includes(done);
    if (isDone && redrive === undefined) {
      return ALREADY_DONE;
    }
    trace.salt = subject.salt;
    const identified = await identify(event, subject, trace, ports);
    if ('ended' in identified) return await salted(identified.ended);
    const hashKey = await ports.hashKey();
    const opened = openContext(
      { event, digest: done, subjectKey, subject, former, session, trace, hashKey },
      until,
      ports,
    );
    context = opened;
    // What an operator sends again is decided anew, and functions of a former version know nothing of a sum.
    const isKnown = session.subjects.get(subjectKey) !== undefined;
    if (redrive === undefined && isKnown && !ports.compat) {
      const changes = identified.changes.map((each) => byPolicy(each, opened.time, subject, config));
      const summed = await deliverSum({ changes, context }, following, {
        read: async (next, known, own) => {
          const read = await identify(next, known, own, ports);
          if ('ended' in read) return read;
          return { changes: read.changes.map((each) => byPolicy(each, Date.parse(next.time), known, config)) };
        },
        keep: (known, traces) => keepable(known, opened, traces, ports),
        wasDone: (id) => former?.subject.done.includes(id) === true,
        contextOf: (next, id, known, own) => ({
          ...opened,
          event: next,
          time: Date.parse(next.time),
          digest: id,
          subject: known,
          trace: own,
        }),
      });
      if (summed.outcome === 'held') return await salted(HELD);
      if (summed.outcome === 'delivered') {
        together.push(...summed.together);
        if (trace.calls.length > 0) see(ports.health, event, 'answered', clock());
        return { outcome: 'done' };
      }
    }
    let current = subject;
    for (const each of identified.changes) {
      const change = byPolicy(each, opened.time, current, config);
      trace.isErasing = change.kind === 'erase';
      const applied = await apply(change, { ...opened, subject: current });
      if ('ended' in applied) return await salted(applied.ended);
      current = applied.subject;
    }
    // Of whom an erase has forgotten nothing is kept, this request included.
    const kept = trace.isErasing ? current : await keepable(current, opened, [trace], ports);
    await session.subjects.put(subjectKey, withDone(kept, done));
    trace.salt = kept.salt;
    see(ports.health, event, 'answered', clock());
    return { outcome: 'done' };
  } catch (error) {
    // A call without an answer may be carried out yet: nobody else begins before it must have ended.
    mayBeUnderWay = error instanceof CdpError && (error.kind === 'timeout' || error.kind === 'network');
    // A redrive has the whole budget again, not the rest of an event that was given up.
    const name = done + (redrive ?? '');
    const made = context?.calls.made() ?? [];
    const begun = made.length === 0 ? undefined : { event: done, made };
    const outcome = await fail(error, { event, key: subjectKey, name, receives, subject, session, begun }, ports);
    // Later events of the group would bring the person back: it waits, and the log raises the alarm.
    const isHeld = trace.isErasing && outcome.outcome === 'dead-lettered';
    return await salted(isHeld ? { outcome: 'waiting', reason: 'erase-refused', detail: outcome.detail } : outcome);
  } finally {
    await context?.compat.release();
    if (!mayBeUnderWay) await session.release();
  }
}

/** The subject's item after the journal knows of whom the events speak. @throws PortError */
async function keepable(
  subject: SubjectItem,
  { subjectKey, hashKey, clock }: EventContext,
  traces: readonly Trace[],
  { journal, config }: DeliveryPorts,
): Promise<SubjectItem> {
  if (!journal) return subject;
  const who = new Set(traces.flatMap((trace) => spokenOf(trace, config, hashKey)));
  return paired(subject, subjectKey, [...who], { journal, now: clock() });
}

/** What the changes of an event work on. `until`: Unix ms by which this try has ended. */
function openContext(
  known: Pick<EventContext, 'event' | 'digest' | 'subjectKey' | 'subject' | 'former' | 'session' | 'trace' | 'hashKey'>,
  until: number,
  ports: DeliveryPorts,
): EventContext {
  const { event, digest: done, subject, session, trace, hashKey } = known;
  const { config, cdp, archive, journal, clock } = ports;
  const timeoutMs = (config.cdp.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
  const mayCall = () => clock() + timeoutMs + LAST_WRITES_MS <= until;
  const madeBefore = new Set(subject.begun?.event === done ? subject.begun.made : []);
  const calls = openCalls({ cdp, trace, mayCall, madeBefore, hashKey });
  const compat = ports.compat ? openCompat(ports.compat, { ...ports, event, session, calls }) : noCompat;
  return { ...known, time: Date.parse(event.time), config, cdp, calls, compat, archive, journal, clock };
}

/** What the source makes of an event, with what the platform's API adds. */
async function identify(
  event: Envelope,
  subject: SubjectItem,
  trace: Trace,
  ports: DeliveryPorts,
): Promise<Identification | { readonly ended: Outcome }> {
  const byItself = ports.identify(event);
  if (!byItself) {
    const detail = 'no such connection, or of another source';
    return { ended: { outcome: 'dead-lettered', reason: 'unknown-connection', detail } };
  }
  const enriched = await ports.enrich(event, byItself, subject);
  if (enriched.outcome === 'waiting') {
    const { detail, retryAfterSeconds } = enriched;
    return { ended: { outcome: 'waiting', reason: 'enrichment-waits', detail, retryAfterSeconds } };
  }
  const { identified, asked } = enriched;
  trace.asked.push(...asked);
  trace.cases.push(...observeUnanswered(asked, event, ports.clock()));
  if (identified.outcome === 'changes') return identified;
  const { reason, detail, discarded = [] } = identified;
  trace.discarded.push(...discarded);
  if (reason !== 'needs-an-operator') return { ended: endOfIgnored(reason, detail) };
  trace.cases.push(observeEvent('privacy-request', event.type, event, ports.clock()));
  return { ended: { outcome: 'dead-lettered', reason, detail } };
}

async function apply(
  change: CustomerChange,
  context: EventContext,
): Promise<{ readonly subject: SubjectItem } | { readonly ended: Outcome }> {
  for (const identity of change.identities) context.trace.identity(identity);
  if (change.kind === 'upsert') return applyUpsert(change, context);
  if (change.kind !== 'erase') return applySuppression(change, context);
  const { event, trace, clock, subject, config } = context;
  const detail = personDecides(change, event, subject, config);
  if (detail === undefined) return applyErase(change, context);
  trace.cases.push(observeEvent('privacy-request', event.type, event, clock()));
  return { ended: { outcome: 'dead-lettered', reason: 'needs-an-operator', detail } };
}

/** Whoever stops following may count as asking to be forgotten, if the brand says so; whoever has come back since does not. */
function byPolicy(
  change: CustomerChange,
  time: number,
  { returned }: SubjectItem,
  { privacy }: GuiyiConfig,
): CustomerChange {
  const leaves = change.kind === 'upsert' && change.triggers.includes('unfollow');
  if (!leaves || privacy?.onUnfollow !== 'erase' || (returned ?? -Infinity) > time) return change;
  return { kind: 'erase', identities: change.identities };
}

/** Why an erase that nobody has asked us for is not carried out by itself. */
function personDecides(
  { cancelled, record }: Erase,
  { time }: Envelope,
  subject: SubjectItem,
  { privacy }: GuiyiConfig,
): string | undefined {
  if (cancelled && privacy?.onAuthorisationCancelled === 'case')
    return 'privacy.onAuthorisationCancelled says that a person decides';
  const isOld = record && Date.parse(time) < (subject.record?.time ?? -Infinity);
  return isOld ? 'a newer state of the platform’s record says that the person is there' : undefined;
}

/** A clock that runs ahead must not freeze a field until it is caught up with. */
function notInTheFuture(event: Envelope): Envelope {
  return Date.parse(event.time) > Date.parse(event.receivedtime) ? { ...event, time: event.receivedtime } : event;
}

/** Kept free of calls at the end of a try, to write down what it has done. */
const LAST_WRITES_MS = 2_000;

interface Failed extends Pick<EventContext, 'event' | 'session' | 'subject'> {
  /** Of the subject's item. */
  readonly key: string;
  /** The event, and which of an operator's sendings of it. */
  readonly name: string;
  readonly receives: number;
  /** What the try has changed in the CDP before it failed. */
  readonly begun: SubjectItem['begun'];
}

async function fail(
  error: unknown,
  { event, key, name, receives, subject, session, begun }: Failed,
  { clock, config, health }: DeliveryPorts,
): Promise<Outcome> {
  const now = clock();
  const budget = {
    attempts: config.delivery?.undecidedAttempts ?? 8,
    minutes: config.delivery?.undecidedMinutes ?? 360,
  };
  const undecided = error instanceof CdpError && error.kind === 'rejected' && !error.permanent;
  const failing = undecided ? failureOf(subject, name, { receives, now }) : { attempts: 0, since: now, isKnown: true };
  const counted = { ...failing, since: Math.max(failing.since, health.countsFrom ?? 0) };
  const outcome: Exclude<Outcome, { outcome: 'done' }> =
    error instanceof LedgerConflict
      ? { outcome: 'waiting', reason: 'ledger-conflict', detail: error.message }
      : classifyError(error, counted, budget, {
          now,
          lastSuccess: isCdpDeclining(health) ? -Infinity : health.lastSuccess,
        });
  if (outcome.reason === 'cdp-unavailable' || outcome.reason === 'cdp-credentials')
    see(health, event, outcome.reason, now);
  // Known to be declined, it says nothing new of the CDP; a refusal for good is an answer.
  else if (undecided && !failing.isKnown) see(health, event, 'declined', now);
  else if (outcome.outcome === 'dead-lettered' && !undecided) see(health, event, 'answered', now);
  // Once for each event: how often it was tried since is read from its message.
  const failed = failing.isKnown ? {} : { failing: { event: name, receives, since: now } };
  const isNews = !failing.isKnown || (begun !== undefined && begun.made.length > (subject.begun?.made.length ?? 0));
  if (!isNews) return outcome;
  try {
    await session.subjects.put(key, { ...subject, ...failed, ...(begun && { begun }) });
  } catch {
    // Lost in a race, it is written by the next try, which repeats what does no harm.
    if (undecided)
      return { outcome: 'waiting', reason: 'ledger-conflict', detail: 'the ledger did not take the count of attempts' };
  }
  return outcome;
}
