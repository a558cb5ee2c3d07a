import { connectionStatuses } from '../../operations/connection-status.ts';
import { inbox } from '../../functions/shared/cases/inbox.ts';
import { paused, resumed } from '../../functions/shared/breaker/state.ts';
import { isPrivacyCase } from '../../functions/shared/cases/decision.ts';
import { type DecisionPorts, openCases } from '../../operations/open-cases.ts';
import { openPrivacyRequests, type PrivacyRequests } from '../../operations/privacy-requests.ts';
import { breakerViewOf, type DeliveryOperations, type LastHour } from '../../operations/delivery.ts';
import { customersOver } from '../../operations/customers-over.ts';
import type { Operations } from '../../operations/operations.ts';
import { waitingIn } from '../host/events.ts';
import type { Host } from '../host/host.ts';
import { type Figure, type FigureName, percentile } from '../store/minute-figures.ts';
import { localEvents } from './event-operations.ts';
import { localLetters } from './dead-letter-operations.ts';
import { openNoteReveal } from './note-reveal.ts';
import { localPrivacy } from './privacy-operations.ts';
import { localQuarantine } from './quarantine-operations.ts';
import { localUndo } from './undo-operations.ts';
import { localSuppressions } from './suppression-operations.ts';

const NEWEST = 500;
const HOUR_MS = 3_600_000;

/** Everything that an operator can ask and do, of the `npm start` of this process. */
export function localOperations(host: Host): Operations {
  const noteReveal = openNoteReveal(host.reveals, Date.now);
  const events = localEvents(host, noteReveal);
  const decisions: DecisionPorts = { ...host, events, clock: Date.now, send: host.sendOwn };
  const requests = openPrivacyRequests({ ...decisions, archive: host.archive });
  const cases = openCases(decisions);
  return {
    events,
    deadLetters: localLetters(host.letters, host.deadLetterPlans, noteReveal),
    quarantine: localQuarantine(host.quarantine, noteReveal),
    cases,
    undo: localUndo(host, { cases, events }),
    privacy: { ...localPrivacy(host), ...requests },
    suppressions: localSuppressions(host),
    delivery: localDelivery(host, requests),
    customers: customersOver(() => host.cdp.client),
    reveals: {
      list: async () =>
        host.reveals.list(NEWEST).map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })),
    },
  };
}

function localDelivery(
  { breaker, config, queues, journal, quarantine, cases: caseStore, figures, requests: counts, storageFault }: Host,
  privacy: PrivacyRequests,
): DeliveryOperations {
  return {
    async status() {
      const { events, inlet } = queues;
      const requests = await privacy.requests();
      const fault = storageFault();
      return {
        breaker: breakerViewOf(await breaker.read()),
        ...(fault !== undefined && { storageFault: fault }),
        connections: Object.keys(config.connections),
        byConnection: connectionStatuses(
          Object.keys(config.connections),
          (connection) => ({
            lastEvent: journal.select({ connection }, 1)[0]?.receivedTime,
            lastHour: journal.countSince(connection, new Date(Date.now() - HOUR_MS).toISOString()),
          }),
          counts.list(Date.now() - HOUR_MS),
        ),
        events: waitingIn(events.queue, journal),
        inlet: waitingIn(inlet.queue),
        deadLetters: events.deadLetters.depth().waiting + inlet.deadLetters.depth().waiting,
        quarantined: quarantine.list({}).length,
        cases: inbox(await caseStore.list(NEWEST)).filter((one) => !isPrivacyCase(one)).length,
        privacyRequests: requests.length,
        overdue: requests.filter(({ isOverdue }) => isOverdue).length,
        lastHour: lastHourOf(figures, counts, Date.now() - HOUR_MS),
      };
    },
    pause: async ({ by, why }) =>
      breakerViewOf(await breaker.update((before) => paused(before, { by, why, at: Date.now() }))),
    resume: async () => breakerViewOf(await breaker.update((before) => resumed(before, Date.now()))),
  };
}

function callsIn(figures: readonly Figure[]): Pick<LastHour, 'calls' | 'callTimes' | 'failedCalls'> {
  const requests = figures.filter(({ name }) => name === 'request');
  const failed = Map.groupBy(
    figures.filter(({ name }) => name === 'request-failed'),
    ({ label }) => label,
  );
  const [p50, p95] = [percentile(requests, 0.5), percentile(requests, 0.95)];
  return {
    calls: countOf(requests),
    ...(p50 !== undefined && p95 !== undefined && { callTimes: { p50, p95 } }),
    failedCalls: [...failed]
      .map(([kind, ofKind]) => ({ kind, count: countOf(ofKind) }))
      .toSorted((one, other) => other.count - one.count),
  };
}

const countOf = (figures: readonly Figure[]) => figures.reduce((sum, { count }) => sum + count, 0);

function lastHourOf(figures: Host['figures'], requests: Host['requests'], since: number): LastHour {
  const counted = figures.list(since);
  const of = (name: FigureName, ...labels: readonly string[]) =>
    countOf(counted.filter((one) => one.name === name && (labels.length === 0 || labels.includes(one.label))));
  const refused = (outcome: 'rejected' | 'quarantined') =>
    requests.list(since).reduce((sum, one) => (one.outcome === outcome ? sum + one.count : sum), 0);
  return {
    accepted: of('received'),
    ended: of('event', 'done', 'ignored', 'dead-lettered'),
    rejected: refused('rejected'),
    quarantined: refused('quarantined'),
    ...callsIn(counted),
  };
}
