import type { CustomerId } from '../shared/cdp/ids.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { UpsertPlan } from '../shared/change/plan.ts';
import type { CaseObservation } from '../shared/cases/case.ts';
import type { CustomerChange, Erase, Upsert } from '../shared/change/customer-change.ts';
import { forgetPerson, rememberDone, rememberFailure } from '../shared/change/remember.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import type { Asked, Enrich } from '../shared/enrichment/enrich.ts';
import { digest } from '../shared/envelope/digest.ts';
import { type Envelope, orderingKey } from '../shared/envelope/envelope.ts';
import type { Identity } from '../shared/identity/identity.ts';
import { mask } from '../shared/identity/mask.ts';
import type { Refusal, RefusalReason } from '../shared/identity/refusal.ts';
import type { Archive, Cases, Claims, Clock, Leases, Ledger, Marks } from '../shared/ports/ports.ts';
import type { Identification, Ignored } from '../shared/sources/source.ts';
import type { Cdp } from './cdp.ts';
import { applyErase } from './apply-erase.ts';
import { observeEvent, observeUnanswered } from './observe.ts';
import { applyUpsert, isWithheld, type WithheldBecause } from './apply-upsert.ts';
import type { CallRecord } from './make-calls.ts';
import { judge, type Outcome } from './outcome.ts';

export interface DeliveryPorts {
  readonly config: GuiyiConfig;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly cdp: Cdp;
  readonly claims: Claims;
  readonly leases: Leases;
  readonly suppressions: Marks;
  /** Contacts that a customer has on the word of whoever typed them. */
  readonly typedLinks: Marks;
  /** The key of the keyed hashes by which suppressed identities are remembered. */
  readonly hashKey: () => Promise<string>;
  readonly cases: Cases;
  readonly archive: Archive;
  /** What the source of a connection makes of an event; undefined for a connection that is not configured. */
  readonly identify: (event: Envelope) => Identification | Ignored | undefined;
  /** Asks the platforms' own APIs what an event leaves open. */
  readonly enrich: Enrich;
  /** When any event last succeeded in this process. */
  readonly health: { lastSuccess: number };
}

export interface Withheld extends Identity {
  readonly because: WithheldBecause;
}

/** What was made of one event, for logs and for the local journal. Holds personal data: never log it whole. */
export interface Delivery {
  readonly outcome: Outcome;
  readonly identities: readonly Identity[];
  /** Typed contacts that were not linked to the event's customer. */
  readonly withheld: readonly Withheld[];
  /** Values that were offered and are no identity. */
  readonly refusals: readonly Refusal[];
  /** What the platform's own API was asked about the person. */
  readonly asked: readonly Asked[];
  /** What a person should look at. */
  readonly cases: readonly CaseObservation[];
  readonly calls: readonly CallRecord[];
  readonly customers: readonly CustomerId[];
}

/** How an event has come. */
export interface Arrival {
  /** `-r1`, `-r2` …: an operator has sent it again. */
  readonly redrive: string | undefined;
  /** It was received before, and not done. */
  readonly isRepeated: boolean;
}

/**
 * Delivers one event, exactly once in effect: read the ledger, skip what is done, ask the source, call the CDP, write
 * the ledger under the version that was read. A crash before the write repeats an idempotent upsert.
 */
