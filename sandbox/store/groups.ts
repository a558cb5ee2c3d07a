import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { numberOf, textOf, type Row } from './database.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** Static customer groups and their members. */
export class GroupTable {
  readonly #insert: StatementSync;
  readonly #exists: StatementSync;
  readonly #count: StatementSync;
  readonly #page: StatementSync;
  readonly #join: StatementSync;
  readonly #leave: StatementSync;
  readonly #leaveAll: StatementSync;
  readonly #moveMemberships: StatementSync;
  readonly #ofCustomer: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare('INSERT INTO groups (id, name, description) VALUES (?, ?, ?)');
    this.#exists = database.prepare('SELECT 1 FROM groups WHERE id = ?');
    this.#count = database.prepare('SELECT count(*) AS total FROM groups WHERE instr(lower(name), lower(?)) > 0');
    this.#page = database.prepare(
      `SELECT CAST(id AS TEXT) AS id, name, description,
         (SELECT count(*) FROM group_members WHERE group_id = groups.id) AS members
       FROM groups WHERE instr(lower(name), lower(?)) > 0 ORDER BY groups.id LIMIT ? OFFSET ?`,
    );
    this.#join = database.prepare(
      'INSERT INTO group_members (group_id, customer) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#leave = database.prepare('DELETE FROM group_members WHERE group_id = ? AND customer = ?');
    this.#leaveAll = database.prepare('DELETE FROM group_members WHERE customer = ?');
    this.#moveMemberships = database.prepare('UPDATE OR IGNORE group_members SET customer = ? WHERE customer = ?');
    this.#ofCustomer = database.prepare(
      `SELECT CAST(groups.id AS TEXT) AS id, name, description FROM group_members
       JOIN groups ON groups.id = group_members.group_id WHERE customer = ? ORDER BY groups.id`,
    );
  }

  create(group: Group): void {
    this.#insert.run(group.id, group.name, group.description);
  }

  exists(groupId: string): boolean {
    return this.#exists.get(groupId) !== undefined;
  }

  /** Groups whose name contains `text`, oldest first. */
  find(
    text: string,
    offset: number,
    limit: number,
  ): { total: number; groups: readonly (Group & { members: number })[] } {
    const counted: Row = this.#count.get(text) ?? {};
    return {
      total: numberOf(counted, 'total'),
      groups: this.#page
        .all(text, limit, offset)
        .map((row) => ({ ...readGroup(row), members: numberOf(row, 'members') })),
    };
  }

  join(groupId: string, customerId: string): void {
    this.#join.run(groupId, customerId);
  }

  leave(groupId: string, customerId: string): void {
    this.#leave.run(groupId, customerId);
  }

  leaveAll(customerId: string): void {
    this.#leaveAll.run(customerId);
  }

  /** Unites the memberships of two customers in one of them. */
  moveAll(fromCustomer: string, toCustomer: string): void {
    this.#moveMemberships.run(toCustomer, fromCustomer);
    this.#leaveAll.run(fromCustomer);
  }

  ofCustomer(customerId: string): readonly Group[] {
    return this.#ofCustomer.all(customerId).map(readGroup);
  }
}

function readGroup(row: Row): Group {
  return { id: textOf(row, 'id'), name: textOf(row, 'name'), description: textOf(row, 'description') };
}
