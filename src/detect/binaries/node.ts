import { machines, type BinaryBuild, type BinaryFact, type Machine } from './facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { isOneSided } from './one-sided.ts'

/** An entry of package-lock.json (npm, "package-lock.json"). */
interface Entry {
  cpu?: readonly string[]
  os?: readonly string[]
  libc?: readonly string[]
  optional?: boolean
  optionalDependencies?: Readonly<Record<string, string>>
}

const cpus: Readonly<Record<Machine, string>> = { amd64: 'x64', arm64: 'arm64' }

/**
 * What npm installs and is made for one machine alone: a package that says so itself, and one whose parts for each machine are optional
 * packages, of which one is not locked. Those of development count too, since the build runs them.
 */
export function modulesForOne(folder: UnitFolder): BinaryFact[] {
  if (!folder.has('package-lock.json')) return []
  const text = folder.read('package-lock.json')
  // Most have none, and a lock file is long.
  if (!text.includes('"cpu":')) return []
  const entries = entriesOf(text)
  return Object.entries(entries).flatMap(([path, entry]) => {
    const builds = entry.optional ? [] : entry.cpu ? buildsOf(entry) : partsOf(path, entry, entries)
    if (builds.length === 0 || !isOneSided({ builds })) return []
    const line = text.slice(0, text.indexOf(`"${path}":`)).split('\n').length
    return [{ name: path.replace(/^.*node_modules\//, ''), file: folder.fromRoot('package-lock.json'), line, neededOn: machines, builds }]
  })
}

function entriesOf(text: string): Readonly<Record<string, Entry>> {
  try {
    const { packages } = JSON.parse(text) as { packages?: Record<string, Entry> }
    return packages ?? {}
  } catch {
    return {}
  }
}

/** Of a package's optional parts; none where one of them runs on any machine. */
function partsOf(path: string, { optionalDependencies = {} }: Entry, entries: Readonly<Record<string, Entry>>): BinaryBuild[] {
  const parts = Object.keys(optionalDependencies).flatMap((name) => entries[`${path}/node_modules/${name}`] ?? entries[`node_modules/${name}`] ?? [])
  return parts.some(({ cpu }) => !cpu || cpu.includes('wasm32')) ? [] : parts.flatMap(buildsOf)
}

function buildsOf({ cpu = [], os = [], libc }: Entry): BinaryBuild[] {
  if (!allows(os, 'linux')) return []
  const libraries = (['glibc', 'musl'] as const).filter((one) => libc?.includes(one))
  return machines
    .filter((machine) => allows(cpu, cpus[machine]))
    .flatMap((machine) => (libraries.length > 0 ? libraries : [null]).map((one) => ({ machine, libc: one, python: null })))
}

/** A list of what may be, or of what may not: `["!win32"]`. */
function allows(list: readonly string[], value: string): boolean {
  const wanted = list.filter((one) => !one.startsWith('!'))
  return !list.includes(`!${value}`) && (wanted.length === 0 || wanted.includes(value))
}
