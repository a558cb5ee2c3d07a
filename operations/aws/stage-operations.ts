import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paused, resumed } from '../../functions/shared/breaker/state.ts';
import { breakerInLedger } from '../../functions/shared/breaker/store.ts';
import { inbox } from '../../functions/shared/cases/inbox.ts';
import { dynamoCases } from '../../functions/shared/ports/aws/cases.ts';
import { dynamoLedger } from '../../functions/shared/ports/aws/ledger.ts';
import { isPrivacyCase } from '../../functions/shared/cases/decision.ts';
import { connectionStatuses } from '../connection-status.ts';
import { customersOver } from '../customers-over.ts';
import { openCases } from '../open-cases.ts';
import { openPrivacyRequests, type PrivacyRequests } from '../privacy-requests.ts';
import { breakerViewOf, type DeliveryOperations } from '../delivery.ts';
import type { Waiting } from '../events.ts';
import type { Operations } from '../operations.ts';
import { inAccount } from './account-error.ts';
import { decisionPorts } from './decision-ports.ts';
import { stageDeadLetters } from './dead-letter-operations.ts';
import { stageEvents } from './event-operations.ts';
import { type MoveStep, openEventLetters } from './event-letters.ts';
import { openInletLetters } from './inlet-letters.ts';
import { type JournalItem, keyIn } from './journal-item.ts';
import { type JournalReader, openJournalReader } from './journal-reader.ts';
import { openMover } from './mover.ts';
import { openOperatorTable } from './operator-table.ts';
import { stagePrivacy, stageSuppressions } from './person-operations.ts';
import { stageQuarantine } from './quarantine-operations.ts';
import { quarantinedKeys } from './quarantined-keys.ts';
import { type QueueDepth, depthOf, messagesIn } from './queue-depth.ts';
import { stageReveals } from './reveals.ts';
import { remembered } from './remembered.ts';
import { ifAllowed } from './if-allowed.ts';
import { readArrivals } from './last-events.ts';
import type { StageContext } from './stage-context.ts';
import { stageUndo } from './stage-undo.ts';
import { openStoredPlans } from './stored-plans.ts';

const NEWEST = 500;
const MOST = 1_000;
const HOUR_MS = 3_600_000;
/** The status is watched every two seconds. */
const ARRIVALS_KEPT_MS = 60_000;

/** Everything that an operator can ask and do, of a stage on AWS. Every method may throw an AccountError. */
export function stageOperations(context: StageContext, onStep?: (step: MoveStep) => void): Operations {
  const { deployed, clock } = context;
  const journal = openJournalReader(context);
  const table = openOperatorTable(deployed.journalTable);
  const plans = openStoredPlans(table, clock);
  const reveals = stageReveals(context);
  const events = stageEvents(context, journal, reveals.note);
  const decisions = decisionPorts(context, events);
  const requests = openPrivacyRequests(decisions);
  const cases = openCases(decisions);
  return {
    events,
    deadLetters: stageDeadLetters({
      events: openEventLetters(context, { journal, table }, onStep),
      inlet: openInletLetters(context, table, onStep),
      plans,
      asOnlyMover: openMover(table, clock),
      noteReveal: reveals.note,
      clock,
    }),
    quarantine: stageQuarantine(context, { plans, noteReveal: reveals.note }),
    cases,
    privacy: { ...stagePrivacy(context, journal), ...requests },
    suppressions: stageSuppressions(context),
    delivery: stageDelivery(context, journal, requests),
    customers: customersOver(context.cdp),
    reveals,
    undo: stageUndo(context, journal, decisions, cases),
  };
}

function stageDelivery(
  { deployed, config, clock, metrics }: StageContext,
  journal: JournalReader,
  privacy: PrivacyRequests,
): DeliveryOperations {
  const breaker = breakerInLedger(dynamoLedger(deployed.ledgerTable, clock));
  const caseStore = dynamoCases(deployed.ledgerTable);
  const names = Object.keys(config.connections);
  const arrivals = remembered(ARRIVALS_KEPT_MS, clock, () =>
    inAccount('read what came last', () =>
      readArrivals(names, {
        client: new DynamoDBClient({ region: deployed.region }),
        table: deployed.journalTable,
        now: clock(),
      }),
    ),
  );
  return {
    async status() {
      const { events, eventDeadLetters, inlet, inletDeadLetters } = deployed.queues;
      const [
        state,
        ofEvents,
        ofInlet,
        deadEvents,
        deadInlet,
        waiting,
        open,
        requests,
        quarantined,
        lastHour,
        came,
        rejected,
      ] = await Promise.all([
        inAccount('read the breaker', () => breaker.read()),
        depthOf(events),
        depthOf(inlet),
        depthOf(eventDeadLetters),
        depthOf(inletDeadLetters),
        journal.open('waiting', MOST),
        inAccount('list cases', () => caseStore.list(NEWEST)),
        privacy.requests(),
        quarantinedKeys(deployed),
        ifAllowed(metrics.lastHour()),
        arrivals(),
        ifAllowed(metrics.rejected(clock() - HOUR_MS)),
      ]);
      return {
        breaker: breakerViewOf(state),
        connections: names,
        byConnection: connectionStatuses(names, (connection) => came.get(connection), rejected),
        // What was given back to come again later is in flight for SQS.
        events: waitingOf(ofEvents, waiting),
        inlet: waitingOf(ofInlet, []),
        deadLetters: messagesIn(deadEvents) + messagesIn(deadInlet),
        quarantined: quarantined.length,
        ...(lastHour && { lastHour }),
        cases: inbox(open).filter((one) => !isPrivacyCase(one)).length,
        privacyRequests: requests.length,
        overdue: requests.filter(({ isOverdue }) => isOverdue).length,
      };
    },
    pause: ({ by, why }) =>
      inAccount('pause delivery', async () =>
        breakerViewOf(await breaker.update((before) => paused(before, { by, why, at: clock() }))),
      ),
    resume: () =>
      inAccount('resume delivery', async () =>
        breakerViewOf(await breaker.update((before) => resumed(before, clock()))),
      ),
  };
}

function waitingOf({ visible, inFlight }: QueueDepth, waiting: readonly JournalItem[]): Waiting {
  const later = Math.min(waiting.length, inFlight);
  const reasons = new Map<string, { count: number; oldest: string }>();
  for (const item of waiting) {
    const reason = item['reason']?.S ?? '';
    const received = keyIn(item).sk.split('#')[0] ?? '';
    const known = reasons.get(reason);
    reasons.set(reason, {
      count: (known?.count ?? 0) + 1,
      oldest: known && known.oldest < received ? known.oldest : received,
    });
  }
  const byReason = [...reasons].map(([reason, counted]) => ({ reason, ...counted }));
  const oldest = byReason.map((one) => one.oldest).toSorted((one, other) => (one < other ? -1 : 1))[0];
  return {
    waiting: visible + later,
    inFlight: inFlight - later,
    later,
    ...(oldest !== undefined && { oldest }),
    byReason: byReason.toSorted((one, other) => other.count - one.count),
  };
}
