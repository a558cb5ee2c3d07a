import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, onTestFinished } from 'vitest';
import { localDeadLetters, localQueue } from '../../local/queue/port-adapters.ts';
import { openQueues } from '../../local/queue/queues.ts';
import { fileArchive } from '../../local/store/archive.ts';
import { sqliteCases } from '../../local/store/cases.ts';
import { openDatabase } from '../../local/store/database.ts';
import { sqliteLeases } from '../../local/store/leases.ts';
import { sqliteLedger } from '../../local/store/ledger.ts';
import { fileSecrets } from '../../local/store/secrets.ts';
import { archiveContract } from './archive.contract.ts';
import { casesContract } from './cases.contract.ts';
import { deadLettersContract } from './dead-letters.contract.ts';
import { leasesContract } from './leases.contract.ts';
import { ledgerContract } from './ledger.contract.ts';
import { queueContract } from './queue.contract.ts';
import { secretsContract } from './secrets.contract.ts';

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
    const own = openDatabase(':memory:');
    onTestFinished(() => own.close());
    const tables = { suppressed: 'suppression', typed: 'typed_link' };
    return {
      port: sqliteLedger(own, () => now),
      setTime: (time) => {
        now = time;
      },
      former: {
        subject: async (key, { v, expires, state }) => {
          own.sqlite.prepare('INSERT INTO ledger VALUES (?, ?, ?, ?)').run(key, v, expires ?? null, state);
        },
        mark: async (name, key, since) => {
          own.sqlite.prepare(`INSERT INTO ${tables[name]} VALUES (?, ?)`).run(key, since);
        },
      },
    };
  });

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
