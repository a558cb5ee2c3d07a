import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { localDeadLetters, localQueue } from '../../local/queue/port-adapters.ts';
import { openQueues } from '../../local/queue/queues.ts';
import { fileArchive } from '../../local/store/archive.ts';
import { sqliteCases } from '../../local/store/cases.ts';
import { sqliteClaims } from '../../local/store/claims.ts';
import { openDatabase } from '../../local/store/database.ts';
import { sqliteLeases } from '../../local/store/leases.ts';
import { sqliteLedger } from '../../local/store/ledger.ts';
import { fileSecrets } from '../../local/store/secrets.ts';
import { sqliteMarks } from '../../local/store/marks.ts';
import { archiveContract } from './archive.contract.ts';
import { casesContract } from './cases.contract.ts';
import { claimsContract } from './claims.contract.ts';
import { deadLettersContract } from './dead-letters.contract.ts';
import { leasesContract } from './leases.contract.ts';
import { ledgerContract } from './ledger.contract.ts';
import { queueContract } from './queue.contract.ts';
import { secretsContract } from './secrets.contract.ts';
import { marksContract } from './marks.contract.ts';

const directory = mkdtempSync(join(tmpdir(), 'guiyi-contract-'));
const database = openDatabase(join(directory, 'local.sqlite'));
const queues = openQueues(database, Date.now);
afterAll(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

describe('on one machine', () => {
  queueContract(async () => {
    const queue = queues.fifo(randomUUID(), { visibilitySeconds: 30 });
    return {
      port: localQueue(queue),
      receive: async () =>
        (await queue.receive(10)).map(({ body, groupId, receiptHandle }) => ({ body, groupId, receiptHandle })),
      remove: (handle) => queue.remove([handle]),
    };
  });

  for (const kind of ['fifo', 'standard'] as const) {
    deadLettersContract(kind, async () => {
      const queue = queues[kind](randomUUID(), { visibilitySeconds: 30 });
      return {
        port: localDeadLetters(queue),
        receive: async () =>
          (await queue.receive(10)).map(({ body, groupId, attributes }) => ({ body, groupId, attributes })),
      };
    });
  }

  ledgerContract(async () => {
    let now = 0;
    const prefix = randomUUID();
    const ledger = sqliteLedger(database, () => now);
    return {
      port: {
        read: (key) => ledger.read(`${prefix}${key}`),
        write: (key, item, expected) => ledger.write(`${prefix}${key}`, item, expected),
      },
      setTime: (time) => {
        now = time;
      },
    };
  });

  claimsContract(async () => sqliteClaims(openDatabase(':memory:')));
  for (const table of ['suppression', 'typed_link'] as const)
    marksContract(async () => sqliteMarks(openDatabase(':memory:'), table));
  leasesContract(async () => sqliteLeases(openDatabase(':memory:')));
  casesContract(async () => sqliteCases(openDatabase(':memory:')));

  archiveContract(async () => fileArchive(join(directory, randomUUID())));

  secretsContract(async () => {
    const file = join(directory, `${randomUUID()}.json`);
    const secrets: Record<string, unknown> = {};
    return {
      port: fileSecrets(file),
      put: async (name, secret) => {
        secrets[name] = secret;
        writeFileSync(file, JSON.stringify(secrets));
      },
      fail: async () => writeFileSync(file, '{"shop": "open sesame'),
    };
  });
});
