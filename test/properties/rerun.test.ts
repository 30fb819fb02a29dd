import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeGiven, nothingGiven } from '../../src/ask/given.ts'
import type { Given } from '../../src/ask/answers.ts'
import { isChange } from '../../src/draft.ts'
import { anEdit, edited } from './edits.ts'
import { faultsIn } from './resolve.ts'
import { dispose, freshSetUp, runTool, snapshot, type SetUp } from './set-up.ts'

// Many random lives of a set-up: it is made, people change it, services come and go, it is brought up to date.
// `npm run test:properties` takes 10,000 of them, and asks docker about some; here fewer, so that every change of the code meets some.
const runs = Number(process.env['DOCKERIZE_PROPERTY_RUNS'] ?? (process.env['CI'] ? 500 : 60))
/** Where an engine's compose is at hand: one life in thirty. */
const asksDocker = process.env['DOCKERIZE_PROPERTY_DOCKER'] === '1'
const seed = Number(process.env['DOCKERIZE_PROPERTY_SEED'] ?? 20_261_121)

const projects = ['fastapi/uv-src-layout', 'fastapi/pip-flat-psycopg2', 'rq/queue-and-worker']
/** Services that none of them has. */
const services = ['opensearch', 'rabbitmq', 'mongodb']
const files = [
  'compose.yaml',
  'compose.yaml',
  'compose.yaml',
  'compose.dev.yaml',
  'compose.prod.yaml',
  'Dockerfile',
  'Makefile',
  '.env.example',
  'DOCKER.md',
  '.dockerignore',
  '.dockerize/answers.yaml',
]

const word = fc.integer({ min: 0, max: 99_999 }).map((number) => `own-${number}`)
const byHand = fc.array(fc.record({ file: fc.constantFrom(...files), edit: anEdit(word, fc.constantFrom(null, ...services)) }), { maxLength: 6, size: 'max' })
const service = fc.constantFrom(...services)
const tool = fc.oneof(
  fc.record({ who: fc.constant('add' as const), service }),
  fc.record({ who: fc.constant('remove' as const), service }),
  fc.record({
    who: fc.constant('update' as const),
    given: fc.constantFrom<Partial<Given>>({ unit: { port: '9123' } }, { imagePrefix: 'ghcr.io/other' }, { baseRegistry: 'mirror.example.com/hub' }, {}),
  }),
)
const life = fc.record({ project: fc.constantFrom(...projects), rounds: fc.array(fc.record({ byHand, tool }), { minLength: 2, maxLength: 5, size: 'max' }) })
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never

/** What the lives were made of: a property that never meets a case says nothing of it. */
const met = { lives: 0, asked: 0, edits: 0, runs: 0, conflicts: 0, addedAndRemoved: 0, broken: 0, mended: 0 }

/** A life that failed, lived once more: what the failure says as `path`. */
const path = process.env['DOCKERIZE_PROPERTY_PATH']
const replayed = path === undefined ? {} : { path, endOnFailure: true }

const unwatched = /^\.env$|^\.secrets\/|last-render\.json$/

describe(`${runs} random lives of a set-up, seed ${seed}`, () => {
  it(
    'loses nothing that a person wrote, stays valid, is done after one run, and takes out what it put in',
    async () => {
      await fc.assert(fc.asyncProperty(life, lived), { numRuns: runs, seed, ...replayed })
      if (path !== undefined) return
      console.log(`seed ${seed}: ${JSON.stringify(met)}`)
      for (const count of [met.edits, met.runs, met.addedAndRemoved]) expect(count).toBeGreaterThan(runs / 2)
      expect(met.conflicts).toBeGreaterThan(runs / 50)
      if (asksDocker) expect(met.asked).toBeGreaterThanOrEqual(runs / 50)
    },
    runs * 2000,
  )
})

async function lived({ project, rounds }: Life): Promise<void> {
  const setUp = await freshSetUp(project)
  try {
    let given = nothingGiven()
    await runTool(setUp, given, 'fail')
    for (const round of rounds) {
      for (const { file, edit } of round.byHand) changeByHand(setUp, file, edit)
      given = await toolStep(setUp, given, round.tool)
    }
    if (asksDocker && ++met.lives % 30 === 0) agreesWithDocker(setUp, await brokenIn(snapshot(setUp)))
  } finally {
    dispose(setUp)
  }
}

