import { createServer, type Server } from 'node:net'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { nothingGiven } from '../../src/ask/given.ts'
import { unattendedAsker } from '../../src/ask/unattended.ts'
import { openProject, type Project } from '../../src/detect/project.ts'
import { make, settle, type Made } from '../../src/pipeline.ts'
import { checkLines } from '../../src/report/checks.ts'
import { unifiedDiffs } from '../../src/report/diff.ts'
import { humanReport } from '../../src/report/human.ts'
import { reportJson } from '../../src/report/json.ts'
import { nextSteps } from '../../src/report/next.ts'
import { plain } from '../../src/report/paint.ts'
import { takenPorts } from '../../src/report/ports.ts'
import type { Report } from '../../src/report/index.ts'
import type { Given } from '../../src/ask/answers.ts'
import { aShop, type Folder } from '../terminal/shop.ts'

const folders: Folder[] = []
const servers: Server[] = []
afterEach(() => {
  folders.splice(0).forEach((folder) => folder.remove())
  servers.splice(0).forEach((server) => server.close())
})

/** What a run over the shop comes to, with some files of the person's own in it. */
async function aRun(own: Record<string, string> = {}, given: Partial<Given> = {}): Promise<{ made: Made; project: Project }> {
  const folder = aShop()
  folders.push(folder)
  for (const [path, text] of Object.entries(own)) writeFileSync(join(folder.path, path), text)
  const project = await openProject(folder.path)
  const world = {
    project,
    asker: unattendedAsker(),
    commit: () => Promise.resolve(),
    fresh: { uid: 1000, random: () => 'r'.repeat(32) },
    repository: { owner: null, branch: null, withoutWorkflows: null },
    signal: new AbortController().signal,
    progress: () => {},
  }
  return { made: await make(await settle({ ...nothingGiven(), ...given }, world), { write: true, checks: 'own', onConflict: 'fail' }, world), project }
}

const report = ({ made, project }: Awaited<ReturnType<typeof aRun>>, changes: Partial<Report> = {}): Report => ({
  ...made,
  next: nextSteps(made, project, []),
  command: 'npm create dockerize@latest -- --yes',
  dryRun: false,
  diffs: new Map(),
  ...changes,
})

describe('for a person', () => {
  test('what was written, checked and comes next, in 80 columns', async () => {
    const text = humanReport(report(await aRun()), plain)
    expect(text).toMatch(/^ {2}write {5}Dockerfile {12}runtime, development; \d+ lines$/m)
    expect(text).toMatch(/^ {12}compose\.yaml {10}api, postgres, redis/m)
    expect(text).toContain('.env (mode 600)')
    expect(text).toMatch(/^ {2}check {5}across files +\d+ of \d+$/m)
    expect(text).toMatch(/^ {2}Next\n {4}make up {19}start it, http:\/\/127\.0\.0\.1:8000$/m)
    expect(text).toMatch(/ {2}Again, unattended:\n {4}npm create dockerize@latest -- --yes\n$/)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  test('a file of the person is kept, and what that means is said', async () => {
    const text = humanReport(report(await aRun({ 'DOCKER.md': '# mine\n' })), plain)
    expect(text).toContain('  keep      DOCKER.md  (not written by create-dockerize)')
    expect(text).toContain('DOCKER.md stays as it is.')
  })
})

describe('checks', () => {
  const lines = (validation: Parameters<typeof checkLines>[0]) => checkLines(validation, 12, plain).join('\n')

  test("a failure is docker's own words at the file's line", () => {
    const text = lines([
      { check: 'compose config full', ok: true, detail: '5 services' },
      { check: 'compose config infra', ok: false, detail: 'service "api" refers to undefined volume x\nsecond line', at: { file: 'compose.yaml', line: 12 } },
    ])
    expect(text).toContain('compose config        1 of 2')
    expect(text).toContain('failed  compose.yaml:12: compose config infra\n          service "api" refers to undefined volume x\n          second line')
  })

  test('what was not checked is not right', () => {
    const text = lines([{ check: 'docker', ok: null, detail: 'not validated: docker is not there' }])
    expect(text).toContain('docker                not validated: docker is not there')
    expect(text).not.toContain(' of ')
  })
})

describe('next', () => {
  const texts = async (own: Record<string, string>, given: Partial<Given> = {}) => {
    const { made, project } = await aRun(own, given)
    return nextSteps(made, project, []).map((step) => [step.command, step.text].filter(Boolean).join(': '))
  }

  test('a lock file is made first, once, by the manager that was answered', async () => {
    const { made, project } = await aRun()
    const locksOf = (packageManager: string) => {
      const facts = { ...made.facts, units: [...made.facts.units, ...made.facts.units].map((unit) => ({ ...unit, lockfile: null })) }
      const answers = { ...made.answers, units: made.answers.units.map((unit) => ({ ...unit, packageManager })) }
      return nextSteps({ ...made, facts, answers }, project, []).flatMap((step) => (step.command?.endsWith(' lock') === true ? [step.command] : []))
    }
    expect(locksOf('uv')).toEqual(['uv lock'])
    expect(locksOf('poetry')).toEqual(['poetry lock'])
    expect(locksOf('pip')).toEqual([])
  })

  test('without a Makefile, docker itself', async () => {
    expect(await texts({}, { withoutFiles: ['makefile'] })).toContain('docker compose up -d: start it, http://127.0.0.1:8000')
  })

  test('without compose, a build', async () => {
    expect((await texts({}, { files: ['dockerfile'] })).join()).toMatch(/docker build -t \S+ \.: build the image/)
  })

  test('the names that an .env lacks', async () => {
    const text = (await texts({ '.env': 'API_PORT=8000\nexport REDIS_URL=redis://x\n' })).join('\n')
    expect(text).toMatch(/make env: adds what your \.env lacks .*POSTGRES_PASSWORD/)
    expect(text).not.toContain('API_PORT')
  })

  test('a last render that cannot be read', async () => {
    const { made, project } = await aRun()
    expect(nextSteps({ ...made, memoryLost: 'is not JSON' }, project, []).map((step) => step.text)).toContain(
      '.dockerize/last-render.json is not JSON: which files are ours is not known, so that none of them was changed.',
    )
  })

  test('a port of this machine that is taken, with the variable that moves it', async () => {
    const server = createServer()
    servers.push(server)
    const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)))
    const { made, project } = await aRun({}, { unit: { port: String(port) } })
    const taken = await takenPorts(made)
    expect(taken).toMatchObject([{ host: port, service: 'api' }])
    expect(nextSteps(made, project, taken).map((step) => step.text)).toContain(
      `Port ${port} of this machine is taken, and api wants it: another one as ${taken[0]!.variable} in .env.`,
    )
  })
})

test('for scripts: the promised shape', async () => {
  const run = await aRun()
  const json = reportJson(report(run, { diffs: await unifiedDiffs(run.made) })) as { files: { path: string; action: string; diff?: string }[] }
  expect(Object.keys(json)).toEqual(['schema', 'files', 'answers', 'validation', 'next', 'command'])
  const byPath = new Map(json.files.map((file) => [file.path, file]))
  expect(byPath.get('Dockerfile')?.diff).toMatch(/^--- \/dev\/null\n\+\+\+ b\/Dockerfile\n@@ -0,0 \+1,/)
  expect(byPath.get('.env')).toEqual({ path: '.env', action: 'create' })
  expect(JSON.stringify(json)).not.toContain('r'.repeat(32))
})
