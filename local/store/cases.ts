import * as z from 'zod/mini';
import type { Case } from '../../functions/shared/cases/case.ts';
import {
  EVERY,
  isCaseType,
  isCountOfMany,
  newCasesADay,
  newestExamples,
  tally,
} from '../../functions/shared/cases/tally.ts';
import { decidedRecord } from '../../functions/shared/cases/decision.ts';
import { ExampleRecord } from '../../functions/shared/ports/example-record.ts';
import { portErrorFrom } from '../../functions/shared/ports/port-error.ts';
import type { Cases } from '../../functions/shared/ports/ports.ts';
import type { LocalDatabase } from './database.ts';
import { integerOfColumn, optionalText, type SqlRow, textOfColumn } from './row.ts';

const DAY_MS = 24 * 3_600_000;
const Examples = z.array(ExampleRecord);
const examplesOf = (row: SqlRow) => Examples.parse(JSON.parse(textOfColumn(row, 'examples')));

/** The inbox as a table, one row per case. */
export function sqliteCases(database: LocalDatabase): Cases {
  const { sqlite, commit } = database;
  const read = sqlite.prepare('SELECT examples FROM inbox WHERE type = ? AND connection = ? AND key = ?');
  const put = sqlite.prepare(`
    INSERT INTO inbox (type, connection, key, count, first, last, examples)
    VALUES (:type, :connection, :key, :count, :first, :last, :examples)
    ON CONFLICT (type, connection, key) DO UPDATE SET
      count = count + excluded.count,
      first = min(first, excluded.first),
      last = max(last, excluded.last),
      examples = excluded.examples
  `);
  const newToday = sqlite.prepare('SELECT count(*) AS n FROM inbox WHERE type = ? AND connection = ? AND first >= ?');
  const newest = {
    open: sqlite.prepare('SELECT * FROM inbox WHERE decided IS NULL ORDER BY last DESC LIMIT ?'),
    decided: sqlite.prepare('SELECT * FROM inbox WHERE decided IS NOT NULL ORDER BY last DESC LIMIT ?'),
  };
  const decide = sqlite.prepare('UPDATE inbox SET decided = ? WHERE type = ? AND connection = ? AND key = ?');
  const begin = sqlite.prepare('DELETE FROM inbox WHERE type = ? AND connection = ? AND key = ?');

  return {
    async report(observations) {
      try {
        // Lazy as the ledger is: a power cut takes the removal of the message back too, and it is delivered again.
        await commit('lazy', () => {
          for (const found of tally(observations)) {
            const { type, connection, first } = found;
            const limit = newCasesADay[type] ?? Infinity;
            const isNew = read.get(type, connection, found.key) === undefined;
            const isTooMany = isNew && Number(newToday.get(type, connection, first - (first % DAY_MS))?.['n']) >= limit;
            const counted = isTooMany ? { ...found, key: EVERY } : found;
            const row = read.get(type, connection, counted.key);
            const examples = newestExamples([...counted.examples, ...(row === undefined ? [] : examplesOf(row))]);
            put.run({ ...counted, examples: JSON.stringify(examples) });
          }
        });
      } catch (error) {
        throw portErrorFrom('cases', error);
      }
    },

    async list(limit, which = 'open') {
      try {
        return newest[which].all(limit).map(caseFrom);
      } catch (error) {
        throw portErrorFrom('cases', error);
      }
    },

    async decide(about, decided) {
      const { type, connection, key } = about;
      try {
        const isCount = isCountOfMany(about);
        return await commit('durable', () => {
          const { changes } = isCount
            ? begin.run(type, connection, key)
            : decide.run(JSON.stringify(decided), type, connection, key);
          return Number(changes) > 0 ? 'decided' : 'unknown';
        });
      } catch (error) {
        throw portErrorFrom('cases', error);
      }
    },
  };
}

function caseFrom(row: SqlRow): Case {
  const type = textOfColumn(row, 'type');
  if (!isCaseType(type)) throw new TypeError('the inbox holds an unknown type of case');
  const decided = optionalText(row, 'decided');
  return {
    ...(decided !== undefined && { decided: decidedRecord.parse(JSON.parse(decided)) }),
    type,
    connection: textOfColumn(row, 'connection'),
    key: textOfColumn(row, 'key'),
    count: integerOfColumn(row, 'count'),
    first: integerOfColumn(row, 'first'),
    last: integerOfColumn(row, 'last'),
    examples: examplesOf(row).map(({ example, event }) => ({ example, event })),
  };
}
