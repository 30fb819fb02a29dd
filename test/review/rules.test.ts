import { describe, expect, it } from 'vitest'
import type { Edit, Example, Rule } from '../../src/review/contract.ts'
import { review } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { exampleProject, projectOf } from './project-of.ts'

async function found(rule: Rule, example: Example, text = example.text) {
  const { path, files } = exampleProject(rule, example)
  const { findings } = await review(projectOf({ ...files, [path]: text }), [rule])
  return findings.filter((one) => one.file === path)
}

function edited(text: string, edits: readonly Edit[]): string {
  return [...edits].sort((a, b) => b.from - a.from).reduce((rest, { from, to, text: inserted }) => rest.slice(0, from) + inserted + rest.slice(to), text)
}

describe('every rule', () => {
  it('has an id of its own', () => {
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length)
  })

  it('has all its words', () => {
    expect(rules.filter((rule) => JSON.stringify(rule).includes('TODO')).map((rule) => rule.id)).toEqual([])
  })

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s finds its wrong forms at their lines', async (_id, rule) => {
    for (const example of rule.examples.bad)
      expect(
        (await found(rule, example)).map((one) => one.line),
        example.text,
      ).toContain(example.line)
  })

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s lets its right forms be', async (_id, rule) => {
    for (const example of rule.examples.good)
      expect(
        (await found(rule, example)).map(({ line, message }) => ({ line, message })),
        example.text,
      ).toEqual([])
  })

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s mends what it says it can', async (_id, rule) => {
    for (const example of rule.examples.bad) {
      const before = await found(rule, example)
      for (const { edits } of before.filter((one) => one.edits.length > 0)) {
        const after = await found(rule, example, edited(example.text, edits))
        expect(after.length, edited(example.text, edits)).toBeLessThan(before.length)
      }
    }
  })
})
