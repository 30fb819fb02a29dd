import { expect, it } from 'vitest'
import type { Edit } from '../../src/review/contract.ts'
import { review } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { exampleProject, projectOf } from './project-of.ts'

const examples = rules.flatMap((rule) => rule.examples.bad.map((example, index) => [`${rule.id} ${index + 1}`, exampleProject(rule, example)] as const))

/** All edits that do not touch each other, the first ones first. */
function applied(text: string, edits: readonly Edit[]): string {
  const apart = edits.filter((one, index) => !edits.slice(0, index).some((other) => one.from < other.to && other.from < one.to))
  return [...apart]
    .sort((a, b) => b.from - a.from || b.to - a.to)
    .reduce((rest, { from, to, text: inserted }) => rest.slice(0, from) + inserted + rest.slice(to), text)
}

it.each(examples)('%s: all fixes together leave nothing to fix, and bring nothing new', async (_id, { path, files }) => {
  let { text, findings } = await look(files[path]!)
  const before = findings.filter((one) => one.edits.length === 0).map((one) => one.rule.id)
  for (let round = 0; round < 4 && findings.some((one) => one.edits.length > 0); round++) {
    ;({ text, findings } = await look(
      applied(
        text,
        findings.flatMap((one) => one.edits),
      ),
    ))
  }
  expect(
    findings.filter((one) => one.edits.length > 0).map((one) => one.rule.id),
    text,
  ).toEqual([])
  expect(
    findings.map((one) => one.rule.id).filter((id) => !before.includes(id)),
    text,
  ).toEqual([])

  async function look(content: string) {
    const seen = await review(projectOf({ ...files, [path]: content }), rules)
    return { text: content, findings: seen.findings.filter((one) => one.file === path) }
  }
})
