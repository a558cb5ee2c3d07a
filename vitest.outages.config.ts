import { defineConfig } from 'vitest/config';
import { workers } from './test/kit/workers.ts';

/** What takes a while to go wrong: processes that are killed, a CDP that is down for a day, dead letters until somebody mends their cause. */
export const outages = [
  'test/end-to-end/kill.test.ts',
  'test/end-to-end/kill-in-erase.test.ts',
  'test/functions/breaker/outage.test.ts',
  'test/functions/deliver/storm.property.test.ts',
  'test/local/host/redrive-after-option.process.test.ts',
  'test/local/queue/durability.process.test.ts',
  'test/local/state/launcher.process.test.ts',
];

// `npm run test:outages`.
export default defineConfig({
  test: {
    include: outages,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    ...workers,
    reporters: ['default'],
  },
});
