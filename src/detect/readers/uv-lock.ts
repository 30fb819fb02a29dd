import { countsOnLinux, type Edge, type Lock, LockGraph, type Locked, refuseMergeLeftovers } from './lock.ts'
import { normalise } from './requirement.ts'

/**
 * Reads names and edges line by line: a lock file is long, written by one program in one form, and a TOML parser takes
 * ten times as long.
 * @throws UserError where a merge was left in the middle.
 */
export function readUvLock(text: string, file: string, counts = countsOnLinux): Lock {
  refuseMergeLeftovers(text, file, 'uv lock')
  const graph = new LockGraph()
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
    if (name) current = graph.entry(name)
    if (!current) continue
    if (/^source = \{ git/.test(line)) current.git = true
    const key = /^"?([\w.-]+)"? = \[/.exec(line)?.[1]
    if (key === 'dependencies' && !optional) list = current.needs
    else if (key && optional) current.extras.set(normalise(key), (list = []))
    else if (key) list = null
    if (list) list.push(...edgesIn(line, counts))
    if (/\]\s*$/.test(line) && !/^\s*\{/.test(line)) list = null
  }
  return graph.lock()
}

function edgesIn(line: string, counts: typeof countsOnLinux): Edge[] {
  return [...line.matchAll(/\{ name = "([^"]+)"([^}]*)\}/g)]
    .filter((match) => counts(match[2] ?? ''))
    .map((match) => ({
      name: normalise(match[1] ?? ''),
      extras: [...(/extra = \[([^\]]*)\]/.exec(match[2] ?? '')?.[1] ?? '').matchAll(/"([^"]+)"/g)].map((one) => normalise(one[1] ?? '')),
    }))
}
