import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // `npm run test:browser` and `npm run test:roles`.
    exclude: [...configDefaults.exclude, 'test/browser/**', 'test/roles/runs.test.ts'],
    testTimeout: 30_000,
    // By default one core is left idle, which on two is half the machine.
    maxWorkers: '100%',
    reporters: ['default'],
  },
});
