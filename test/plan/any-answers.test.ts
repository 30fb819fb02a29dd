import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { UserError } from '../../src/errors.ts'
import { plan } from '../../src/plan/index.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { render } from '../../src/render/index.ts'
import { projects } from './arbitrary.ts'

const fresh = { uid: 10001, random: (name: string) => `random-${name.length}` }

/** Compose's own tag: what stands behind it takes the place of what an earlier file said. */
const reset = [
  { tag: '!reset', resolve: (): null => null },
  { tag: '!reset', collection: 'seq' as const },
]

interface Service {
  profiles?: string[]
  command?: string[]
  environment?: Record<string, string | null>
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test?: string[]; start_period?: string }
  volumes?: string[]
  networks?: string[]
  secrets?: (string | { source: string })[]
  deploy?: { resources?: { limits?: Record<string, string> } }
}

it('any answers give files that parse and say what was meant, or are refused in one line', { timeout: 240_000 }, async () => {
  let refused = 0
  await fc.assert(
    fc.asyncProperty(projects, async ({ facts, answers }) => {
      let planned: Plan
      let files: Map<string, string>
      try {
        planned = plan(facts, answers, new Set())
        files = new Map((await render(planned, facts, answers, { overrides: new Map(), fresh })).map((file) => [file.path, file.text]))
      } catch (error) {
        expect(error).toBeInstanceOf(UserError)
        expect((error as Error).message).not.toMatch(/\n/)
        refused += 1
        return
      }
      checkCompose(planned, composeOf(files, 'compose.yaml'))
      composeOf(files, 'compose.dev.yaml')
      composeOf(files, 'compose.prod.yaml')
      checkDockerfile(planned, files.get('Dockerfile') ?? '')
      checkEnv(planned, files)
      for (const [path, content] of files) {
        if (path.endsWith('.json')) JSON.parse(content)
        if (!path.startsWith('.secrets/')) expect(content, path).toMatch(/[^\n]\n$/)
        expect(content, path).not.toMatch(/\[object Object\]|\bundefined\b/)
      }
      // Plans are data: what is stored and read again is the same.
      expect(JSON.parse(JSON.stringify(planned))).toEqual(planned)
    }),
    { numRuns: 2000, ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : {}) },
  )
  expect(refused).toBeLessThan(1600)
})

function composeOf(files: ReadonlyMap<string, string>, name: string): Record<string, Service> {
  const file = parse(files.get(name) ?? '', { merge: true, logLevel: 'error', customTags: reset }) as { services: Record<string, Service> }
  return file.services
}

function checkCompose(planned: Plan, services: Record<string, Service>): void {
  expect(Object.keys(services)).toEqual(planned.services.map((one) => one.name))
  for (const service of planned.services) {
    const written = services[service.name]
    if (!written) throw new Error(`${service.name} is missing`)
    const double = (words: readonly string[]) => words.map((one) => one.replaceAll('$', '$$$$'))
    if (service.command) expect(written.command).toEqual(double(service.command))
    expect(written.profiles ?? []).toEqual(service.profiles)
    // Builds, tests and what is made ready too: none of them may take the machine down.
    expect(Object.keys(written.deploy?.resources?.limits ?? {}), service.name).toEqual(['memory', 'cpus', 'pids'])
    const mounted = written.secrets?.map((one) => (typeof one === 'string' ? one : one.source)) ?? []
    for (const { value, secretFile } of service.environment) if (secretFile !== undefined) expect(mounted).toContain(value.replace('/run/secrets/', ''))
    for (const { name, value } of service.environment) expect(written.environment?.[name] ?? '').toBe(value)
    if (typeof service.health === 'object' && service.role !== 'test-backing') expect(written.healthcheck?.test).toEqual(double(service.health.plan.test))
    for (const [name, { condition }] of Object.entries(written.depends_on ?? {})) {
      const other = planned.services.find((one) => one.name === name)
      if (!other) throw new Error(`${service.name} depends on ${name}, which is nowhere`)
      if (condition === 'service_healthy' && other.health !== 'image') expect(services[name]?.healthcheck?.start_period).toBeDefined()
      // What always starts is part of each.
      for (const profile of other.profiles.length > 0 ? service.profiles : []) expect(other.profiles).toContain(profile)
    }
  }
}

function checkDockerfile(planned: Plan, text: string): void {
  const build = planned.images[0]?.build
  if (!build) throw new Error('no build')
  const last = text.trimEnd().split('\n').at(-1) ?? ''
  expect(JSON.parse(last.replace(/^CMD /, ''))).toEqual(build.command)
  const copied = [...text.matchAll(/^COPY (?!--from)(.*)$/gm)].flatMap(([, rest = '']) =>
    (rest.startsWith('[') ? (JSON.parse(rest) as string[]) : rest.split(' ')).slice(0, -1),
  )
  for (const { from } of build.source)
    for (const path of from) expect(copied.map((one) => one.replaceAll('\\$', '$').replace(/\[([*?[!])\]/g, '$1'))).toContain(path)
  if (build.base === 'distroless') {
    const runtime = text.slice(text.indexOf(' AS runtime'))
    expect(runtime).not.toMatch(/^RUN |CMD-SHELL|sh -c/m)
  }
}

function checkEnv(planned: Plan, files: ReadonlyMap<string, string>): void {
  const example = files.get('.env.example') ?? ''
  const lines = example.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  for (const line of lines) expect(line).toMatch(/^[A-Za-z_]\w*=('[^'\n]*'|"[^\n]*"|[^\s'"$`\\#]*)$/)
  const names = new Set([...example.matchAll(/^#?([A-Za-z_]\w*)=/gm)].map((match) => match[1]))
  for (const path of ['compose.yaml', 'compose.dev.yaml', 'compose.prod.yaml'])
    for (const [, name] of (files.get(path) ?? '').replaceAll('$$', '').matchAll(/\$\{([A-Za-z_]\w*)/g)) expect(names, `${path}: ${name ?? ''}`).toContain(name)
  for (const variable of planned.variables.filter((one) => one.fresh === 'random')) expect(example).toMatch(new RegExp(`^${variable.name}=$`, 'm'))
}
