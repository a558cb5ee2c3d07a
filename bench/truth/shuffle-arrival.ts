import { chinaTime } from './platforms/message.ts';
import type { Random } from './random.ts';
import type { EventLine } from './statement.ts';

const MINUTE_MS = 60_000;

/**
 * The events of a history as a backlog: all of them come after its end, one a minute, in order of their times. Nothing but the
 * order of arrival may then make a difference.
 */
export function inOrderOfTime(lines: readonly EventLine[]): readonly EventLine[] {
  return asBacklog(onceEach(lines).toSorted((one, other) => timeOf(one) - timeOf(other)));
}

/** The same in another order; with `subject`, the events of one subject stay in order of their times. */
export function shuffledArrival(
  lines: readonly EventLine[],
  keeps: 'any' | 'subject',
  random: Random,
): readonly EventLine[] {
  const shuffled = random.shuffled(onceEach(lines));
  if (keeps === 'any') return asBacklog(shuffled);
  const inOrder = Map.groupBy(
    shuffled.toSorted((one, other) => timeOf(one) - timeOf(other)),
    groupOf,
  );
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

function asBacklog(lines: readonly EventLine[]): readonly EventLine[] {
  const end = Math.max(...lines.map(timeOf));
  return lines.map(({ history, event, says }, index) => {
    const arrives = chinaTime(end + (index + 1) * MINUTE_MS);
    return { history, event: { ...event, receivedtime: arrives }, says: { ...says, arrives } };
  });
}

const timeOf = ({ says }: EventLine): number => Date.parse(says.time);
const groupOf = ({ event: { connection, subject, partitionkey, id } }: EventLine): string =>
  `${connection} ${subject ?? partitionkey ?? id}`;
