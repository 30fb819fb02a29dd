import { expect, it } from 'vitest'
import { envValues } from '../../../src/validate/checks/env-values.ts'
import { found, plan } from '../small-set.ts'

const variables = [
  { name: 'PASSWORD', urlSafe: true, required: true },
  { name: 'LEVEL', urlSafe: false, required: false },
]
const of = (env: string) => found(envValues, { '.env': env }, plan({ variables }))

it('is silent without .env and where its values fit', async () => {
  expect(await found(envValues, {}, plan({ variables }))).toEqual([])
  expect(await of('PASSWORD="aZ0._~-"\nLEVEL=a/b@c\n')).toEqual([])
})

it('finds signs that break a URL and does not show the value', async () => {
  const [finding = '', ...more] = await of('LEVEL=1\nPASSWORD=s3cr@t/x y\n')
  expect(more).toEqual([])
  expect(finding).toMatch(/^\.env:2 PASSWORD becomes part of a URL and holds @ \/ a space: /)
  expect(finding).not.toContain('s3cr')
})

it('names what is missing', async () => {
  expect(await of('LEVEL=1\n')).toEqual(['.env:2 .env has no PASSWORD: run make env, or take them over from .env.example'])
})
