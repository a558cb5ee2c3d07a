import { defineConfig } from 'vitest/config';

// The long runs of the tests that make random calls; `npm test` runs a seeded slice of each.
export default defineConfig({
  test: {
    include: ['test/sandbox/model.test.ts'],
    env: { SOAK: '1' },
    reporters: ['default'],
  },
});
