import { posix } from 'node:path'
import type { UnitFacts } from '../detect/facts.ts'
import { unitFolderIn } from './node-workspace.ts'
import type { CopyPlan } from './build-plan.ts'

/**
 * What the runtime stage copies so that the tool finds its configuration and its scripts there: a build takes neither along. Nothing
 * where the image has the whole folder, or where another one migrates.
 */
export function migrationCopies(facts: UnitFacts): CopyPlan[] {
  const { migrations, node } = facts
  if (!node || !migrations || migrations.developmentOnly || migrations.by !== undefined) return []
  const unit = unitFolderIn(facts)
  const home = posix.join(unit, migrations.workingDir ?? '.')
  const member = node.workspace?.members.find((one) => one.dir === home)
  if (member ? member.built.length === 0 : node.output === null) return []
  const there = ['package.json', ...(member ? member.built : [...node.beside, ...(node.output === null ? [] : [node.output])])]
  const within = (path: string) => posix.relative(home, posix.join(unit, path))
  const config = within(migrations.config)
  const wanted = [config.includes('/') ? posix.dirname(config) : config, ...(migrations.folder === null ? [] : [within(migrations.folder)])]
  const paths = wanted.filter((path, index) => !isBelow(path, there) && !isBelow(path, wanted.slice(0, index)))
  return paths.map((path) => ({ from: [posix.join(home, path)], to: `./${posix.join(home, path)}` }))
}

/** The package beside the unit that brings the tool; null: the unit does itself. */
export function toolsFolder(facts: UnitFacts): string | null {
  const { migrations } = facts
  if (migrations?.home === undefined || migrations.developmentOnly || migrations.by !== undefined) return null
  return posix.join('/app', unitFolderIn(facts), migrations.workingDir ?? '.')
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((one) => path === one || path.startsWith(`${one}/`))
}
