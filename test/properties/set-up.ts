import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { Change, OnConflict } from '../../src/apply/changes.ts'
import type { Given } from '../../src/ask/answers.ts'
import { decide } from '../../src/ask/decide.ts'
import type { Facts } from '../../src/detect/facts.ts'
import { detect } from '../../src/detect/index.ts'
import { openProject } from '../../src/detect/project.ts'
import { wouldChange } from '../../src/draft.ts'

/** The line from answers to disk without the parts that other tests are about: detection once, no prompts, plain writes. */
export interface SetUp {
  root: string
  facts: Facts
}

const cases = join(import.meta.dirname, '../cases')

/** A fresh copy of a golden case's project. */
export async function freshSetUp(name: string): Promise<SetUp> {
  const root = mkdtempSync(join(tmpdir(), 'dockerize-property-'))
  cpSync(join(cases, name, 'project'), root, { recursive: true })
  return { root, facts: await detect(await openProject(root)) }
}

export function dispose({ root }: SetUp): void {
  rmSync(root, { recursive: true, force: true })
}

/** A run with these answers. A conflict leaves everything as it is where nothing is said about it. */
export async function runTool({ root, facts }: SetUp, given: Given, onConflict: OnConflict): Promise<readonly Change[]> {
  const { answers } = decide(facts, given)
  const fresh = { uid: 1000, random: () => 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' }
  const { changes } = await wouldChange({ facts, answers, written: [], toDo: [], extendsEnv: true }, await openProject(root), onConflict, fresh)
  if (changes.some((change) => change.action === 'conflict')) return changes
  for (const change of changes) {
    const path = join(root, change.path)
    if (change.action === 'delete') rmSync(path)
    else if ('after' in change) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, change.after)
    }
  }
  return changes
}

/** Every text below the folder by its path. */
export function snapshot({ root }: SetUp): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(root, path)).isFile())
  return new Map(paths.sort().map((path) => [relative('.', path), readFileSync(join(root, path), 'utf8')]))
}
