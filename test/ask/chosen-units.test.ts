import { expect, test } from 'vitest'
import { chosenUnits } from '../../src/ask/chosen-units.ts'
import { mergeGiven, nothingGiven } from '../../src/ask/given.ts'
import type { Given } from '../../src/ask/answers.ts'
import type { Facts } from '../../src/detect/facts.ts'
import { factsFrom } from '../detect/project-from.ts'

const app = 'from fastapi import FastAPI\n\napp = FastAPI()\n'
const facts = (): Promise<Facts> =>
  factsFrom({
    'api/requirements.txt': 'fastapi\nuvicorn\nasyncpg\n',
    'api/main.py': app,
    'admin/requirements.txt': 'fastapi\nuvicorn\nredis\n',
    'admin/main.py': app,
  })
const given = (more: Partial<Given>): Given => ({ ...nothingGiven(), ...more })
const namesOf = ({ units }: Facts): string[] => units.map((one) => one.name)

test('names and answers go together, by the old name and by the new', async () => {
  const said = given({ names: { api: 'shop' }, units: { api: { port: '9000' }, shop: { base: 'alpine' } } })
  const chosen = chosenUnits(await facts(), said)
  expect(namesOf(chosen.facts)).toEqual(['admin', 'shop'])
  expect(chosen.given.units).toEqual({ shop: { port: '9000', base: 'alpine' } })
  expect(chosen.facts.services.find((one) => one.kind === 'postgres')?.usedBy).toEqual(['shop'])
  expect(chosenUnits(chosen.facts, chosen.given)).toEqual(chosen)
})

test('a name can be changed again by either', async () => {
  const earlier = given({ names: { api: 'shop' } })
  for (const names of [{ shop: 'store' }, { api: 'store' }])
    expect(namesOf(chosenUnits(await facts(), mergeGiven(earlier, given({ names }))).facts)).toEqual(['admin', 'store'])
  expect(chosenUnits(await facts(), mergeGiven(earlier, given({ names: { shop: 'api' } }))).facts.units.map((one) => [one.name, one.seenAs])).toEqual([
    ['admin', undefined],
    ['api', undefined],
  ])
})

test('what is left out takes its services along, and is remembered by the name that it is found under', async () => {
  const chosen = chosenUnits(await facts(), given({ names: { admin: 'office' }, withoutUnits: ['office'], units: { office: { port: '1' } } }))
  expect(namesOf(chosen.facts)).toEqual(['api'])
  expect(chosen.facts.services.map((one) => one.kind)).toEqual(['postgres'])
  expect(chosen.given).toMatchObject({ withoutUnits: ['admin'], units: {}, names: {} })
})

test.each([
  [{ names: { shop: 'store' } }, /^--set shop\.name=store: nothing here is called shop$/],
  [{ names: { api: 'admin' } }, /^--set api\.name=admin: the one in admin is called admin$/],
  [{ names: { api: 'x-1', admin: 'x_1' } }, /is called/],
  [{ names: { api: 'admin' }, withoutUnits: ['admin'] }, /is called admin$/],
])('%o', async (said, words) => {
  const all = await facts()
  expect(() => chosenUnits(all, given(said))).toThrow(words)
})

test('left out by the answers and taken in again by a flag', () => {
  const earlier = given({ withoutUnits: ['admin', 'jobs'] })
  expect(mergeGiven(earlier, given({ withUnits: ['admin'] })).withoutUnits).toEqual(['jobs'])
  expect(mergeGiven(earlier, given({ withoutUnits: ['api'] })).withoutUnits).toEqual(['admin', 'jobs', 'api'])
})
