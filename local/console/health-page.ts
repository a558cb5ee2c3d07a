import type { HealthRequest } from '../../operations/console/console-operations.ts';
import type { HealthPage, Minute } from '../../operations/console/health-page.ts';
import type { BreakerState } from '../../functions/shared/breaker/state.ts';
import { inbox } from '../../functions/shared/cases/inbox.ts';
import { waitingIn } from '../host/events.ts';
import type { Host } from '../host/host.ts';
import { type Figure, percentile } from '../store/minute-figures.ts';

const MINUTE_MS = 60_000;
const CASES = 500;

/** How it goes, and how it went in the last minutes. */
export async function healthPageOf(
  host: Host,
  { minutes, isViewer, now }: HealthRequest & { readonly now: number },
): Promise<HealthPage> {
  const { queues, journal, quarantine, cases, config } = host;
  const from = Math.floor(now / MINUTE_MS) - minutes + 1;
  const figures = host.figures.list(from * MINUTE_MS);
  const rejected = host.requests.byMinute(from * MINUTE_MS);
  const byMinute = Map.groupBy(figures, ({ minute }) => minute);
  const calls = Map.groupBy(
    figures.filter(({ name }) => name === 'call'),
    ({ label }) => label,
  );
  return {
    now: new Date(now).toISOString(),
    minutes: Array.from({ length: minutes }, (_, index) => from + index).map((minute) =>
      minuteOf(minute, byMinute.get(minute) ?? [], rejected.get(minute) ?? 0),
    ),
    events: waitingIn(queues.events.queue, journal),
    inlet: waitingIn(queues.inlet.queue),
    deadLetters: queues.events.deadLetters.depth().waiting + queues.inlet.deadLetters.depth().waiting,
    quarantined: quarantine.list({}).length,
    cases: inbox(await cases.list(CASES)).length,
    breaker: breakerOf(await host.breaker.read()),
    calls: [...calls]
      .map(([call, ofCall]) => ({ call, count: sum(ofCall) }))
      .toSorted((one, other) => other.count - one.count),
    total: journal.extent().events,
    isSandbox: config.cdp.baseUrl === 'sandbox',
    isReadOnly: isViewer,
    mayReveal: !isViewer,
    lacks: [],
  };
}

function minuteOf(minute: number, figures: readonly Figure[], rejected: number): Minute {
  const events = figures.filter(({ name }) => name === 'event');
  const ended = (label: string) => sum(events.filter((figure) => figure.label === label));
  const timed = events.filter(({ label }) => label === 'done' || label === 'ignored');
  const [p50, p95] = [percentile(timed, 0.5), percentile(timed, 0.95)];
  return {
    at: new Date(minute * MINUTE_MS).toISOString(),
    done: ended('done'),
    ignored: ended('ignored'),
    waiting: ended('waiting'),
    deadLettered: ended('dead-lettered'),
    rejected,
    ...(p50 !== undefined && { p50 }),
    ...(p95 !== undefined && { p95 }),
    calls: sum(figures.filter(({ name }) => name === 'call')),
  };
}

const sum = (figures: readonly Figure[]) => figures.reduce((total, { count }) => total + count, 0);

function breakerOf({ state, since, trouble, nextProbe, pause }: BreakerState): HealthPage['breaker'] {
  const at = (time: number) => new Date(time).toISOString();
  return {
    state: pause ? 'paused' : state,
    ...(since > 0 && { since: at(since) }),
    ...(trouble && { reason: trouble.reason }),
    ...(nextProbe !== undefined && { nextProbe: at(nextProbe) }),
    ...(pause && { pausedBy: pause.by, pausedWhy: pause.why, since: at(pause.at) }),
  };
}
