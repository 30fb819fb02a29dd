import { machines, type BinaryFact } from './facts.ts'
import type { Dependency } from '../facts.ts'
import type { Manifests } from '../manifests.ts'
import { excludes } from '../readers/marker.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { compiledOnly } from './wheels.ts'
import { isOneSided } from './one-sided.ts'

/**
 * What production installs of a lock file and is made for one machine alone, with nothing to compile it from.
 * @param direct what production asks for by name.
 */
export function compiledForOne(folder: UnitFolder, manifests: Manifests, manager: string, direct: readonly Dependency[], python: string): BinaryFact[] {
  const lock = manifests.locks.find((one) => one.manager === manager)
  if (!lock || !/\.lock$|^pylock/.test(lock.name)) return []
  const compiled = compiledOnly(folder.project.read(lock.file)).filter(isOneSided)
  if (compiled.length === 0) return []
  const needed = machines.map((machine) => {
    const counts = (entry: string): boolean => !excludes(entry, machine, python)
    return { machine, counts, names: lock.readFor(counts).reachable(direct.filter((one) => counts(statement(folder, one)))) }
  })
  return compiled.flatMap(({ name, line, builds, markers }) => {
    const neededOn = needed
      .filter(({ names, counts }) => names.has(name) && (markers.length === 0 || markers.some((one) => counts(one))))
      .map((one) => one.machine)
    return neededOn.length > 0 ? [{ name, file: lock.file, line, neededOn, builds }] : []
  })
}

/** A requirement with its marker, of a line that may hold others. */
function statement({ project }: UnitFolder, { name, file, line }: Dependency): string {
  const text = project.has(file) ? (project.read(file).split('\n')[line - 1] ?? '') : ''
  const own = name.replaceAll('-', '[-_.]')
  return new RegExp(`(?<![\\w.-])${own}(?![\\w.-])(?:[^"',]|'[^']*'(?=[^"]*"))*`, 'i').exec(text)?.[0] ?? ''
}
