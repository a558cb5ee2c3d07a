import { defineConfig } from 'vitest/config';
import { english } from './test/kit/english.ts';
import { workerFlags } from './test/kit/worker-flags.ts';

// The commands that the documents show, run as they stand there: `npm run test:documents`.
export default defineConfig({
  test: {
    include: ['test/documents/**/*.test.ts'],
    env: english,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    execArgv: workerFlags,
    reporters: ['default'],
  },
});
