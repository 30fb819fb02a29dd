import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyExample } from '../scripts/example-project.ts'
import { writeFlatProject } from '../test/e2e/flat-project.ts'
import { writeLargeMonorepo } from './large-monorepo.ts'
import { writeLargeProject } from './large-project.ts'
import { writeOwnCompose } from './own-compose.ts'
import { columns, ours, peers, type Column, type Job, type Tool } from './tools.ts'

// How long a start takes, as ratios to `node -e 0`. All jobs take turns, one at a time, so that a busy moment hits each alike;
// every run has a fresh folder, laid out before its clock starts.
//
//   npm run bench [-- ROUNDS]

const rounds = Number(process.argv[2] ?? 15)
const root = process.cwd()
const work = mkdtempSync(join(tmpdir(), 'dockerize-bench-'))
const project = join(work, 'project')
const large = join(work, 'large')
const monorepo = join(work, 'monorepo')
const done = join(work, 'set-up')

interface Measured {
  tool: string
  column: Column
  job: Job
  milliseconds: number[]
  failed: string | null
}

function layProject(): string {
  try {
    copyExample('fastapi', project)
    return 'examples/fastapi'
  } catch {
    // Without docker there is no lock file for the example; the other project needs none.
    rmSync(project, { recursive: true, force: true })
    mkdirSync(project)
    writeFlatProject(project)
    return 'a flat project with requirements.txt (no docker for the lock file of examples/fastapi)'
  }
}

/** The project once it is set up. @returns how many lines the other compose file has that is added to. */
function laySetUp(): number {
  cpSync(project, done, { recursive: true })
  const run = spawnSync(process.execPath, [join(root, 'dist/cli.js'), '--yes', '--no-validate'], {
    cwd: done,
    encoding: 'utf8',
    env: { ...process.env, CI: '1' },
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return writeOwnCompose(join(work, 'own'))
}

function time(job: Job, folder: string): { milliseconds: number; failed: string | null } {
  mkdirSync(folder, { recursive: true })
  job.prepare(folder)
  const started = performance.now()
  const run = spawnSync(process.execPath, job.args, { cwd: folder, encoding: 'utf8', env: { ...process.env, CI: '1' } })
  const milliseconds = performance.now() - started
  rmSync(folder, { recursive: true, force: true })
  return { milliseconds, failed: run.status === 0 ? null : `${(run.stderr || run.stdout).trim().split('\n')[0]} (${run.status})` }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

function measure(tools: readonly Tool[]): { base: number; measured: Measured[] } {
  const base: number[] = []
  const measured = tools.flatMap((tool) =>
    columns.flatMap((column): Measured[] => (tool.jobs[column] ? [{ tool: tool.name, column, job: tool.jobs[column], milliseconds: [], failed: null }] : [])),
  )
  // Round 0 fills the disk cache and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const bare = time({ args: ['-e', '0'], prepare: () => undefined }, join(work, `bare-${round}`))
    if (round > 0) base.push(bare.milliseconds)
    for (const [at, one] of measured.entries()) {
      const { milliseconds, failed } = time(one.job, join(work, `run-${round}-${at}`))
      one.failed ??= failed
      if (round > 0) one.milliseconds.push(milliseconds)
    }
  }
  return { base: median(base), measured }
}

function table(tools: readonly Tool[], base: number, measured: readonly Measured[]): string {
  const cell = (tool: Tool, column: Column): string => {
    const one = measured.find((entry) => entry.tool === tool.name && entry.column === column)
    if (!one) return '–'
    return one.failed ? `fails: ${one.failed}` : `${(median(one.milliseconds) / base).toFixed(2)}×`
  }
  const rows = tools.map((tool) => `| ${[tool.name, ...columns.map((column) => cell(tool, column))].join(' | ')} |`)
  return [`| ratio to node -e 0 (${base.toFixed(1)} ms) | ${columns.join(' | ')} |`, `| --- |${columns.map(() => ' --- |').join('')}`, ...rows].join('\n')
}

/** What a file of the large project costs beyond the ratio that detection may take on a small one. */
function perFile(base: number, measured: readonly Measured[], column: Column, files: number): string {
  const one = measured.find((entry) => entry.column === column)
  const each = ((one ? median(one.milliseconds) : NaN) - 1.7 * base) / files
  return `detect, ${files} files: ${each.toFixed(2)} ms a file beyond 1.7× node -e 0 (aim 0.10)`
}

try {
  const what = layProject()
  const files = writeLargeProject(large)
  const filesOfMany = writeLargeMonorepo(monorepo)
  const lines = laySetUp()
  const copied = (from: string) => (folder: string) => cpSync(from, folder, { recursive: true })
  const all = [ours(root, { example: copied(project), large, monorepo, ownCompose: writeOwnCompose, setUp: copied(done) }), ...peers(root)]
  const tools = all.filter((one): one is Tool => typeof one !== 'string')
  const { base, measured } = measure(tools)
  console.log(table(tools, base, measured))
  console.log(`\n${perFile(base, measured, 'detect, 1,000 files', files)}\n${perFile(base, measured, 'detect, 40 packages', filesOfMany)}`)
  if (measured.some((one) => one.failed)) process.exitCode = 1
  for (const reason of all.filter((one) => typeof one === 'string')) console.log(reason)
  console.log(`\nMedian of ${rounds} interleaved rounds on Node ${process.version}; the project is ${what}; the own compose file has ${lines} lines.`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
