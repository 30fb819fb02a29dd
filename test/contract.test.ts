import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageManagers } from '../src/package-managers/index.ts'
import { serviceOf, services } from '../src/services/index.ts'
import { stacks } from '../src/stacks/index.ts'
import { flags } from '../src/flags.ts'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const cases = join(import.meta.dirname, 'cases')

/** What detection found in each case, and the compose file that came of it where it is kept. */
const found = readdirSync(cases).flatMap((stack) =>
  readdirSync(join(cases, stack)).map((name) => {
    const folder = join(cases, stack, name)
    const compose = join(folder, 'expected/compose.yaml')
    const seen = JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')) as {
      units: { stack: string; packageManager: string }[]
      services: { kind: string }[]
    }
    return { ...seen, compose: existsSync(compose) ? readFileSync(compose, 'utf8') : '' }
  }),
)

/** Those that are offered and come when they are asked for have no sign that a case could hold. */
function serviceSeen(id: string): boolean {
  const service = serviceOf(id)
  const kinds = [id, ...(service.standsFor ?? [])]
  const unasked = service.developmentOnly === true || service.aside === true
  const isRun = found.some((one) => new RegExp(`^  ${id}: (&[\\w-]+)?$|^  ${id}:$`, 'm').test(one.compose))
  return isRun && (unasked || found.some((one) => one.services.some((seen) => kinds.includes(seen.kind))))
}

describe.each([
  { folder: 'stacks', registry: stacks, seen: (id: string) => found.some((one) => one.units.some((unit) => unit.stack === id)) },
  { folder: 'services', registry: services, seen: serviceSeen },
  { folder: 'package-managers', registry: packageManagers, seen: (id: string) => found.some((one) => one.units.some((unit) => unit.packageManager === id)) },
])('src/$folder', ({ folder, registry, seen }) => {
  it('has one file for each entry and no other', () => {
    const files = readdirSync(join(root, 'src', folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('contract.ts') && name !== 'index.ts')
    expect(files.sort()).toEqual(registry.map((one) => `${one.id}.ts`).sort())
  })

  it.each(registry.map((one) => ({ id: one.id, title: one.title })))('$id: a case detects it, the README names it', ({ id, title }) => {
    expect(seen(id), `no case under test/cases detects ${id}`).toBe(true)
    expect(readme, `README.md does not name ${title}`).toContain(title)
  })
})

/** Of a framework and what installs it, those that a case detects; `none` is no manager. */
const pairs = new Set(
  found.flatMap((one) => one.units.filter((unit) => unit.packageManager !== 'none').map((unit) => `${unit.stack} with ${unit.packageManager}`)),
)

it('cases cover what people combine', () => {
  expect([...pairs].sort().length, [...pairs].sort().join(', ')).toBeGreaterThanOrEqual(40)
})

it.each(packageManagers.map((one) => one.id))('%s: cases with three stacks at least', (id) => {
  expect([...pairs].filter((one) => one.endsWith(` with ${id}`)).length).toBeGreaterThanOrEqual(3)
})

describe('stacks', () => {
  it.each(stacks.map((stack) => ({ id: stack.id, stack })))('$id: has one full case, and a flag for each key it asks', ({ id, stack }) => {
    const full = readdirSync(join(cases, id)).filter(
      (name) => (JSON.parse(readFileSync(join(cases, id, name, 'case.json'), 'utf8')) as { expected: string | string[] }).expected === 'all',
    )
    expect(full).toHaveLength(1)
    for (const path of ['Dockerfile', 'compose.prod.yaml', 'Makefile', 'DOCKER.md']) {
      expect(existsSync(join(cases, id, full[0] ?? '', 'expected', path)), path).toBe(true)
    }
    for (const key of stack.asks) expect(flags.map((flag) => flag.name)).toContain(key)
  })
})

describe('services', () => {
  it.each(services.map((service) => ({ id: service.id, service })))('$id: exact tag, a check that can fail, secrets only where required', ({ service }) => {
    expect(service.image).toMatch(/^[a-z0-9./-]+:v?[0-9][\w.-]*$/)
    expect(service.image).not.toContain('latest')
    const test = typeof service.health === 'string' ? ['CMD'] : service.health.test
    expect(test[0]).toMatch(/^CMD(-SHELL)?$/)
    expect(test.join(' ')).not.toMatch(/\|\| (true|exit 0)/)
    for (const variable of service.variables.filter((one) => one.fresh === 'random')) {
      expect(variable.required).toBe(true)
      expect(variable.example('shop')).toBe('')
      expect(service.environment.find((one) => one.value.includes(`\${${variable.name}:?`))?.secret).toBe(true)
    }
    for (const name of Object.keys(service.secretFiles)) expect(service.environment.map((one) => one.name)).toContain(name)
  })

  it.each(services.filter((one) => one.volume && one.roles?.database !== undefined).map((service) => ({ id: service.id, service })))(
    '$id: its data can be saved and put back, by scripts that bash reads and that show no password',
    ({ service }) => {
      const { dump = [], restore = [], others = 'true', extension } = service.backup ?? {}
      expect(extension).toMatch(/^[a-z.]+$/)
      for (const script of [dump.join(' && '), restore.join(' && '), others]) {
        expect(script.length).toBeGreaterThan(0)
        // It stands between two of them.
        expect(script).not.toContain("'")
        const read = spawnSync('bash', ['-n', '-c', script.replaceAll('{database}', '$DATABASE')], { encoding: 'utf8' })
        expect(read.stderr).toBe('')
        // A password is exported, or in a file that no word names by its value.
        expect(script).not.toMatch(/(-p|--password[ =])\S*\$/)
      }
    },
  )
})
