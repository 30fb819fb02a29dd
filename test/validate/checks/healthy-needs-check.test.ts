import { expect, it } from 'vitest'
import { healthyNeedsCheck } from '../../../src/validate/checks/healthy-needs-check.ts'
import { found } from '../small-set.ts'

const compose = (target: string) => `services:\n  api:\n    image: x\n    depends_on:\n      db:\n        condition: service_healthy\n  db:\n${target}\n`
const of = (target: string, more: Record<string, string> = {}) => found(healthyNeedsCheck, { 'compose.yaml': compose(target), ...more })
const missing = ['compose.yaml:5 api waits until db is healthy, and db has no health check']

it('is silent where compose or the image has a check', async () => {
  expect(await of('    healthcheck: { test: [CMD, x] }')).toEqual([])
  expect(
    await of('    build: { context: ., target: run }', { Dockerfile: 'FROM a AS base\nHEALTHCHECK CMD ["x"]\nFROM base AS run\nFROM a AS other\n' }),
  ).toEqual([])
})

it.each(['    image: x', '    healthcheck: { disable: true, test: [CMD, x] }', '    healthcheck: { test: [NONE] }', '    healthcheck: { interval: 5s }'])(
  'finds %j',
  async (target) => {
    expect(await of(target)).toEqual(missing)
  },
)

it('looks at the very stage', async () => {
  const Dockerfile = 'FROM a AS base\nHEALTHCHECK CMD ["x"]\nFROM base AS run\nHEALTHCHECK NONE\nFROM a AS other\n'
  expect(await of('    build: { context: ., target: run }', { Dockerfile })).toEqual(missing)
  expect(await of('    build: .', { Dockerfile })).toEqual(missing)
})

it('sees checks that come by an anchor, and what an overlay takes away', async () => {
  const text = `x-a: &a\n  healthcheck: { test: [CMD, x] }\n${compose('    <<: *a')}`
  expect(await found(healthyNeedsCheck, { 'compose.yaml': text })).toEqual([])
  const overlay = 'services:\n  db:\n    healthcheck: { disable: true }\n'
  expect(await found(healthyNeedsCheck, { 'compose.yaml': text, 'compose.dev.yaml': overlay })).toEqual([
    'compose.yaml:7 api waits until db is healthy, and db has no health check with compose.dev.yaml',
  ])
})
