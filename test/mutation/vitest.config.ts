import { defineConfig } from 'vitest/config';

const rooms = 'test/functions/{shared/{change,identity},deliver}/**/*.test.ts';

/** The tests of the rooms that are mutated, or of `GUIYI_MUTATE_TESTS`, without those that deliver thousands of events. */
export default defineConfig({
  test: {
    include: (process.env['GUIYI_MUTATE_TESTS'] ?? rooms).split(' '),
    exclude: ['test/functions/deliver/*.property.test.ts'],
    // Modules are evaluated once a run, not once a file.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
