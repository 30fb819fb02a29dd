import { posix } from 'node:path'
import type { Facts, UnitFacts } from '../detect/facts.ts'
import { UserError } from '../errors.ts'
import type { Answers } from './answers.ts'

/**
 * The lock file is the package manager's: where a person names another one than was taken for it, what the images are installed from is
 * that one's lock file, or none.
 * @throws UserError where that lies in another folder than what the unit is seen as part of: all that was seen would be another.
 */
export function followManagers(facts: Facts, answers: Answers): Facts {
  return { ...facts, units: facts.units.map((unit) => installedBy(unit, answers.units.find((one) => one.name === unit.name)?.packageManager)) }
}

function installedBy(unit: UnitFacts, manager: string | undefined): UnitFacts {
  if (manager === undefined || manager === unit.packageManager || unit.packageManager === 'none') return unit
  const seen = unit.unknown.find((one) => one.key === 'package-manager')?.choices?.find((one) => one.value === manager)
  // What names a manager is not always its lock file.
  const lock = seen && posix.basename(seen.file) !== 'package.json' ? seen.file : null
  const lockfile = lock && posix.basename(lock)
  if (lock !== null && posix.dirname(lock) !== unit.workspaceRoot) throw elsewhere(unit, lock)
  return {
    ...unit,
    lockfile,
    ...(unit.node ? { node: { ...unit.node, manifests: manifestsWith(unit.node.manifests, unit.lockfile, lockfile) } } : {}),
  }
}

function elsewhere({ name, dir, lockfile, workspaceRoot }: UnitFacts, lock: string): UserError {
  const other = posix.join(workspaceRoot, lockfile ?? 'its lock file')
  const what = posix.dirname(lock) === dir ? `${name} is a member of the workspace, which is installed from its root` : `${name} has a lock file of its own`
  return new UserError(`${what}. Nothing was written.`, {
    at: { file: other, line: 1 },
    todo: [`to install it from ${lock}, delete the other or take ${dir} out of the workspace`],
  })
}

function manifestsWith(manifests: readonly string[], before: string | null, now: string | null): string[] {
  const [first = 'package.json', ...others] = manifests.filter((one) => one !== before)
  return [first, ...(now === null ? [] : [now]), ...others]
}
