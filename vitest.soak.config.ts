import { defineConfig } from 'vitest/config';
import { workers } from './test/kit/workers.ts';

// The long runs: every property that is tried at random, a hundred times as often as `npm test` tries it, and the whole truth
// set. GUIYI_FUZZ_FACTOR says another number; a file's name behind `npm run soak --` chooses.
export default defineConfig({
  test: {
    include: [
      'test/**/*.property.test.ts',
      'test/two-versions/*.test.ts',
      'test/bench/truth/slice.test.ts',
      'test/chaos/*.soak.ts',
    ],
    ...workers,
    env: { ...workers.env, GUIYI_FUZZ_FACTOR: process.env['GUIYI_FUZZ_FACTOR'] ?? '100', SOAK: '1' },
    testTimeout: 24 * 3_600_000,
    isolate: false,
    maxWorkers: '100%',
    reporters: ['default'],
  },
});
