import { describe, expect, it } from 'vitest'
import { closedProfiles } from '../../../src/validate/checks/closed-profiles.ts'
import { found } from '../small-set.ts'

const compose = (own: string, theirs: string, how = 'depends_on: { db: { condition: service_started } }') =>
  `services:\n  api:\n    profiles: ${own}\n    ${how}\n  db:\n    profiles: ${theirs}\n`
const of = (...parts: Parameters<typeof compose>) => found(closedProfiles, { 'compose.yaml': compose(...parts) })

it.each([
  ['[full]', '[full, infra]'],
  ['[full]', '[]'],
  ['[]', '[]'],
])('%s on %s is closed', async (own, theirs) => {
  expect(await of(own, theirs)).toEqual([])
})

describe('finds', () => {
  it('a profile that the dependency lacks', async () => {
    expect(await of('[full, monitoring]', '[full]')).toEqual(['compose.yaml:4 api is in profile monitoring, and its dependency db is not'])
  })
  it('a service without profile on one with', async () => {
    expect(await of('[]', '[init]')).toEqual(['compose.yaml:4 api has no profile and so always starts, but its dependency db starts only with init'])
  })
  it.each(['depends_on: [db]', 'network_mode: "service:db"', 'volumes_from: ["db:ro"]'])('by %s', async (how) => {
    expect(await of('[a]', '[b]', how)).toHaveLength(1)
  })
  it('a dependency that is not there', async () => {
    expect(await of('[a]', '[a]', 'depends_on: [none]')).toEqual(['compose.yaml:4 api depends on none, and there is no such service'])
  })
  it('what an overlay adds', async () => {
    const files = { 'compose.yaml': compose('[full]', '[full]'), 'compose.prod.yaml': 'services:\n  proxy:\n    profiles: [edge]\n    depends_on: [api]\n' }
    expect(await found(closedProfiles, files)).toEqual(['compose.prod.yaml:4 proxy is in profile edge, and its dependency api is not'])
  })
})

it('what an overlay takes away or replaces is not joined with what was there', async () => {
  const base = compose('[full]', '[full]')
  expect(await found(closedProfiles, { 'compose.yaml': base, 'compose.prod.yaml': 'services:\n  db:\n    profiles: !override [development]\n' })).toEqual([
    'compose.yaml:4 api is in profile full, and its dependency db is not',
  ])
  const cut = 'services:\n  api:\n    depends_on: !reset {}\n  db:\n    profiles: !override [development]\n'
  expect(await found(closedProfiles, { 'compose.yaml': base, 'compose.prod.yaml': cut })).toEqual([])
})

it('a dependency that may be absent is none', async () => {
  expect(await of('[a]', '[b]', 'depends_on: { db: { condition: service_started, required: false } }')).toEqual([])
})
