import type { EventView } from '../event-view.ts';
import { rowOfView } from './event-details.ts';
import type { HealthPage, Minute } from './health-page.ts';

const MINUTE_MS = 60_000;

/** What happened in the last minutes, counted from the events themselves. @param events masked, the newest first @param now Unix ms */
export function minutesOf(
  events: readonly EventView[],
  minutes: number,
  now: number,
): Pick<HealthPage, 'minutes' | 'calls'> {
  const first = Math.floor(now / MINUTE_MS) - minutes + 1;
  const byMinute = Map.groupBy(events, (event) => Math.floor(endOf(event) / MINUTE_MS));
  const calls = Map.groupBy(
    events.flatMap(({ report }) => report?.calls ?? []),
    ({ call }) => call,
  );
  return {
    minutes: Array.from({ length: minutes }, (_, index) => minuteOf(first + index, byMinute.get(first + index) ?? [])),
    calls: [...calls]
      .map(([call, ofCall]) => ({ call, count: ofCall.length }))
      .toSorted((one, other) => other.count - one.count),
  };
}

function endOf({ times, receivedTime = '' }: EventView): number {
  return Date.parse(times?.ended ?? receivedTime);
}

function minuteOf(minute: number, events: readonly EventView[]): Minute {
  const states = Map.groupBy(events, (event) => rowOfView(event).state);
  const count = (state: 'done' | 'ignored' | 'waiting' | 'dead-lettered') => states.get(state)?.length ?? 0;
  const took = [...(states.get('done') ?? []), ...(states.get('ignored') ?? [])]
    .map((event) => Math.max(endOf(event) - Date.parse(event.receivedTime ?? ''), 0))
    .filter((milliseconds) => Number.isFinite(milliseconds))
    .toSorted((one, other) => one - other);
  const share = (part: number) => took[Math.min(Math.ceil(took.length * part), took.length) - 1];
  const [p50, p95] = [share(0.5), share(0.95)];
  return {
    at: new Date(minute * MINUTE_MS).toISOString(),
    done: count('done'),
    ignored: count('ignored'),
    waiting: count('waiting'),
    deadLettered: count('dead-lettered'),
    ...(p50 !== undefined && { p50 }),
    ...(p95 !== undefined && { p95 }),
    calls: events.reduce((sum, { report }) => sum + (report?.calls.length ?? 0), 0),
  };
}