/** What our own reading calls valid, docker does too: it alone decides in the end. */
function agreesWithDocker({ root }: SetUp, broken: ReadonlyMap<string, string[]>): void {
  if (broken.size > 0) return
  const { status, stderr } = spawnSync('docker', ['compose', '-f', 'compose.yaml', '--profile', '*', 'config', '-q'], { cwd: root, encoding: 'utf8' })
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
  met.asked++
}

function changeByHand(setUp: SetUp, file: string, edit: Parameters<typeof edited>[2]): void {
  const before = snapshot(setUp).get(file)
  if (before === undefined) return
  // The answers are changed by the steps of the tool, and by comments alone here.
  if (file.endsWith('answers.yaml') && !['comment above', 'windows', 'byte order mark', 'no last newline', 'blank lines'].includes(edit.kind)) return
  const after = edited(before, file, edit)
  if (after !== before) met.edits++
  writeFileSync(join(setUp.root, file), after)
}

async function toolStep(setUp: SetUp, earlier: Given, step: Life['rounds'][number]['tool']): Promise<Given> {
  // One that is not there cannot go: another goes in its place.
  const gone = step.who === 'remove' ? (earlier.with.includes(step.service) ? step.service : earlier.with[0]) : undefined
  const over = step.who === 'update' ? step.given : step.who === 'add' ? { with: [step.service] } : { without: gone === undefined ? [] : [gone] }
  const given = { ...mergeGiven(earlier, { ...nothingGiven(), ...over }), without: [] }
  const before = snapshot(setUp)
  const broken = await brokenIn(before)
  const refused = (await runTool(setUp, given, 'fail')).some((change) => change.action === 'conflict')
  met.runs++
  if (broken.size > 0) met.broken++
  if (refused) met.conflicts++
  if (refused) expect(snapshot(setUp)).toEqual(before)
  if (refused) await runTool(setUp, given, 'keep')
  const after = snapshot(setUp)
  for (const [path, text] of before)
    for (const own of new Set(text.match(/own-\d+/g))) if (!unwatched.test(path)) expect(after.get(path), `${path} lost ${own}`).toContain(own)
  for (const [path, faults] of await brokenIn(after)) expect(broken.get(path) ?? faults, path).toEqual(broken.has(path) ? broken.get(path) : [])
  const again = await runTool(setUp, given, 'fail')
  expect(again.filter(isChange).map((change) => change.path)).toEqual([])
  if (step.who === 'add' && !earlier.with.includes(step.service) && !refused) {
    const back = await runTool(setUp, earlier, 'fail')
    if (!back.some((change) => change.action === 'conflict')) {
      met.addedAndRemoved++
      const left = await brokenIn(snapshot(setUp))
      const mended = [...broken].flatMap(([path, faults]) => (faults.every((fault) => left.get(path)?.includes(fault)) ? [] : [path]))
      met.mended += mended.length
      expect(watched(snapshot(setUp), mended, step.service)).toEqual(watched(before, mended, step.service))
    }
    await runTool(setUp, given, 'keep')
  }
  return given
}

/**
 * @param mended files with a key without a value, which compose refuses, that took entries there and lost them: such a key is empty then, and not
 * broken again for the sake of its bytes.
 * @param gone the service that went again: its dumps stay, and so does the one line that keeps them out of git.
 */
function watched(texts: ReadonlyMap<string, string>, mended: readonly string[], gone: string): Record<string, string> {
  const seen = [...texts].filter(([path]) => !unwatched.test(path))
  const kept = (path: string, text: string) => (path === '.gitignore' ? text.replace(`/backups/${gone}-*\n`, '') : text)
  return Object.fromEntries(seen.map(([path, text]) => [path, mended.includes(path) ? text.replace(/ (\{\}|\[\])$/gm, '') : kept(path, text)]))
}

/** Compose files that docker would refuse, each with why. An overlay is none without its base: only keys without a value are seen in it. */
async function brokenIn(texts: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const path of ['compose.yaml', 'compose.dev.yaml', 'compose.prod.yaml']) {
    const text = texts.get(path)
    const faults = text === undefined ? [] : await faultsIn(text)
    const counted = path === 'compose.yaml' ? faults : faults.filter((fault) => fault.includes('nothing in '))
    if (counted.length > 0) found.set(path, counted)
  }
  return found
}
