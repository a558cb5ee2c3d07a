import type { LocalDatabase } from '../store/database.ts';
import { integerOfColumn, optionalText, type SqlRow } from '../store/row.ts';
import type { GroupNames } from './group-names.ts';
import type { Receipt } from './receipt.ts';
import { MESSAGE_COLUMNS, MESSAGE_TABLES } from './rows.ts';

/** A receive gives so many messages at most; therefore what is in flight of a group is among its first ten. */
export const MAX_RECEIVE = 10;

/** How messages go out and come back. Everything here runs inside an open transaction. */
export function deliveries({ sqlite }: LocalDatabase, names: GroupNames) {
  const returnedGroups = sqlite.prepare(`
    SELECT id FROM message_group WHERE queue = ? AND busy_until > 0 AND busy_until <= ? ORDER BY busy_until LIMIT ?
  `);
  const waitingGroups = sqlite.prepare(`
    SELECT id FROM message_group WHERE queue = ? AND busy_until = 0 ORDER BY head LIMIT ?
  `);
  const headOfGroup = sqlite.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGE_TABLES} WHERE m.queue = ? AND m.message_group = ? ORDER BY m.seq LIMIT ?
  `);
  const takeMessages = sqlite.prepare(`
    UPDATE message SET receives = receives + 1, returned = 0, visible_at = ?, first_received_at = coalesce(first_received_at, ?)
    WHERE queue = ? AND message_group = ? AND seq <= ?
  `);
  const setGroup = sqlite.prepare('UPDATE message_group SET head = ?, busy_until = ?, in_flight = ? WHERE id = ?');
  const dropGroup = sqlite.prepare('DELETE FROM message_group WHERE id = ? RETURNING name');
  const flightOfGroup = sqlite.prepare(`
    SELECT min(seq) AS head, max(visible_at) AS busy_until, sum(visible_at > ?) AS in_flight
    FROM (SELECT seq, visible_at FROM message WHERE queue = ? AND message_group = ? ORDER BY seq LIMIT ${MAX_RECEIVE})
  `);
  const setVisible = sqlite.prepare(`
    UPDATE message SET visible_at = ?, returned = 1 WHERE seq = ? AND queue = ? AND receives = ? AND visible_at > ?
    RETURNING message_group
  `);
  const dropReceived = sqlite.prepare(`
    DELETE FROM message WHERE seq = ? AND queue = ? AND receives = ? RETURNING message_group
  `);
  const dropMessage = sqlite.prepare('DELETE FROM message WHERE seq = ?');
  const dropContent = sqlite.prepare('DELETE FROM message_content WHERE seq = ?');

  /** Brings the group's row up to what its messages are now. */
  const settle = (queue: number, group: number, now: number) => {
    const flight = flightOfGroup.get(now, queue, group);
    if (flight === undefined || flight['head'] === null) {
      const dropped = dropGroup.get(group);
      const name = dropped === undefined ? undefined : optionalText(dropped, 'name');
      if (name !== undefined) names.drop(queue, name);
      return;
    }
    const busyUntil = integerOfColumn(flight, 'busy_until');
    setGroup.run(
      integerOfColumn(flight, 'head'),
      busyUntil > now ? busyUntil : 0,
      integerOfColumn(flight, 'in_flight'),
      group,
    );
  };

  return {
    /** Nothing is in flight any more. */
    recall(): void {
      sqlite.exec(`
        UPDATE message SET visible_at = 0 WHERE visible_at > 0;
        UPDATE message_group SET busy_until = 0, in_flight = 0 WHERE busy_until > 0;
      `);
    },

    /**
     * Groups that a receive may take from now: in turns those that came back and those that never went out, so that
     * neither keeps the other waiting.
     */
    readyGroups(queue: number, max: number, now: number): number[] {
      const returned = returnedGroups.all(queue, now, max).map((row) => integerOfColumn(row, 'id'));
      const waiting = waitingGroups.all(queue, max).map((row) => integerOfColumn(row, 'id'));
      if (returned.length === 0) return waiting;
      const length = Math.max(returned.length, waiting.length);
      return Array.from({ length }, (_, index) => [returned[index], waiting[index]])
        .flat()
        .filter((group) => group !== undefined);
    },

    head: (queue: number, group: number, limit: number): SqlRow[] =>
      headOfGroup.all(queue, group, Math.min(limit, MAX_RECEIVE)),

    /** The first `count` messages of the group, from `first` to `last`, are in flight until `visibleAt`. */
    take(queue: number, group: number, taken: { first: number; last: number; count: number }, times: FlightTimes) {
      takeMessages.run(times.visibleAt, times.now, queue, group, taken.last);
      setGroup.run(taken.first, times.visibleAt, taken.count, group);
    },

    /** False when the receipt is void. */
    setVisibility(queue: number, receipt: Receipt, times: FlightTimes): boolean {
      const { sequence, receiveCount } = receipt;
      const row = setVisible.get(times.visibleAt, sequence, queue, receiveCount, times.now);
      if (row === undefined) return false;
      settle(queue, integerOfColumn(row, 'message_group'), times.now);
      return true;
    },

    /** Removes what was received; a void receipt removes nothing. */
    removeReceived(queue: number, receipts: readonly Receipt[], now: number): void {
      const groups = new Set<number>();
      for (const { sequence, receiveCount } of receipts) {
        const row = dropReceived.get(sequence, queue, receiveCount);
        if (row === undefined) continue;
        dropContent.run(sequence);
        groups.add(integerOfColumn(row, 'message_group'));
      }
      for (const group of groups) settle(queue, group, now);
    },

    /** Takes a message whose content has moved out of its group. */
    removeMoved(queue: number, sequence: number, group: number, now: number): void {
      dropMessage.run(sequence);
      settle(queue, group, now);
    },
  };
}

export interface FlightTimes {
  readonly now: number;
  readonly visibleAt: number;
}
