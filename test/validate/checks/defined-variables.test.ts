import { expect, it } from 'vitest'
import { definedVariables } from '../../../src/validate/checks/defined-variables.ts'
import { found } from '../small-set.ts'

const compose =
  'services:\n  api:\n    image: x:${VERSION:?say which}\n    # ${IN_A_COMMENT}\n    environment:\n      A: ${A:-1}$$NOT_THIS$${NOR_THIS}\n      B: $B ${COMPOSE_PROJECT_NAME} ${A-2}\n'

it('is silent where .env.example names all', async () => {
  expect(await found(definedVariables, { 'compose.yaml': compose, '.env.example': 'VERSION=\nA=1\nB=2\n' })).toEqual([])
})

it('finds each that it does not name, once', async () => {
  expect(await found(definedVariables, { 'compose.yaml': compose, '.env.example': '# VERSION=\n' })).toEqual([
    'compose.yaml:3 ${VERSION} is used, and .env.example does not name it',
    'compose.yaml:6 ${A} is used, and .env.example does not name it',
    'compose.yaml:7 ${B} is used, and .env.example does not name it',
  ])
})

it('without .env.example: only what has no default', async () => {
  expect((await found(definedVariables, { 'compose.yaml': compose })).map((one) => one.split(' ')[1])).toEqual(['${VERSION}', '${B}'])
  expect(await found(definedVariables, {})).toEqual([])
})
