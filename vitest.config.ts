import { defineConfig } from 'vitest/config'

// Minutes each, the system packages a quarter of an hour.
const long = [
  'backup',
  'fixes',
  'kompose',
  'monitoring',
  'node-managers',
  'refine',
  'system-packages',
  'turborepo',
  'verify',
  'verify-examples',
  'workspace',
].map((name) => `test/e2e/${name}.test.ts`)
// Two to three minutes each: one of them a day.
const inTurn = ['dagster', 'services', 'each-stack'].map((name) => `test/e2e/${name}.test.ts`)
const notToday = inTurn.filter((_, index) => index !== Math.floor(Date.now() / 86_400_000) % inTurn.length)

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
          // What `npm run test:e2e:all` has beside the rest.
          exclude: process.env['DOCKERIZE_E2E_ALL'] === '1' ? [] : [...long, ...notToday],
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
