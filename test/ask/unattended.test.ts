import { expect, test } from 'vitest'
import { nothingGiven } from '../../src/ask/given.ts'
import { unattendedAsker } from '../../src/ask/unattended.ts'
import { UserError } from '../../src/errors.ts'
import { anUndecidedProject, aProject, aUnit } from './a-project.ts'

const ask = (facts: Parameters<ReturnType<typeof unattendedAsker>['ask']>[0]) => unattendedAsker().ask(facts, nothingGiven(), () => Promise.resolve([]))

test('takes what was detected', async () => {
  expect((await ask(aProject())).units[0]?.entrypoint).toBe('shop.main:app')
})

test('one missing answer: why, where the choices are, the flag to paste', async () => {
  const error = (await ask(anUndecidedProject()).catch((one: unknown) => one)) as UserError
  expect(error).toBeInstanceOf(UserError)
  expect(error.exitCode).toBe(2)
  expect([error.message, ...error.help.todo!]).toEqual([
    'api: two app objects are in the source, and nobody to ask. Nothing was written.',
    '  shop.main:app   src/shop/main.py:12',
    '  shop.admin:app  src/shop/admin.py:8',
    'try: --entrypoint shop.main:app',
  ])
})

test('all that is missing at once', async () => {
  const unknown = (name: string) => [{ key: 'entrypoint', flag: `--set ${name}.entrypoint=<module:app>`, why: 'no app object was found', required: true }]
  const facts = aProject({ units: [aUnit({ unknown: unknown('api') }), aUnit({ name: 'admin', dir: 'admin', unknown: unknown('admin') })] })
  const error = (await ask(facts).catch((one: unknown) => one)) as UserError
  expect(error.message).toBe('2 answers are missing, and nobody to ask. Nothing was written.')
  expect(error.help.todo).toContain('try: --set api.entrypoint=<module:app>')
  expect(error.help.todo).toContain('try: --set admin.entrypoint=<module:app>')
})
