import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { numberOf, textOf, type Row } from './database.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Smart groups are computed by rules; the API cannot change who is in them. */
  readonly smart: boolean;
  /** A smart group that is being computed. */
  readonly computing: boolean;
  /** Id of the folder in which it stands. */
  readonly folder: string | undefined;
}

const COLUMNS = 'CAST(groups.id AS TEXT) AS id, name, description, smart, computing, CAST(folder AS TEXT) AS folder';

/** Customer groups and their members. */
export class GroupTable {
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #remove: StatementSync;
  readonly #removeMembers: StatementSync;
  readonly #get: StatementSync;
  readonly #smartByName: StatementSync;
  readonly #count: StatementSync;
  readonly #page: StatementSync;
  readonly #join: StatementSync;
  readonly #leave: StatementSync;
  readonly #leaveAll: StatementSync;
  readonly #moveMemberships: StatementSync;
  readonly #ofCustomer: StatementSync;
  readonly #isMember: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      'INSERT INTO groups (id, name, description, smart, computing, folder) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#update = database.prepare(
      'UPDATE groups SET name = ?, description = ?, computing = ?, folder = ? WHERE id = ?',
    );
    this.#remove = database.prepare('DELETE FROM groups WHERE id = ?');
    this.#removeMembers = database.prepare('DELETE FROM group_members WHERE group_id = ?');
    this.#get = database.prepare(`SELECT ${COLUMNS} FROM groups WHERE id = ?`);
    this.#smartByName = database.prepare(`SELECT ${COLUMNS} FROM groups WHERE smart = 1 AND name = ? LIMIT 1`);
    const matches = 'instr(lower(name), lower(:text)) > 0 AND (:folder IS NULL OR folder = CAST(:folder AS INTEGER))';
    this.#count = database.prepare(`SELECT count(*) AS total FROM groups WHERE ${matches}`);
    this.#page = database.prepare(
      `SELECT ${COLUMNS}, (SELECT count(*) FROM group_members WHERE group_id = groups.id) AS members
       FROM groups WHERE ${matches} ORDER BY groups.id LIMIT :limit OFFSET :offset`,
    );
    this.#join = database.prepare(
      'INSERT INTO group_members (group_id, customer) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#leave = database.prepare('DELETE FROM group_members WHERE group_id = ? AND customer = ?');
    this.#leaveAll = database.prepare('DELETE FROM group_members WHERE customer = ?');
    this.#moveMemberships = database.prepare('UPDATE OR IGNORE group_members SET customer = ? WHERE customer = ?');
    this.#ofCustomer = database.prepare(
      `SELECT ${COLUMNS} FROM group_members JOIN groups ON groups.id = group_members.group_id
       WHERE customer = ? ORDER BY groups.id`,
    );
    this.#isMember = database.prepare('SELECT 1 FROM group_members WHERE group_id = ? AND customer = ?');
  }

  create({ id, name, description, smart, computing, folder }: Group): void {
    this.#insert.run(id, name, description, Number(smart), Number(computing), folder ?? null);
  }

  /** Writes everything but the kind of group. */
  update({ id, name, description, computing, folder }: Group): void {
    this.#update.run(name, description, Number(computing), folder ?? null, id);
  }

  /** Removes the group and all its memberships. @returns how many there were */
  remove(groupId: string): number {
    this.#remove.run(groupId);
    return this.removeMembers(groupId);
  }

  removeMembers(groupId: string): number {
    return Number(this.#removeMembers.run(groupId).changes);
  }

  get(groupId: string): Group | undefined {
    const row = this.#get.get(groupId);
    return row === undefined ? undefined : readGroup(row);
  }

  smartGroupOfName(name: string): Group | undefined {
    const row = this.#smartByName.get(name);
    return row === undefined ? undefined : readGroup(row);
  }

  /** Groups whose name contains `text`, of one folder or of all, oldest first. */
  find(
    text: string,
    folder: string | undefined,
    offset: number,
    limit: number,
  ): { total: number; groups: readonly (Group & { members: number })[] } {
    const conditions = { text, folder: folder ?? null };
    return {
      total: numberOf(this.#count.get(conditions) ?? {}, 'total'),
      groups: this.#page
        .all({ ...conditions, limit, offset })
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

  isMember(groupId: string, customerId: string): boolean {
    return this.#isMember.get(groupId, customerId) !== undefined;
  }
}

function readGroup(row: Row): Group {
  return {
    id: textOf(row, 'id'),
    name: textOf(row, 'name'),
    description: textOf(row, 'description'),
    smart: numberOf(row, 'smart') === 1,
    computing: numberOf(row, 'computing') === 1,
    folder: row['folder'] === null ? undefined : textOf(row, 'folder'),
  };
}
