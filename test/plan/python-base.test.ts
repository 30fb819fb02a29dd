import { expect, test } from 'vitest'
import type { Base } from '../../src/ask/answers.ts'
import { UserError } from '../../src/errors.ts'
import { plainBase, pythonBase } from '../../src/plan/python-base.ts'

const chosen: [leaf: string, base: Base, version: string, image: string, runtimeImage: string | null, uid: number][] = [
  ['a shell in production: slim', 'slim', '3.13', 'python:${PYTHON_VERSION}-slim-trixie', null, 10001],
  ['a Python that Debian 13 never had: slim of 12', 'slim', '3.8', 'python:${PYTHON_VERSION}-slim-bookworm', null, 10001],
  ['as small as can be: alpine', 'alpine', '3.13', 'python:${PYTHON_VERSION}-alpine3.23', null, 10001],
  [
    'no shell: distroless, built on the Debian that it is made of',
    'distroless',
    '3.13',
    'debian:trixie-slim',
    'gcr.io/distroless/python3-debian13:nonroot',
    65532,
  ],
]
test.each(chosen)('%s', (_, base, version, image, runtimeImage, uid) => {
  expect(pythonBase(base, version, null)).toMatchObject({ image, runtimeImage, user: { uid } })
  expect(pythonBase(base, version, null).arguments.map((one) => one.value)).toEqual(base === 'distroless' ? [] : [version])
})

test('no shell, and another Python than distroless has: refused with both ways out', () => {
  expect(() => pythonBase('distroless', '3.12', null)).toThrow(/its Python is 3\.13, this project's is 3\.12/)
})

const refused: [base: 'alpine' | 'distroless', why: RegExp][] = [
  ['alpine', /--base alpine: packages of conda are built for glibc/],
  ['distroless', /--base distroless: conda brings its own Python/],
]
test.each(refused)('%s below an interpreter of its own is refused with the reason', (base, why) => {
  expect(() => plainBase(base, null, 'conda')).toThrow(why)
  expect(() => plainBase(base, null, 'conda')).toThrow(UserError)
})

test('plain Debian, behind a mirror where there is one', () => {
  expect(plainBase('slim', null, 'conda')).toMatchObject({ image: 'debian:trixie-slim', arguments: [], runtimeImage: null })
  expect(plainBase('slim', 'mirror.example.com/hub', 'conda').image).toBe('mirror.example.com/hub/library/debian:trixie-slim')
})
