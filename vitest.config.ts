import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Two workers are what the smallest machine that runs this has cores for.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/airflow/**', 'test/cases/**', 'test/rerun/**', 'node_modules/**'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // A quarter of an hour by itself, and some minutes: `npm run test:e2e:all` has them.
          exclude:
            process.env['DOCKERIZE_E2E_ALL'] === '1'
              ? []
              : ['test/e2e/system-packages.test.ts', 'test/e2e/turborepo.test.ts', 'test/e2e/verify.test.ts', 'test/e2e/workspace.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          // One engine, one set of ports, one disk: a file at a time, so that figures in seconds mean something.
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      // Five minutes and 4 GB of memory: `npm run test:airflow`.
      ...(process.env['DOCKERIZE_AIRFLOW'] === '1' ? [{ extends: true as const, test: { name: 'airflow', include: ['test/airflow/**/*.test.ts'] } }] : []),
    ],
  },
})
