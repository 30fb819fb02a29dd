import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Rule, Example } from '../../src/review/contract.ts'
import { review } from '../../src/review/index.ts'
import { additions } from '../../src/refine/additions/index.ts'
import { goalNames } from '../../src/refine/contract.ts'
import { withEdits } from '../../src/refine/edits.ts'
import { goalOf } from '../../src/refine/goals/index.ts'
import { allRules } from '../../src/refine/plan.ts'
import { exampleProject, projectOf } from '../review/project-of.ts'

describe.each(goalNames)('%s', (name) => {
  const goal = goalOf(name)

  it('takes up rules that there are, each once', () => {
    expect(goal.name).toBe(name)
    const ids = goal.takes.map((take) => take.rule)
    expect(ids.filter((id) => !allRules.some((rule) => rule.id === id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })
})

it('docs/refine.md names every goal and every addition with its goals', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/refine.md'), 'utf8')
  for (const name of goalNames) expect(page).toContain(`| \`${name}\` |`)
  for (const { id } of additions) {
    const taking = goalNames.filter((name) => goalOf(name).takes.some((take) => take.rule === id))
    expect(page).toContain(`| \`${id}\` | ${taking.join(', ')} |`)
  }
})

describe('additions', () => {
  it('are all in the list, under ids of their own', () => {
    const files = readdirSync(join(import.meta.dirname, '../../src/refine/additions')).filter((name) => name !== 'index.ts')
    expect(files.length).toBe(additions.length)
    expect(new Set(allRules.map((rule) => rule.id)).size).toBe(allRules.length)
  })

  it('are all taken up by a goal', () => {
    const taken = new Set(goalNames.flatMap((name) => goalOf(name).takes.map((take) => take.rule)))
    expect(additions.map((one) => one.id).filter((id) => !taken.has(id))).toEqual([])
  })

  it.each(additions.map((rule) => [rule.id, rule] as const))(
    '%s finds its wrong forms, lets its right ones be and mends what it says it can',
    async (_id, rule) => {
      for (const example of rule.examples.bad) {
        const found = await findings(rule, example)
        expect(
          found.map((one) => one.line),
          example.text,
        ).toContain(example.line)
        for (const { edits } of found.filter((one) => one.edits.length > 0))
          expect((await findings(rule, { ...example, text: withEdits(example.text, edits).text })).length, example.text).toBeLessThan(found.length)
      }
      for (const example of rule.examples.good) expect(await findings(rule, example), example.text).toEqual([])
    },
  )
})

async function findings(rule: Rule, example: Example) {
  const { path, files } = exampleProject(rule, example)
  return (await review(projectOf({ ...files, [path]: example.text }), [rule])).findings.filter((one) => one.file === path)
}
