import { defineConfig } from 'vitest/config';
import { workers } from './test/kit/workers.ts';

export const truth = ['test/bench/truth/**/*.test.ts'];

// The truth set's own tests and a slice of it: `npm run test:truth`. `npm run soak` tries the whole of it.
export default defineConfig({
  test: { include: truth, testTimeout: 60_000, maxWorkers: '100%', ...workers, reporters: ['default'] },
});
