import type { UnitFacts } from '../detect/facts.ts'
import type { CopyPlan } from './build-plan.ts'

/**
 * What the runtime stage copies, least often changed first, so that a change makes few layers new: migrations, folders of
 * code, modules beside them. An installed project brings its own code. @param more what else the programs of the folder read.
 */
export function runtimeSource(facts: UnitFacts, more: readonly string[]): CopyPlan[] {
  const { python, migrations } = facts
  if (!python) return []
  const installed = bringsItsCode(python)
  const folders = installed ? [] : python.sourceFolders
  const files = installed ? [] : python.sourceFiles
  const linked = python.localProjects.filter((one) => one.editable && !isBelow(one.path, folders)).map((one) => one.path)
  const scripts = migrations?.folder && !isBelow(migrations.folder, folders) ? [migrations.folder] : []
  return [
    ...together(migrations && !isBelow(migrations.config, [...folders, ...scripts]) ? [migrations.config] : []),
    ...more.filter((path) => !isBelow(path, folders) && !files.includes(path)).map((path) => (isFile(path) ? fileCopy(path) : folderCopy(path))),
    ...[...linked, ...scripts, ...folders].map(folderCopy),
    ...together(files.filter((file) => file !== migrations?.config)),
  ]
}

/** The project was installed from its source, as a copy: that is what runs. */
export function bringsItsCode(python: NonNullable<UnitFacts['python']>): boolean {
  return python.packaged && !python.standIn && !python.linked
}

/** What tests need beyond that: themselves and what configures them. */
export function testSource(facts: UnitFacts): CopyPlan[] {
  const { python } = facts
  if (!python?.tests) return []
  const folders = new Set(python.sourceFolders)
  const paths = python.tests.paths.filter((path) => !isBelow(path, [...folders]))
  const files = [...new Set([...paths.filter(isFile), ...(python.dependencies.some((one) => one.file.endsWith('pyproject.toml')) ? ['pyproject.toml'] : [])])]
  return [...together(files), ...paths.filter((path) => !isFile(path)).map(folderCopy)]
}

/** Tests that lie within the packages themselves. */
export function testsWithin({ python }: UnitFacts): string[] {
  return (python?.tests?.paths ?? []).filter((path) => python?.sourceFolders.some((folder) => path.startsWith(`${folder}/`)))
}

/** Files share one COPY. */
function together(files: readonly string[]): CopyPlan[] {
  return files.length === 0 ? [] : [{ from: files, to: './' }]
}

/** A file keeps its folder. */
function fileCopy(file: string): CopyPlan {
  return { from: [file], to: file.includes('/') ? `./${file.slice(0, file.lastIndexOf('/') + 1)}` : './' }
}

/** A folder needs its own COPY, or its content would land beside the others'. */
function folderCopy(folder: string): CopyPlan {
  return { from: [folder], to: `./${folder}` }
}

function isFile(path: string): boolean {
  return /\.[a-z]+$/.test(path)
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
}
