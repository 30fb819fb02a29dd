import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edit } from '../../src/review/contract.ts'
import { review, type Finding } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { applied } from './applied.ts'
import { dockerfile } from './fix-safety/dockerfiles.ts'
import { counted, intended, meantBy } from './fix-safety/intended.ts'
import { projectOf } from './project-of.ts'

const numRuns = Number(process.env['DOCKERIZE_FIX_RUNS'] ?? 60)
const seed = Number(process.env['DOCKERIZE_FIX_SEED'] ?? 20261122)

const around = {
  'package.json': '{"name": "web", "dependencies": {"tsx": "^4.0.0"}}',
  'package-lock.json': '{"name": "web", "lockfileVersion": 3, "packages": {"": {"name": "web", "dependencies": {"tsx": "^4.0.0"}}}}',
  'pyproject.toml': '[project]\nname = "app"\nversion = "1"\n[build-system]\nrequires = ["hatchling"]\n',
  'uv.lock': '',
  'run.sh': '#!/bin/sh\nexec node server.js\n',
  'server.js': '',
  'app/main.py': '',
}

const seen = async (text: string): Promise<Finding[]> => {
  const { findings } = await review(projectOf({ ...around, Dockerfile: text }), rules)
  return findings.filter((one) => one.file === 'Dockerfile')
}

describe('fixes of any Dockerfile', () => {
  it('each changes what it is meant to, and nothing beside', async () => {
    const fixed = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(dockerfile, async (text) => {
        const before = await seen(text)
        for (const finding of before.filter((one) => one.edits.length > 0)) {
          const id = finding.rule.id
          fixed.set(id, (fixed.get(id) ?? 0) + 1)
          const after = applied(text, finding.edits)
          const where = `${id}\n--- before\n${text}\n--- after\n${after}\n---`
          expect(areApart(text, finding.edits), where).toBe(true)
          expect(isIntended(id, text, after), where).toBe(true)
          const left = await seen(after)
          expect(countOf(left, id), where).toBeLessThan(countOf(before, id))
          for (const one of rules) expect(countOf(left, one.id), `${one.id} is new after ${where}`).toBeLessThanOrEqual(countOf(before, one.id))
        }
      }),
      { numRuns, seed },
    )
    if (numRuns >= 1000)
      console.log(
        [...fixed]
          .sort()
          .map(([id, count]) => `${id} ${count}`)
          .join('\n'),
      )
  }, 600_000)

  it('all together leave nothing to fix, in one go', async () => {
    await fc.assert(
      fc.asyncProperty(dockerfile, async (text) => {
        const before = await seen(text)
        const after = applied(
          text,
          before.flatMap((one) => one.edits),
        )
        const left = await seen(after)
        const where = `--- before\n${text}\n--- after\n${after}\n---`
        expect(
          left.filter((one) => one.edits.length > 0).map((one) => `${one.line} ${one.rule.id}`),
          where,
        ).toEqual([])
        for (const one of rules) expect(countOf(left, one.id), `${one.id} is new after ${where}`).toBeLessThanOrEqual(countOf(before, one.id))
      }),
      { numRuns, seed },
    )
  }, 600_000)
})

function areApart(text: string, edits: readonly Edit[]): boolean {
  const inOrder = [...edits].sort((a, b) => a.from - b.from)
  return inOrder.every((one, index) => one.from >= (inOrder[index - 1]?.to ?? 0) && one.from <= one.to && one.to <= text.length)
}

function isIntended(id: string, before: string, after: string): boolean {
  const [old, now] = [meantBy(before), meantBy(after)]
  if (counted[id]) return counted[id](old, now)
  const differing = old.flatMap((one, index) => (JSON.stringify(one) === JSON.stringify(now[index]) ? [] : [index]))
  return old.length === now.length && differing.length === 1 && intended[id]!(old[differing[0]!]!, now[differing[0]!]!)
}

function countOf(findings: readonly Finding[], id: string): number {
  return findings.filter((one) => one.rule.id === id).length
}
