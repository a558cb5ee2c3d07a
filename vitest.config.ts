import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { workers } from './test/kit/workers.ts';
import { built } from './vitest.built.config.ts';
import { outages } from './vitest.outages.config.ts';
import { truth } from './vitest.truth.config.ts';

// Two projects. A test that starts another process, bundles the functions or stands in for AWS is `process`: it stands in
// test/end-to-end, or is named *.process.test.ts, and gets a worker of its own. Every other test is `unit`:
// these share workers, and test/kit/shared-worker.ts sees that a file leaves the worker as it found it.
const processTests = ['test/end-to-end/**/*.test.ts', 'test/**/*.process.test.ts'];
// Each is a step of its own: `npm run test:browser`, `test:built`, `test:documents`, `test:outages`, `test:roles`, `test:truth`.
const steps = [
  'test/browser/**',
  ...built,
  ...outages,
  'test/documents/**',
  'test/roles/runs.test.ts',
  'test/roles/operators.test.ts',
  ...truth,
];
const exclude = [...configDefaults.exclude, ...steps];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000, interval: 10 } },
    // One more than cores: a test that has started another process waits for it, and for the clock.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default'],
    coverage: {
      include: ['{cli,functions,infra,library,local,local-stage,sandbox}/**/*.ts'],
      reporter: ['text-summary', 'html'],
    },
    projects: [
      {
        test: {
          name: 'unit',
          ...workers,
          include: ['test/**/*.test.ts'],
          exclude: [...exclude, ...processTests],
          isolate: false,
          setupFiles: ['test/kit/shared-worker.ts'],
          // Whatever starts a process here gets ERR_ACCESS_DENIED from Node.
          execArgv: [
            ...workers.execArgv,
            '--permission',
            '--allow-fs-read=*',
            '--allow-fs-write=*',
            '--allow-addons',
            '--allow-inspector',
            '--disable-warning=PERM0001',
            '--disable-warning=PERM0004',
          ],
        },
      },
      { test: { name: 'process', ...workers, include: processTests, exclude } },
    ],
  },
});
