import { spawn } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeFlatProject } from '../e2e/flat-project.ts'
import { journalNames } from '../../src/apply/traces.ts'
import { everything } from './everything.ts'

// The built program, killed at random moments. `npm run test:kill` does it 500 times; DOCKERIZE_SEED repeats a series.

const runs = Number(process.env['DOCKERIZE_KILLS'] ?? 20)
const seed = Number(process.env['DOCKERIZE_SEED'] ?? Date.now() % 1_000_000)
const cli = join(import.meta.dirname, '../../dist/cli.js')

const work = mkdtempSync(join(tmpdir(), 'killed-runs-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

type Texts = Record<string, string>
interface Series {
  /** The folder before, laid out once and copied for every run. */
  from: string
  args: readonly string[]
  before: Texts
  after: Texts
  milliseconds: number
}

/** Secrets are drawn anew in every run: texts are the same but for them. */
const masked = (texts: Texts): Texts => Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replace(/[\w-]{32}/g, '<random>')]))

function start(root: string, args: readonly string[]) {
  const child = spawn(process.execPath, [cli, '--yes', '--no-validate', ...args], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (bytes) => (said += String(bytes)))
  const ended = new Promise<{ code: number | null; said: string }>((resolve) => child.on('close', (code) => resolve({ code, said })))
  return { child, ended }
}

/** A commit is some milliseconds of a run, and most random moments would miss it: two of three wait for a trace of it. */
const moments = ['any', 'lock', 'journal.json'] as const
type Moment = (typeof moments)[number]

/** @param after milliseconds later. @returns whether the run was still going on. */
async function killed(root: string, args: readonly string[], { when, after }: { when: Moment; after: number }): Promise<boolean> {
  const { child, ended } = start(root, args)
  let running = true
  void ended.then(() => (running = false))
  if (when !== 'any') while (running && !has(root, when)) await nextTurn()
  const until = performance.now() + after
  while (running && performance.now() < until) await nextTurn()
  const hit = running && child.kill('SIGKILL')
  await ended
  return hit
}

function has(root: string, name: string): boolean {
  try {
    return readdirSync(join(root, '.dockerize')).includes(name)
  } catch {
    return false
  }
}

async function seriesOf(name: string, args: readonly string[], lay: (root: string) => Promise<void> | void): Promise<Series> {
  const from = join(work, name, 'shop')
  mkdirSync(from, { recursive: true })
  await lay(from)
  const root = copyOf(from)
  const began = performance.now()
  expect((await start(root, args).ended).code).toBe(0)
  return { from, args, before: masked(everything(from)), after: masked(everything(root)), milliseconds: performance.now() - began }
}

/** Under the same name: the files have it in them. */
function copyOf(from: string): string {
  const root = join(mkdtempSync(join(work, 'run-')), 'shop')
  cpSync(from, root, { recursive: true })
  return root
}

let series: readonly Series[]
beforeAll(async () => {
  series = [
    await seriesOf('first run', [], (root) => writeFlatProject(root)),
    await seriesOf('one more service, merged with edits', ['--with', 'redis'], async (root) => {
      writeFlatProject(root)
      expect((await start(root, []).ended).code).toBe(0)
      appendFileSync(join(root, 'compose.yaml'), '\n# mine\n')
      writeFileSync(join(root, 'Makefile'), `# mine too\n${readFileSync(join(root, 'Makefile'), 'utf8')}`)
    }),
  ]
}, 60_000)

it(
  `${runs} runs killed at random (seed ${seed}): no file torn, and the next run ends as though nothing had been`,
  { timeout: runs * 10_000 + 60_000 },
  async () => {
    const aim = fc.record({ when: fc.constantFrom(...moments), part: fc.double({ min: 0, max: 1, noNaN: true }) })
    const hits: Record<Moment, number> = { any: 0, lock: 0, 'journal.json': 0 }
    let journals = 0
    const ends = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(fc.nat(1), fc.array(aim, { minLength: 1, maxLength: 2 }), async (which, aims) => {
        const { from, args, before, after, milliseconds } = series[which]!
        const root = copyOf(from)
        for (const { when, part } of aims) {
          const longest = { any: milliseconds, lock: 30, 'journal.json': 6 }[when]
          if (await killed(root, args, { when, after: part * longest })) hits[when]++
          const found = masked(everything(root))
          for (const path of Object.keys({ ...before, ...after })) expect([before[path], after[path]], path).toContain(found[path])
        }
        if (Object.values(journalNames).some((name) => has(root, name))) journals++
        const { code, said } = await start(root, args).ended
        expect([code, said.replace(/^An earlier run was stopped while it wrote: .*\.\n$/, '')]).toEqual([0, ''])
        const how = said === '' ? 'nothing to end' : (/: (completed|all was|no file|put back|not completed)/.exec(said)?.[1] ?? said)
        ends.set(how, (ends.get(how) ?? 0) + 1)
        expect(masked(everything(root))).toEqual(after)
        rmSync(dirname(root), { recursive: true })
      }),
      { numRuns: runs, seed, endOnFailure: true },
    )
    console.log(`seed ${seed}: killed`, hits, `a journal left in ${journals} of ${runs}; the next run:`, Object.fromEntries(ends))
    expect(hits.lock + hits['journal.json']).toBeGreaterThan(0)
  },
)
