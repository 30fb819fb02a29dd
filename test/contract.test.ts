import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageManagers } from '../src/package-managers/index.ts'
import { services } from '../src/services/index.ts'
import { stacks } from '../src/stacks/index.ts'
import { flags } from '../src/flags.ts'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const cases = join(import.meta.dirname, 'cases')

/** What detection found in each case. */
const facts = readdirSync(cases).flatMap((stack) =>
  readdirSync(join(cases, stack)).map(
    (name) =>
      JSON.parse(readFileSync(join(cases, stack, name, 'facts.json'), 'utf8')) as {
        units: { stack: string; packageManager: string }[]
        services: { kind: string }[]
      },
  ),
)

describe.each([
  { folder: 'stacks', registry: stacks, seen: (id: string) => facts.some((one) => one.units.some((unit) => unit.stack === id)) },
  { folder: 'services', registry: services, seen: (id: string) => facts.some((one) => one.services.some((service) => service.kind === id)) },
  { folder: 'package-managers', registry: packageManagers, seen: (id: string) => facts.some((one) => one.units.some((unit) => unit.packageManager === id)) },
])('src/$folder', ({ folder, registry, seen }) => {
  it('has one file for each entry and no other', () => {
    const files = readdirSync(join(root, 'src', folder)).filter((name) => name.endsWith('.ts') && name !== 'contract.ts' && name !== 'index.ts')
    expect(files.sort()).toEqual(registry.map((one) => `${one.id}.ts`).sort())
  })

  it.each(registry.map((one) => ({ id: one.id, title: one.title })))('$id: a case detects it, the README names it', ({ id, title }) => {
    expect(seen(id), `no case under test/cases detects ${id}`).toBe(true)
    expect(readme, `README.md does not name ${title}`).toContain(title)
  })
})

describe('stacks', () => {
  it.each(stacks.map((stack) => ({ id: stack.id, stack })))('$id: has a full case, and a flag for each key it asks', ({ id, stack }) => {
    const full = readdirSync(join(cases, id)).filter(
      (name) => existsSync(join(cases, id, name, 'expected', 'compose.prod.yaml')) && existsSync(join(cases, id, name, 'expected', 'Makefile')),
    )
    expect(full).not.toEqual([])
    for (const key of stack.asks) expect(flags.map((flag) => flag.name)).toContain(key)
  })
})

describe('services', () => {
  it.each(services.map((service) => ({ id: service.id, service })))('$id: exact tag, a check that can fail, secrets only where required', ({ service }) => {
    expect(service.image).toMatch(/^[a-z0-9./-]+:[0-9][\w.-]*$/)
    expect(service.image).not.toContain('latest')
    expect(service.health.test[0]).toMatch(/^CMD(-SHELL)?$/)
    expect(service.health.test.join(' ')).not.toMatch(/\|\| (true|exit 0)/)
    for (const variable of service.variables.filter((one) => one.fresh === 'random')) {
      expect(variable.required).toBe(true)
      expect(variable.example('shop')).toBe('')
      expect(service.environment.find((one) => one.value.includes(`\${${variable.name}:?`))?.secret).toBe(true)
    }
    for (const name of Object.keys(service.secretFiles)) expect(service.environment.map((one) => one.name)).toContain(name)
  })
})
