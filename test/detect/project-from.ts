import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Evidence, Facts, UnitFacts } from '../../src/detect/facts.ts'
import { detect } from '../../src/detect/index.ts'
import { openProject, type Project } from '../../src/detect/project.ts'

/** A folder on disk with the given files, gone after the test. Made in the system's own temporary folder. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), 'detect-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

export async function projectFrom(files: Readonly<Record<string, string | Buffer>>): Promise<Project> {
  return openProject(folderWith(files))
}

export async function factsFrom(files: Readonly<Record<string, string | Buffer>>): Promise<Facts & { project: string; opened: Project }> {
  const opened = await projectFrom(files)
  return { ...(await detect(opened)), opened }
}

/** The one unit of a project. */
export async function unitFrom(files: Readonly<Record<string, string | Buffer>>): Promise<UnitFacts & { opened: Project }> {
  const facts = await factsFrom(files)
  const [unit] = facts.units
  if (!unit || facts.units.length !== 1) throw new Error(`expected one unit, found ${facts.units.map((one) => one.dir).join(', ') || 'none'}`)
  return { ...unit, opened: facts.opened }
}

/** The line that a piece of evidence points at. */
export function lineAt(project: Project, evidence: Pick<Evidence, 'file' | 'line'>): string {
  return project.read(evidence.file).split('\n')[evidence.line - 1] ?? ''
}

/** `[project]` with dependencies, as the shortest manifest that is one. */
export function pyproject(dependencies: readonly string[], more = ''): string {
  return `[project]\nname = "shop"\nversion = "0.1.0"\nrequires-python = ">=3.12"\ndependencies = [\n${dependencies.map((one) => `  "${one}",\n`).join('')}]\n${more}`
}
