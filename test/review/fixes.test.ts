import { expect, it } from 'vitest'
import { review } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { applied } from './applied.ts'
import { exampleProject, projectOf } from './project-of.ts'

const examples = rules.flatMap((rule) => rule.examples.bad.map((example, index) => [`${rule.id} ${index + 1}`, exampleProject(rule, example)] as const))

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
