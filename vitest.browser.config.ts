import { defineConfig } from 'vitest/config';
import { english } from './test/kit/english.ts';
import { workerFlags } from './test/kit/worker-flags.ts';

// What only a real browser can show. `npm test` needs none.
export default defineConfig({
  test: {
    include: ['test/browser/*.test.ts'],
    env: english,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    execArgv: workerFlags,
    reporters: ['default'],
  },
});
