import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeLargeMonorepo } from '../../bench/large-monorepo.ts'
import { openProject } from '../../src/detect/project.ts'
import { environment, program } from '../terminal/terminal.ts'

/**
 * Seconds on a core of one run, taken over many in a row: a kernel that counts in ticks may see a single short one as a tenth of what it was.
 */
function processorTime(runs: number, ...args: readonly string[]): number {
  const script = `TIMEFORMAT="%U %S"; time (for _ in $(seq ${runs}); do "$@" > /dev/null; done)`
  const timed = spawnSync('bash', ['-c', script, '-', process.execPath, ...args], { encoding: 'utf8', env: environment })
  const [user = NaN, system = NaN] = timed.stderr.trim().split(' ').map(Number)
  return (user + system) / runs
}

test('40 packages in 5,000 files are looked at in a bounded time, and all that runs is found', { timeout: 120_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), 'company-'))
  const outside = mkdtempSync(join(tmpdir(), 'outside-'))
  onTestFinished(() => [root, outside].forEach((folder) => rmSync(folder, { recursive: true, force: true })))
  const count = writeLargeMonorepo(root)
  writeFileSync(join(outside, 'app.py'), 'from fastapi import FastAPI\n\napp = FastAPI()\n')
  symlinkSync(outside, join(root, 'linked'))
  symlinkSync('..', join(root, 'python/up'))

  const project = await openProject(root)
  expect(project.files).toHaveLength(count)
  expect([...project.links]).toEqual([
    ['linked', null],
    ['python/up', '.'],
  ])

  const run = spawnSync(process.execPath, [...program, 'detect', root, '--json'], { encoding: 'utf8', env: environment })
  const { units } = JSON.parse(run.stdout) as { units: { name: string; dir: string }[] }
  expect(units.map((one) => one.dir).sort()).toEqual(
    ['python/apps/service_', 'web/apps/site-'].flatMap((start) => [0, 1, 2, 3, 4, 5].map((at) => `${start}${at}`)),
  )

  // As a ratio to what code that does nothing takes on this machine: it is some 12 to 20 times that, and two seconds are 45 times.
  expect(processorTime(3, ...program, 'detect', root, '--json') / processorTime(20, '-e', '0')).toBeLessThan(40)
})
