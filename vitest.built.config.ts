import { defineConfig } from 'vitest/config';
import { workers } from './test/kit/workers.ts';

/** What is tested as it is built or deployed: the package, the bundles, `npm start -- --bundles`, the stack with every switch, two versions, the operations on a stage, an operator's night. */
export const built = [
  'test/package/**/*.test.ts',
  'test/two-versions/**/*.test.ts',
  'test/infra/{app,bundle,lean-aws-sdk}.process.test.ts',
  'test/infra/{switches,validation}.test.ts',
  'test/end-to-end/bundles.test.ts',
  'test/local-stage/*.process.test.ts',
  'test/cost/counts.test.ts',
  'test/contract/stage-*.process.test.ts',
  'test/operator/*.process.test.ts',
];

// `npm run test:built`.
export default defineConfig({
  test: {
    include: built,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: '100%',
    ...workers,
    reporters: ['default'],
  },
});