export async function deliverEvent(
  received: Envelope,
  { redrive, isRepeated }: Arrival,
  ports: DeliveryPorts,
): Promise<Delivery> {
  const event = notInTheFuture(received);
  const trace = {
    identities: [] as Identity[],
    withheld: [] as Withheld[],
    refusals: [] as Refusal[],
    asked: [] as Asked[],
    cases: [] as CaseObservation[],
    calls: [] as CallRecord[],
    customers: [] as CustomerId[],
  };
  const end = (outcome: Outcome): Delivery => ({ outcome, ...trace });
  const key = digest('subject', event.connection, orderingKey(event));
  const done = digest('event', event.source, event.id);
  let item: LedgerItem | undefined;
  let erasing = false;
  const written: UpsertPlan['written'][] = [];

  const erase = async (change: Erase): Promise<Outcome | undefined> => {
    const detail = personDecides(change, event, item, ports.config);
    if (detail !== undefined) {
      trace.cases.push(observeEvent('privacy-request', event.type, event, ports.clock()));
      return { outcome: 'refused', reason: 'needs-an-operator', detail };
    }
    const erased = await applyErase(change, event, ports, trace.calls);
    if (erased.outcome === 'no-known-identity') return withoutCode(change.identities);
    if (erased.outcome === 'other-channels') {
      const { detail } = erased;
      trace.cases.push(observeEvent('erase-needs-decision', detail, event, ports.clock()));
      return { outcome: 'refused', reason: 'erase-touches-other-channels', detail };
    }
    if (item) item = forgetPerson(item);
    return undefined;
  };

  const upsert = async (change: Upsert): Promise<Outcome | undefined> => {
    trace.refusals.push(...(change.refusals ?? []));
    const applied = await applyUpsert(change, event, { item, isRepeated }, ports, trace.calls);
    if (applied.outcome === 'no-known-identity') return withoutCode(change.identities);
    if (applied.outcome === 'suppressed') {
      return { outcome: 'ignored', reason: 'suppressed', detail: 'the person must be forgotten' };
    }
    if (applied.outcome === 'leased') {
      const detail = 'another event about the same new identity is being delivered';
      return { outcome: 'later', reason: 'identity-leased', detail, retryAfterSeconds: 2 };
    }
    for (const { identity, reason } of applied.heldBack) {
      if (isWithheld(reason)) trace.withheld.push({ ...stamped(identity, event), because: reason });
      else trace.refusals.push(refusalFor(identity, reason));
    }
    trace.cases.push(...applied.observations);
    if (applied.outcome === 'nothing-to-send') {
      return { outcome: 'ignored', reason: 'event-without-customer', detail: 'every identity was refused' };
    }
    trace.customers.push(applied.customer);
    written.push(applied.written);
    return undefined;
  };

  try {
    item = await ports.ledger.read(key);
    if (item?.done.includes(done) && redrive === undefined) {
      return end({ outcome: 'ignored', reason: 'already-done', detail: 'the ledger holds its id' });
    }
    const byItself = ports.identify(event);
    if (!byItself) {
      const detail = 'no such connection, or of another source';
      return end({ outcome: 'refused', reason: 'unknown-connection', detail });
    }
    const enriched = await ports.enrich(event, byItself, item);
    if (enriched.outcome === 'later') {
      const { detail, retryAfterSeconds } = enriched;
      return end({ outcome: 'later', reason: 'enrichment-waits', detail, retryAfterSeconds });
    }
    const { identified, asked } = enriched;
    trace.asked.push(...asked);
    trace.cases.push(...observeUnanswered(asked, event, ports.clock()));
    if (identified.outcome === 'ignored') {
      const { reason, detail, refusals = [] } = identified;
      trace.refusals.push(...refusals);
      // The sender can mend it and nobody else: it is kept where it is seen.
      if (reason === 'identity-without-scope') return end({ outcome: 'refused', reason, detail });
      if (reason !== 'needs-an-operator') return end({ outcome: 'ignored', reason, detail });
      trace.cases.push(observeEvent('privacy-request', event.type, event, ports.clock()));
      return end({ outcome: 'refused', reason, detail });
    }
    for (const change of identified.changes.map((each) => byPolicy(each, ports.config))) {
      trace.identities.push(...change.identities.map((identity) => stamped(identity, event)));
      erasing = change.kind === 'erase';
      const ended = change.kind === 'erase' ? await erase(change) : await upsert(change);
      if (ended) return end(ended);
    }
    const time = Date.parse(event.time);
    const next = rememberDone(item, { digest: done, time, customer: trace.customers.at(-1) }, written, ports.clock());
    if ((await ports.ledger.write(key, next, item?.v)) === 'conflict') {
      return end({ outcome: 'later', reason: 'ledger-conflict', detail: 'another worker wrote first' });
    }
    ports.health.lastSuccess = ports.clock();
    return end({ outcome: 'done' });
  } catch (error) {
    // A redrive has the whole patience again, not the rest of an event that was given up.
    const outcome = await fail(error, { key, attempt: done + (redrive ?? ''), item }, ports);
    // Later events of the group would bring the person back: it waits, and the log raises the alarm.
    const held = erasing && outcome.outcome === 'refused';
    return end(held ? { outcome: 'later', reason: 'erase-refused', detail: outcome.detail } : outcome);
  }
}

/** Whoever stops following may count as asking to be forgotten, if the brand says so. */
function byPolicy(change: CustomerChange, { privacy }: GuiyiConfig): CustomerChange {
  const leaves = change.kind === 'upsert' && change.moments.includes('unfollow');
  if (!leaves || privacy?.onUnfollow !== 'erase') return change;
  return { kind: 'erase', identities: change.identities };
}

/** Why an erase that nobody has asked us for is not carried out by itself. */
function personDecides(
  { cancelled, record }: Erase,
  { time }: Envelope,
  item: LedgerItem | undefined,
  { privacy }: GuiyiConfig,
): string | undefined {
  if (cancelled && privacy?.onAuthorisationCancelled === 'case')
    return 'privacy.onAuthorisationCancelled says that a person decides';
  const isOld = record && Date.parse(time) < (item?.record?.time ?? -Infinity);
  return isOld ? 'a newer state of the platform’s record says that the person is there' : undefined;
}

/** A clock that runs ahead must not freeze a field until it is caught up with. */
function notInTheFuture(event: Envelope): Envelope {
  return Date.parse(event.time) > Date.parse(event.receivedtime) ? { ...event, time: event.receivedtime } : event;
}

function stamped(identity: Identity, { source, id }: Envelope): Identity {
  const platform = source.split('/')[1] ?? '';
  return { ...identity, evidence: { ...identity.evidence, platform, event: id } };
}

function refusalFor({ kind, value, evidence }: Identity, reason: RefusalReason): Refusal {
  return { kind, field: evidence.field, reason, masked: mask(kind, value) };
}

function withoutCode(identities: readonly Identity[]): Outcome {
  const kinds = [...new Set(identities.map(({ kind }) => kind))].join(', ');
  const detail = `cdp.identityTypes has no code for ${kinds}, or every value is too long`;
  return { outcome: 'refused', reason: 'identity-type-not-configured', detail };
}

async function fail(
  error: unknown,
  { key, attempt, item }: { key: string; attempt: string; item: LedgerItem | undefined },
  { ledger, clock, config, health }: DeliveryPorts,
): Promise<Outcome> {
  const now = clock();
  const patience = {
    attempts: config.delivery?.undecidedAttempts ?? 8,
    minutes: config.delivery?.undecidedMinutes ?? 30,
  };
  const undecided = error instanceof CdpError && error.kind === 'rejected' && !error.permanent;
  if (!undecided) return judge(error, { attempts: 0, since: now }, patience, { now, ...health });
  const next = rememberFailure(item, attempt, now);
  const outcome = judge(error, next.failing ?? { attempts: 1, since: now }, patience, { now, ...health });
  try {
    // The count may be lost in a race; the next attempt counts again.
    await ledger.write(key, next, item?.v);
  } catch {
    return { outcome: 'later', reason: 'ledger-conflict', detail: 'the ledger did not take the count of attempts' };
  }
  return outcome;
}
