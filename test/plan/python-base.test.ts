import { expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { plainBase } from '../../src/plan/python-base.ts'

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
