import { defineConfig } from 'vitest/config';

// A slice of the truth set: `npm run test:truth`. `npm run soak` tries the whole of it.
export default defineConfig({
  test: { include: ['test/bench/truth/slice.test.ts'], testTimeout: 60_000, reporters: ['default'] },
});
