import { defineConfig } from 'vitest/config';
import { workers } from './test/kit/workers.ts';

// The commands that the documents show, run as they stand there: `npm run test:documents`.
export default defineConfig({
  test: {
    include: ['test/documents/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    ...workers,
    reporters: ['default'],
  },
});
