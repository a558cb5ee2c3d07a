import { DatabaseSync } from 'node:sqlite';
import type { Request } from './sandbox-world.ts';

/**
 * The same reads and writes of rows as createCustomerByIdentity of one known shape, straight down: no validation, no
 * priorities, no conflicts, no caps, no plan, no explanation.
 */
export function bareCalls(file: string) {
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000; PRAGMA mmap_size = 2147483648;',
  );
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const owner = database.prepare(
    'SELECT CAST(customer AS TEXT) AS customer FROM identities WHERE type = ? AND value = ?',
  );
  const held = database.prepare('SELECT identities FROM customers WHERE id = ?');
  const link = database.prepare('INSERT INTO identities (type, value, customer) VALUES (?, ?, ?)');
  const read = database.prepare('SELECT fields, identities FROM customers WHERE id = ?');
  const create = database.prepare('INSERT INTO customers (id, fields, identities) VALUES (?, ?, ?)');
  const write = database.prepare('UPDATE customers SET fields = ?, identities = ? WHERE id = ?');
  const numbers = new Map(
    database
      .prepare('SELECT number, code FROM identity_types')
      .all()
      .map(({ number, code }) => [String(code), Number(number)]),
  );
  let nextId = BigInt(String(database.prepare('SELECT CAST(max(id) AS TEXT) AS id FROM customers').get()?.['id']));

  return {
    call({ identityList, nickName, city, source, gender }: Request): string {
      begin.run();
      const found = identityList.map(({ identityType, identityValue }) => {
        const type = numbers.get(identityType) ?? 0;
        return { type, value: identityValue, owner: owner.get(type, identityValue)?.['customer'] };
      });
      const target = found.find((one) => one.owner !== undefined)?.owner;
      const id = target === undefined ? String((nextId += 1n)) : String(target);
      const free = found.filter((one) => one.owner === undefined);
      if (target !== undefined && free.length > 0) held.get(id);
      for (const { type, value } of free) link.run(type, value, id);
      const fields = JSON.stringify({ profile: { nickName, city, source, gender, emailVerified: 0 }, attributes: {} });
      const added = free.map(({ type, value }) => [type, value]);
      if (target === undefined) create.run(id, fields, JSON.stringify(added));
      else {
        const row = read.get(id);
        const identities = JSON.parse(String(row?.['identities'])) as unknown[];
        if (row?.['fields'] !== fields || added.length > 0)
          write.run(fields, JSON.stringify([...identities, ...added]), id);
      }
      commit.run();
      return id;
    },
    close: () => database.close(),
  };
}
