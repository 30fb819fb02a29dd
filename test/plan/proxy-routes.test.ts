import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UnitFacts } from '../../src/detect/facts.ts'
import { proxyRoutes } from '../../src/plan/proxy-routes.ts'
import type { ServicePlan } from '../../src/plan/service-plan.ts'
import type { UnitInput } from '../../src/plan/images.ts'

interface Told {
  name: string
  stack: string
  framework?: string | null
  routes?: readonly string[]
  details?: Record<string, string>
}

/** A unit as far as routes are planned from it. */
function unit({ name, stack, framework = null, routes = [], details = {} }: Told): UnitInput {
  const facts = {
    name,
    dir: name,
    stack,
    framework,
    language: stack === 'nextjs' || stack === 'vite' || stack === 'node' ? 'node' : 'python',
    entrypoint: 'main:app',
    factory: false,
    files: [],
    routes: routes.map((path) => ({ method: 'GET', path, file: `${name}/main.py`, line: 1 })),
    details,
    python: { servers: [], dependencies: [], sourceFiles: [], importRoot: '.' },
    node: { develop: null, complete: true, options: [] },
  } as unknown as UnitFacts
  return { facts, answers: { name, dir: name, stack, entrypoint: 'main:app', port: 8000, packageManager: 'pip' } as UnitInput['answers'] }
}

function planned(told: readonly Told[]) {
  const services = told.map(({ name }) => ({ name, role: 'app', onDemand: false, ports: [{ variable: 'P', host: 8000, container: 8000 }] }))
  return proxyRoutes(told.map(unit), services as unknown as ServicePlan[])
}

function paths(told: readonly Told[]): string[] {
  return planned(told).routes.map((one) => `${one.path} ${one.service}${one.strip ? ' stripped' : ''}`)
}

const page = { name: 'web', stack: 'vite' }

describe('paths of a proxy', () => {
  it.each<[string, readonly Told[], readonly string[]]>([
    ['one app has all of it', [{ name: 'api', stack: 'fastapi', routes: ['/items'] }], ['/ api']],
    ['an API beside a page is below /api, without it', [page, { name: 'orders', stack: 'fastapi', routes: ['/items'] }], ['/api/ orders stripped', '/ web']],
    [
      'an API whose routes begin so is there as it is',
      [page, { name: 'orders', stack: 'fastapi', routes: ['/api/a', '/api/b', '/health'] }],
      ['/api/ orders', '/ web'],
    ],
    [
      'health and docs say nothing of where its routes begin',
      [page, { name: 'orders', stack: 'fastapi', routes: ['/health', '/docs', '/'] }],
      ['/api/ orders stripped', '/ web'],
    ],
    [
      'two APIs are told apart by what their routes have in common',
      [page, { name: 'a', stack: 'fastapi', routes: ['/api/cups', '/api/cups/{id}'] }, { name: 'b', stack: 'fastapi', routes: ['/api/plates'] }],
      ['/api/plates/ b', '/api/cups/ a', '/ web'],
    ],
    [
      'of several APIs the one that is called so has /api',
      [page, { name: 'api', stack: 'fastapi' }, { name: 'stock', stack: 'fastapi' }],
      ['/stock/ stock stripped', '/api/ api stripped', '/ web'],
    ],
    [
      'APIs without a page have their names',
      [
        { name: 'a', stack: 'fastapi' },
        { name: 'b', stack: 'flask' },
      ],
      ['/a/ a stripped', '/b/ b stripped'],
    ],
    [
      "routes of the page's own server are not taken from it",
      [
        { name: 'web', stack: 'nextjs', routes: ['/api/health'] },
        { name: 'api', stack: 'fastapi', routes: ['/items'] },
      ],
      ['/api-api/ api stripped', '/ web'],
    ],
    [
      'the page in front is not the one for administrators',
      [
        { name: 'admin', stack: 'vite' },
        { name: 'shop', stack: 'vite' },
      ],
      ['/ shop'],
    ],
    ['a board beside a page is told its path', [page, { name: 'board', stack: 'streamlit' }], ['/board/ board', '/ web']],
    ['a board that has a path already keeps it', [{ name: 'board', stack: 'streamlit', details: { page: '/tides/' } }], ['/tides/ board']],
    [
      'Django beside a page has the first parts of its routes',
      [page, { name: 'site', stack: 'django', routes: ['/api/items/', '/admin/', '/api/cups/'] }],
      ['/admin/ site', '/api/ site', '/ web'],
    ],
  ])('%s', (_, told, expected) => {
    expect(paths(told)).toEqual(expected)
  })

  it('says who is left out and why', () => {
    expect(planned([{ name: 'admin', stack: 'vite' }, page]).apart).toEqual([{ service: 'admin', why: expect.stringContaining('from the root on') as string }])
    expect(planned([page, { name: 'site', stack: 'django' }]).apart).toEqual([{ service: 'site', why: expect.stringContaining('could not be read') as string }])
  })

  it('never has one path twice, nor one that a proxy would read as a pattern, and forgets nobody', () => {
    const segment = fc.constantFrom('api', 'items', 'v1', '{id}', '<int:pk>', 'a b', '$x', 'admin', 'health')
    const path = fc.array(segment, { maxLength: 3 }).map((all) => `/${all.join('/')}`)
    const one = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/),
      stack: fc.constantFrom('fastapi', 'flask', 'django', 'streamlit', 'vite', 'nextjs', 'node'),
      routes: fc.array(path, { maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ name }) => name, maxLength: 6, minLength: 1 }), (told) => {
        const { routes, apart } = planned(told)
        expect(new Set(routes.map((route) => route.path)).size).toBe(routes.length)
        for (const route of routes) expect(route.path).toMatch(/^\/([\w~-]+\/)*$/)
        expect([...new Set(routes.map((route) => route.service)), ...apart.map((service) => service.service)].sort()).toEqual(
          told.map(({ name }) => name).sort(),
        )
      }),
      { numRuns: 500 },
    )
  })
})
