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
    return {
      port: new MemoryLedger(clock.read),
      setTime: (now) => {
        clock.now = now;
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
