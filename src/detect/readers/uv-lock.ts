import { UserError } from '../../errors.ts'
import { normalise } from './requirement.ts'

/** One distribution of the lock file with what it needs: names, and names by extra. */
interface Locked {
  needs: Edge[]
  extras: Map<string, Edge[]>
  git: boolean
}
interface Edge {
  name: string
  extras: readonly string[]
}

export interface UvLock {
  names: readonly string[]
  /** What production installs: reached from these names without development groups. */
  reachable(from: readonly Edge[]): ReadonlySet<string>
  isGit(name: string): boolean
}

/**
 * Reads names and edges line by line: a lock file is long, written by one program in one form, and a TOML parser takes
 * ten times as long.
 * @throws UserError where a merge was left in the middle.
 */
export function readUvLock(text: string, file: string): UvLock {
  refuseMergeLeftovers(text, file)
  const packages = new Map<string, Locked>()
  let current: Locked | null = null
  let list: Edge[] | null = null
  let optional = false
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) {
      optional = line.startsWith('[package.optional-dependencies]')
      if (!line.startsWith('[package.') && line !== '[[package]]') current = null
      list = null
      continue
    }
    const name = /^name = "([^"]+)"/.exec(line)?.[1]
    if (name) packages.set(normalise(name), (current = packages.get(normalise(name)) ?? { needs: [], extras: new Map(), git: false }))
    if (!current) continue
    if (/^source = \{ git/.test(line)) current.git = true
    const key = /^"?([\w.-]+)"? = \[/.exec(line)?.[1]
    if (key === 'dependencies' && !optional) list = current.needs
    else if (key && optional) current.extras.set(normalise(key), (list = []))
    else if (key) list = null
    if (list) list.push(...edgesIn(line))
    if (/\]\s*$/.test(line) && !/^\s*\{/.test(line)) list = null
  }
  return { names: [...packages.keys()], reachable: (from) => reach(packages, from), isGit: (name) => packages.get(name)?.git ?? false }
}

/** Edges that count on Linux: `colorama` for Windows is no reason for anything in an image. */
function edgesIn(line: string): Edge[] {
  return [...line.matchAll(/\{ name = "([^"]+)"([^}]*)\}/g)]
    .filter((match) => !/sys_platform == 'win32'|sys_platform == 'darwin'|platform_system == 'Windows'/.test(match[2] ?? '') || / or /.test(match[2] ?? ''))
    .map((match) => ({
      name: normalise(match[1] ?? ''),
      extras: [...(/extra = \[([^\]]*)\]/.exec(match[2] ?? '')?.[1] ?? '').matchAll(/"([^"]+)"/g)].map((one) => normalise(one[1] ?? '')),
    }))
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

/** What breaks a lock file in practice: two branches locked, and nobody chose. */
function refuseMergeLeftovers(text: string, file: string): void {
  const line = text.split('\n').findIndex((one) => /^(<{7}|={7}|>{7})/.test(one)) + 1
  if (line > 0) throw new UserError('a merge was left in the middle here', { at: { file, line }, todo: ['uv lock'] })
}
