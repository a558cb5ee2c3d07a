import { defineConfig } from 'vitest/config';

/** What takes a while to go wrong: a process that is killed twice, a CDP that is down for a day. */
export const outages = ['test/end-to-end/kill.test.ts', 'test/functions/breaker/outage.test.ts'];

// `npm run test:outages`.
export default defineConfig({
  test: { include: outages, testTimeout: 120_000, hookTimeout: 60_000, maxWorkers: '100%', reporters: ['default'] },
});
