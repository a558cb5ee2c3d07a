import { defineConfig } from 'vitest/config';
import { workers } from './test/kit/workers.ts';

// What only a real browser can show. `npm test` needs none.
export default defineConfig({
  test: {
    include: ['test/browser/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    ...workers,
    reporters: ['default'],
  },
});
