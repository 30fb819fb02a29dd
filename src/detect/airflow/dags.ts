import { isAside, isTest } from '../decoys.ts'
import type { UnitSource } from '../source.ts'

const imports = /^[ \t]*(?:from|import)[ \t]+(?:airflow|cosmos|dagfactory)\b/m
// `DAG(…)`, a class of somebody's that is one (`DbtDag(…)`), `@dag`, a factory of them.
const makes = /\b\w*D(?:AG|ag)\s*\(|^[ \t]*@(?:\w+\.)*dag\b|\bDagFactory\b|\bload_yaml_dags\b/m

/** Shown to those who read the documentation of a provider, and what its makers try it with. */
const notDeployed = /^(example_dags|dev|development|local|sandbox|system)$/

/** Files that make DAGs, relative to the unit. */
export function dagFiles(source: UnitSource): string[] {
  return source.own
    .filter(({ path }) => !path.split('/').some((part) => notDeployed.test(part)))
    .filter(({ text }) => imports.test(text) && makes.test(text))
    .map((one) => one.path)
}

/** A folder of DAGs, with how many files in it make any. */
export interface DagFolder {
  path: string
  files: readonly string[]
}

/** Folders that are called `dags`, those with the most DAGs first; where none is called so, the folders that hold them. */
export function dagFolders(source: UnitSource): DagFolder[] {
  const found = dagFiles(source)
  const named = together(found, (file) => /^(?:.*?\/)?dags(?=\/)/.exec(file)?.[0])
  if (named.length > 0) return named
  // One whose DAGs another tool writes, or that waits for its first.
  const kept = [...new Set(source.files.flatMap((file) => /^(?:.*?\/)?dags(?=\/)/.exec(file)?.[0] ?? []))].filter(
    (path) => !isTest(`${path}/`) && !isAside(`${path}/`),
  )
  if (found.length === 0) return kept.map((path) => ({ path, files: [] }))
  return together(found, (file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : undefined))
}

function together(files: readonly string[], folderOf: (file: string) => string | undefined): DagFolder[] {
  const folders = new Map<string, string[]>()
  for (const file of files) {
    const path = folderOf(file)
    if (path !== undefined) folders.set(path, [...(folders.get(path) ?? []), file])
  }
  return [...folders].map(([path, own]) => ({ path, files: own })).sort((a, b) => b.files.length - a.files.length || a.path.length - b.path.length)
}
