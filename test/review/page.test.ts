import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { rulesPage } from '../../scripts/rules.ts'

it('docs/rules.md is what the rules say (npm run rules)', async () => {
  expect(readFileSync('docs/rules.md', 'utf8')).toBe(await rulesPage())
})
