import type { UnitFacts } from '../detect/facts.ts'
import type { CopyPlan } from './plan.ts'

/** What the runtime stage copies, least often changed first: migrations, then the code. An installed project brings its own. */
export function runtimeSource(facts: UnitFacts): CopyPlan[] {
  const { python, migrations } = facts
  if (!python) return []
  const installed = python.packaged && !python.standIn
  const folders = installed ? [] : python.sourceFolders
  const files = installed ? [] : python.sourceFiles
  const extra = migrations && !isBelow(migrations.folder, folders) ? [migrations.folder] : []
  const config = migrations ? [migrations.config] : []
  return [
    ...oneEach([...config.filter((file) => !files.includes(file)), ...files]),
    ...[...extra, ...folders].map((folder) => ({ from: [folder], to: `./${folder}` })),
  ]
}

/** What tests need beyond that: themselves and what configures them. */
export function testSource(facts: UnitFacts): CopyPlan[] {
  const { python } = facts
  if (!python?.tests) return []
  const folders = new Set(python.sourceFolders)
  const paths = python.tests.paths.filter((path) => !isBelow(path, [...folders]))
  const files = [...new Set([...paths.filter(isFile), 'pyproject.toml'])].filter((file) => file !== 'pyproject.toml' || facts.packageManager === 'uv')
  return [...oneEach(files), ...paths.filter((path) => !isFile(path)).map((folder) => ({ from: [folder], to: `./${folder}` }))]
}

/** Tests that lie within the packages themselves. */
export function testsWithin({ python }: UnitFacts): string[] {
  return (python?.tests?.paths ?? []).filter((path) => python?.sourceFolders.some((folder) => path.startsWith(`${folder}/`)))
}

/** Files share one COPY; a folder needs its own, or its content would land beside the others'. */
function oneEach(files: readonly string[]): CopyPlan[] {
  return files.length === 0 ? [] : [{ from: files, to: './' }]
}

function isFile(path: string): boolean {
  return /\.[a-z]+$/.test(path)
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
}
