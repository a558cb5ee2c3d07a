import { describe } from 'vitest';
import { archiveContract } from '../contract/archive.contract.ts';
import { ledgerContract } from '../contract/ledger.contract.ts';
import { secretsContract } from '../contract/secrets.contract.ts';
import { TestClock } from './clock.ts';
import { MemoryArchive, MemoryLedger, MemorySecrets } from './ports.ts';

// What the other tests stand on keeps the contracts that SQLite, files and AWS keep.
describe('in memory', () => {
  archiveContract(async () => new MemoryArchive());

  ledgerContract(async () => {
    const clock = new TestClock();
    const port = new MemoryLedger(clock.read);
    return {
      port,
      setTime: (now) => {
        clock.now = now;
      },
      former: {
        subject: async (key, record) => void port.records.set(key, record),
        mark: async (name, key, since) =>
          void port.records.set(`${name}:${key}`, { v: 0, state: JSON.stringify({ since }) }),
      },
    };
  });

  secretsContract(async () => {
    const port = new MemorySecrets();
    return {
      port,
      put: async (name, secret) => port.put(name, secret),
      fail: async () => {
        port.failing = true;
      },
    };
  });
});
