import { chinaTime } from './platforms/message.ts';
import type { Random } from './random.ts';
import type { EventLine } from './statement.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * How arrival may differ from the order of time. `late`: as on a bad day, 40 % of the events come minutes to three days late and 15 %
 * again, those of one subject in order, because its queue is one. `subject`: wholly shuffled but for that. `any`: no order is kept.
 */
export const disorders = ['late', 'subject', 'any'] as const;
export type Disorder = (typeof disorders)[number];

/** The events of a history with this disorder, and in order with nothing else changed. */
export function inDisorder(lines: readonly EventLine[], disorder: Disorder, random: Random): readonly EventLine[] {
  return disorder === 'late' ? lateArrival(lines, random) : shuffledArrival(lines, disorder, random);
}

export function inOrder(lines: readonly EventLine[], disorder: Disorder): readonly EventLine[] {
  if (disorder !== 'late') return inOrderOfTime(lines);
  return byTime(onceEach(lines)).map((line) => arriving(line, timeOf(line) + SECOND_MS));
}

export function lateArrival(lines: readonly EventLine[], random: Random): readonly EventLine[] {
  const last = new Map<string, number>();
  const arrivals = byTime(onceEach(lines)).flatMap((line) => {
    const delay = random.chance(0.4) ? random.logBetween(MINUTE_MS, 3 * DAY_MS) : random.between(SECOND_MS, MINUTE_MS);
    const group = groupOf(line);
    // The one before is taken first.
    const at = Math.max(timeOf(line) + delay, (last.get(group) ?? -Infinity) + SECOND_MS);
    last.set(group, at);
    const again = random.chance(0.15) ? [at + random.logBetween(MINUTE_MS, 5 * DAY_MS)] : [];
    return [at, ...again].map((ms) => ({ ms, line: arriving(line, ms) }));
  });
  return arrivals.toSorted((one, other) => one.ms - other.ms).map(({ line }) => line);
}

function byTime(lines: readonly EventLine[]): readonly EventLine[] {
  return lines.toSorted((one, other) => timeOf(one) - timeOf(other));
}

function arriving({ history, event, says }: EventLine, ms: number): EventLine {
  const arrives = chinaTime(ms);
  return { history, event: { ...event, receivedtime: arrives }, says: { ...says, arrives } };
}

/**
 * The events of a history as a backlog: all of them come after its end, one a minute, in order of their times. Nothing but the
 * order of arrival may then make a difference.
 */
export function inOrderOfTime(lines: readonly EventLine[]): readonly EventLine[] {
  return asBacklog(byTime(onceEach(lines)));
}

/** The same in another order; with `subject`, the events of one subject stay in order of their times. */
export function shuffledArrival(
  lines: readonly EventLine[],
  keeps: 'any' | 'subject',
  random: Random,
): readonly EventLine[] {
  const shuffled = random.shuffled(onceEach(lines));
  if (keeps === 'any') return asBacklog(shuffled);
  const inOrder = Map.groupBy(byTime(shuffled), groupOf);
  const taken = new Map<string, number>();
  const places = shuffled.flatMap((line) => {
    const group = groupOf(line);
    const index = taken.get(group) ?? 0;
    taken.set(group, index + 1);
    return inOrder.get(group)?.[index] ?? [];
  });
  return asBacklog(places);
}

function onceEach(lines: readonly EventLine[]): readonly EventLine[] {
  return [...new Map(lines.map((line) => [line.event.id, line])).values()];
}

/** As they stand, one a minute, all of them after the end. */
export function asBacklog(lines: readonly EventLine[]): readonly EventLine[] {
  const end = Math.max(...lines.map(timeOf));
  return lines.map((line, index) => arriving(line, end + (index + 1) * MINUTE_MS));
}

const timeOf = ({ says }: EventLine): number => Date.parse(says.time);
const groupOf = ({ event: { connection, subject, partitionkey, id } }: EventLine): string =>
  `${connection} ${subject ?? partitionkey ?? id}`;
