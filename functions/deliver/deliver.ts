import type { CdpClient } from '../shared/cdp/client.ts';
import type { groupNames } from '../shared/cdp/group-names.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { UpsertPlan } from '../shared/change/plan.ts';
import { forgetPerson, rememberDone, rememberFailure } from '../shared/change/remember.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { digest } from '../shared/envelope/digest.ts';
import { type Envelope, orderingKey } from '../shared/envelope/envelope.ts';
import type { Identity } from '../shared/identity/identity.ts';
import type { Clock, Ledger } from '../shared/ports/ports.ts';
import type { Identification, Ignored } from '../shared/sources/source.ts';
import { applyErase } from './apply-erase.ts';
import { applyUpsert, type CallRecord } from './apply-upsert.ts';
import { judge, type Outcome } from './outcome.ts';

/** The CDP as delivery sees it. */
export interface Cdp {
  readonly config: GuiyiConfig;
  readonly client: CdpClient;
  readonly groups: ReturnType<typeof groupNames>;
}

export interface DeliveryPorts {
  readonly config: GuiyiConfig;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly cdp: Cdp;
  /** What the source of a connection makes of an event; undefined for a connection that is not configured. */
  readonly identify: (event: Envelope) => Identification | Ignored | undefined;
  /** When any event last succeeded in this process. */
  readonly health: { lastSuccess: number };
}

/** What was made of one event, for logs and for the local journal. Holds personal data: never log it whole. */
export interface Delivery {
  readonly outcome: Outcome;
  readonly identities: readonly Identity[];
  /** Contacts that were not sent because somebody else owns them. */
  readonly withheld: readonly Identity[];
  readonly calls: readonly CallRecord[];
  readonly customers: readonly CustomerId[];
}

/**
 * Delivers one event, exactly once in effect: read the ledger, skip what is done, ask the source, call the CDP, write
 * the ledger under the version that was read. A crash before the write repeats an idempotent upsert.
 * @param redrive `-r1`, `-r2` …: an operator has sent it again.
 */
export async function deliverEvent(
  event: Envelope,
  redrive: string | undefined,
  ports: DeliveryPorts,
): Promise<Delivery> {
  const trace = {
    identities: [] as Identity[],
    withheld: [] as Identity[],
    calls: [] as CallRecord[],
    customers: [] as CustomerId[],
  };
  const end = (outcome: Outcome): Delivery => ({ outcome, ...trace });
  const key = digest('subject', event.connection, orderingKey(event));
  const done = digest('event', event.source, event.id);
  let item: LedgerItem | undefined;
  let erasing = false;
  try {
    item = await ports.ledger.read(key);
    if (item?.done.includes(done) && redrive === undefined) {
      return end({ outcome: 'ignored', reason: 'already-done', detail: 'the ledger holds its id' });
    }
    const identified = ports.identify(event);
    if (!identified) {
      return end({
        outcome: 'refused',
        reason: 'unknown-connection',
        detail: 'no such connection, or of another source',
      });
    }
    if (identified.outcome === 'ignored') {
      const { reason, detail } = identified;
      return end({ outcome: reason === 'needs-an-operator' ? 'refused' : 'ignored', reason, detail });
    }
    const written: UpsertPlan['written'][] = [];
    for (const change of identified.changes) {
      trace.identities.push(...change.identities);
      erasing = change.kind === 'erase';
      if (change.kind === 'erase') {
        const erased = await applyErase(change, ports.cdp, trace.calls);
        if (erased.outcome === 'other-channels') {
          const { detail } = erased;
          return end({ outcome: 'refused', reason: 'erase-touches-other-channels', detail });
        }
        if (erased.outcome === 'no-known-identity') return end(withoutCode(change.identities));
        if (item) item = forgetPerson(item);
        continue;
      }
      const applied = await applyUpsert(change, event, item, ports.cdp, trace.calls);
      if (applied.outcome === 'no-known-identity') return end(withoutCode(change.identities));
      trace.withheld.push(...applied.withheld.map(({ identity }) => identity));
      trace.customers.push(applied.customer);
      written.push(applied.written);
    }
    const time = Date.parse(event.time);
    const next = rememberDone(item, { digest: done, time }, written, ports.clock());
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
