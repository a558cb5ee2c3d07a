import { defineConfig } from 'vitest/config';
import { workers } from './test/kit/workers.ts';

// The bundles under the roles of the synthesised stack: `npm run test:roles`.
export default defineConfig({
  test: {
    include: ['test/roles/{runs,operators}.test.ts'],
    // A run that makes no progress ends by itself after 20 seconds.
    testTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    ...workers,
    reporters: ['default'],
  },
});
