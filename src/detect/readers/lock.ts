import { UserError } from '../../errors.ts'
import { normalise } from './requirement.ts'

/** What any lock file tells, whoever wrote it. Names are normalised. */
export interface Lock {
  names: readonly string[]
  /** What production installs: reached from these names without development groups. */
  reachable(from: readonly Edge[]): ReadonlySet<string>
  isGit(name: string): boolean
  /** conda and pixi: those of a Python index; the others come with libraries of their own. */
  fromIndex?: readonly string[]
  /** The groups that it was made for; null: all there are. */
  groups: readonly string[] | null
}

/** A distribution that is needed, with extras. */
export interface Edge {
  name: string
  extras: readonly string[]
}

/** One distribution of a lock file with what it needs: names, and names by extra. */
export interface Locked {
  needs: Edge[]
  extras: Map<string, Edge[]>
  git: boolean
}

/** A lock file's distributions by name, made while its lines are read. */
export class LockGraph {
  readonly #packages = new Map<string, Locked>()

  /** The entry of a name, new where it is the first: a lock file may name one distribution in several versions. */
  entry(name: string): Locked {
    const known = this.#packages.get(normalise(name))
    if (known) return known
    const made: Locked = { needs: [], extras: new Map(), git: false }
    this.#packages.set(normalise(name), made)
    return made
  }

  lock(groups: readonly string[] | null = null): Lock {
    const packages = this.#packages
    return { names: [...packages.keys()], reachable: (from) => reach(packages, from), isGit: (name) => packages.get(name)?.git ?? false, groups }
  }
}

function reach(packages: ReadonlyMap<string, Locked>, from: readonly Edge[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const names = new Set<string>()
  const queue = [...from]
  for (let edge = queue.pop(); edge; edge = queue.pop()) {
    names.add(edge.name)
    for (const extra of [null, ...edge.extras]) {
      const key = `${edge.name}[${extra ?? ''}]`
      if (seen.has(key)) continue
      seen.add(key)
      const entry = packages.get(edge.name)
      queue.push(...((extra === null ? entry?.needs : entry?.extras.get(extra)) ?? []))
    }
  }
  return names
}

/** A marker that counts on Linux: `colorama` for Windows is no reason for anything in an image. */
export function countsOnLinux(marker: string): boolean {
  return !/sys_platform == \\?['"](win32|darwin)|platform_system == \\?['"](Windows|Darwin)/.test(marker) || / or /.test(marker)
}

/**
 * What breaks a lock file in practice: two branches locked, and nobody chose.
 * @param command makes the lock file anew.
 * @throws UserError where a merge was left in the middle.
 */
export function refuseMergeLeftovers(text: string, file: string, command: string): void {
  const line = text.split('\n').findIndex((one) => /^(<{7}|={7}|>{7})/.test(one)) + 1
  if (line > 0) throw new UserError('a merge was left in the middle here', { at: { file, line }, todo: [command] })
}
