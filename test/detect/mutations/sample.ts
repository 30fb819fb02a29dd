import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { moduleName } from '../../../src/detect/import-root.ts'

/** What is true of one thing to run. */
export interface Truth {
  dir: string
  stack: string
  role: string
  entrypoint: string | null
  factory: boolean
  port: number | null
  healthPath: string | null
  migrations: string | null
  /** Null: what it uses cannot be told. */
  uses: readonly string[] | null
}

/** A project as text, and what has to be found out about it. */
export interface Sample {
  name: string
  files: Readonly<Record<string, string>>
  /** Folder on Python's path, from the project's root. */
  importRoot: string
  units: readonly Truth[]
}

/** A change to a project that its owner could have made; null where it does not fit. */
export interface Mutation {
  name: string
  apply(sample: Sample): Sample | null
}

/** The projects of the golden cases, as they lie on disk. */
export function goldenProjects(): Record<string, Record<string, string>> {
  const root = join(import.meta.dirname, '../../cases')
  const projects: Record<string, Record<string, string>> = {}
  for (const stack of readdirSync(root))
    for (const name of readdirSync(join(root, stack))) {
      const folder = join(root, stack, name, 'project')
      const paths = filesBelow(folder)
      if (paths.some((path) => path.endsWith('.py'))) projects[`${stack}/${name}`] = Object.fromEntries(paths.map((path) => [path, textOf(join(folder, path))]))
    }
  return projects
}

function filesBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
    return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
  } catch {
    return []
  }
}

function textOf(path: string): string {
  return readFileSync(path, 'utf8')
}

/** Where a unit's app is made: the file, and the name in it; null for scripts and for what a framework makes itself. */
export function appOf(sample: Sample, unit: Truth): { path: string; object: string } | null {
  const [module, object] = unit.entrypoint?.split(':') ?? []
  if (!module || !object) return null
  const path = Object.keys(sample.files).find((one) => one.endsWith('.py') && moduleName(one, sample.importRoot) === module)
  return path === undefined ? null : { path, object }
}

/** File that a unit starts from. */
export function fileOf(sample: Sample, unit: Truth): string | null {
  if (unit.entrypoint?.endsWith('.py')) return unit.dir === '.' ? unit.entrypoint : `${unit.dir}/${unit.entrypoint}`
  return appOf(sample, unit)?.path ?? null
}

export function withFiles(sample: Sample, files: Readonly<Record<string, string>>): Sample {
  return { ...sample, files: { ...sample.files, ...files } }
}

/** Files that tools keep by sums, where not a word may change. */
export function isLock(path: string): boolean {
  return /(\.lock|lock\.json|lock\.yaml)$/.test(path)
}
