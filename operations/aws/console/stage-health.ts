import type { HealthRequest } from '../../console/console-operations.ts';
import type { HealthPage } from '../../console/health-page.ts';
import { minutesOf } from '../../console/minutes.ts';
import type { BreakerView } from '../../delivery.ts';
import { isObjection } from '../../objection.ts';
import type { Operations } from '../../operations.ts';
import type { StageContext } from '../stage-context.ts';
import type { Unlocking } from '../unlocking.ts';
import { remembered } from '../remembered.ts';

/** What the figures are made of: more would be read each minute for a few bars. */
const LOOKED = 500;
const MINUTE_MS = 60_000;
/** Counts are asked for again after so long; the page asks every few seconds. */
const COUNTS_MS = 10_000;

export interface StageHealth {
  readonly operations: Pick<Operations, 'delivery' | 'events'>;
  readonly unlocking: Unlocking;
  /** Its writes have to be unlocked. */
  readonly isProtected: boolean;
}

/** How a stage does: counts of its queues and lists, and figures of the newest events of its journal. */
export function stageHealth(
  { deployed, clock }: StageContext,
  { operations, unlocking, isProtected }: StageHealth,
): (asked: HealthRequest) => Promise<HealthPage> {
  const status = remembered(COUNTS_MS, clock, () => operations.delivery.status());
  const lock = remembered(COUNTS_MS / 2, clock, async () => (isProtected ? unlocking.until() : undefined));
  const newest = remembered(MINUTE_MS, clock, async () => {
    const since = new Date(clock() - 60 * MINUTE_MS).toISOString();
    const page = await operations.events.list({ since, limit: String(LOOKED) });
    return isObjection(page) ? [] : page.events;
  });
  return async ({ minutes, isViewer }) => {
    const [counts, unlockedUntil, events] = await Promise.all([status(), lock(), newest()]);
    const { breaker, events: waiting, inlet, deadLetters, quarantined, cases, lastHour } = counts;
    return {
      now: new Date(clock()).toISOString(),
      ...minutesOf(events, minutes, clock()),
      ...(events.length === LOOKED && { looked: LOOKED }),
      events: waiting,
      inlet,
      deadLetters,
      ...(quarantined !== undefined && { quarantined }),
      ...(lastHour && { lastHour }),
      cases,
      breaker: breakerOf(breaker),
      isSandbox: false,
      isReadOnly: isViewer || (isProtected && unlockedUntil === undefined),
      mayReveal: !isViewer,
      stage: {
        name: deployed.stage,
        region: deployed.region,
        isProtected,
        ...(unlockedUntil !== undefined && { unlockedUntil }),
      },
      lacks: ['customer-list', 'play', 'preview', 'merges'],
    };
  };
}

function breakerOf({ state, since, trouble, nextProbe, pause }: BreakerView): HealthPage['breaker'] {
  return {
    state,
    ...(since !== undefined && { since }),
    ...(trouble && { reason: trouble.reason }),
    ...(nextProbe !== undefined && { nextProbe }),
    ...(pause && { pausedBy: pause.by, pausedWhy: pause.why, since: pause.at }),
  };
}
