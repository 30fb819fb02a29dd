import { spawnSync } from 'node:child_process'

// Rewriting what is expected is a person's act, read as a diff before it is committed; a machine that did it would pass anything.
if (process.env['CI']) {
  console.error('golden: CI is set. Expected output is rewritten by a person, who reads the diff.')
  process.exitCode = 1
} else {
  const run = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', 'test/cases.test.ts', 'test/rerun.test.ts', ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: { ...process.env, DOCKERIZE_GOLDEN: '1' },
    },
  )
  process.exitCode = run.status ?? 1
}
