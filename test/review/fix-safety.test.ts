import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Edit } from '../../src/review/contract.ts'
import { review, type Finding } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { applied } from './applied.ts'
import { composeText } from './fix-safety/compose-files.ts'
import { dockerfile } from './fix-safety/dockerfiles.ts'
import { copies, ignoredFiles, ignoreText } from './fix-safety/ignore-files.ts'
import { isIntendedInCompose, isIntendedInIgnore } from './fix-safety/intended-elsewhere.ts'
import { counted, intended, meantBy } from './fix-safety/intended.ts'
import { projectOf } from './project-of.ts'

const numRuns = Number(process.env['DOCKERIZE_FIX_RUNS'] ?? 40)
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

type Look = (text: string) => Promise<Finding[]>

/** Findings of one file of a project. */
const lookAt =
  (path: string, beside: Readonly<Record<string, string>>): Look =>
  async (text) => {
    const { findings } = await review(projectOf({ ...beside, [path]: text }), rules)
    return findings.filter((one) => one.file === path)
  }

/** Each fix by itself: it is as meant, what it mends is gone, and nothing else is found that was not there. */
async function checkEach(text: string, look: Look, isMeant: (id: string, before: string, after: string) => boolean): Promise<void> {
  const before = await look(text)
  for (const finding of before.filter((one) => one.edits.length > 0)) {
    const id = finding.rule.id
    fixed.set(id, (fixed.get(id) ?? 0) + 1)
    const after = applied(text, finding.edits)
    const where = `${id}\n--- before\n${text}\n--- after\n${after}\n---`
    expect(areApart(text, finding.edits), where).toBe(true)
    expect(isMeant(id, text, after), where).toBe(true)
    const left = await look(after)
    expect(countOf(left, id), where).toBeLessThan(countOf(before, id))
    for (const one of rules) expect(countOf(left, one.id), `${one.id} is new after ${where}`).toBeLessThanOrEqual(countOf(before, one.id))
  }
}

/** All of them at once leave nothing to fix: a second run has nothing to do. */
async function checkTogether(text: string, look: Look): Promise<void> {
  const before = await look(text)
  const after = applied(
    text,
    before.flatMap((one) => one.edits),
  )
  const left = await look(after)
  const where = `--- before\n${text}\n--- after\n${after}\n---`
  expect(
    left.filter((one) => one.edits.length > 0).map((one) => `${one.line} ${one.rule.id}`),
    where,
  ).toEqual([])
  for (const one of rules) expect(countOf(left, one.id), `${one.id} is new after ${where}`).toBeLessThanOrEqual(countOf(before, one.id))
}

/** How often each rule had something to mend. */
const fixed = new Map<string, number>()
afterAll(() => {
  if (numRuns >= 1000)
    console.log(
      [...fixed]
        .sort()
        .map(([id, count]) => `${id} ${count}`)
        .join('\n'),
    )
})

describe('fixes of any Dockerfile', () => {
  const look = lookAt('Dockerfile', around)

  it('each changes what it is meant to, and nothing beside', async () => {
    await fc.assert(
      fc.asyncProperty(dockerfile, (text) => checkEach(text, look, isIntended)),
      { numRuns, seed },
    )
  }, 600_000)

  it('all together leave nothing to fix, in one go', async () => {
    await fc.assert(
      fc.asyncProperty(dockerfile, (text) => checkTogether(text, look)),
      { numRuns, seed },
    )
  }, 600_000)
})

describe('fixes of any compose file', () => {
  const look = lookAt('compose.yaml', { '.env': 'DB_USER=app\n', 'db.env': 'DB_USER=app\n' })

  it('each changes its key, and nothing beside', async () => {
    await fc.assert(
      fc.asyncProperty(composeText, async (text) => {
        await checkEach(text, look, isIntendedInCompose)
        await checkTogether(text, look)
      }),
      { numRuns, seed },
    )
  }, 600_000)
})

describe('fixes of any ignore file', () => {
  it('each leaves out or brings back what it is meant to, and nothing that is copied', async () => {
    await fc.assert(
      fc.asyncProperty(ignoreText, ignoredFiles, copies, async (text, files, steps) => {
        const beside = { ...Object.fromEntries(files.map((path) => [path, contents[path] ?? ''])), Dockerfile: steps }
        const look = lookAt('.dockerignore', beside)
        await checkEach(text, look, (id, before, after) => isIntendedInIgnore(id, before, after, files, steps))
        await checkTogether(text, look)
      }),
      { numRuns, seed },
    )
  }, 600_000)
})

const contents: Readonly<Record<string, string>> = {
  'package.json': '{"dependencies": {"vite": "8"}}',
  'pyproject.toml': '[project]\nname = "x"\nreadme = "README.md"\n[build-system]\nrequires = ["hatchling"]\n',
}

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
