import { countsOnLinux, type Edge, type Lock, LockGraph, type Locked, refuseMergeLeftovers } from './lock.ts'
import { normalise, readRequirement } from './requirement.ts'

/**
 * Lock files of Poetry 1 and 2, read line by line as uv's is. What an entry needs stands in a table of its own, one key a
 * distribution; what belongs to an extra is marked optional there and named again under the extra.
 * @throws UserError where a merge was left in the middle.
 */
export function readPoetryLock(text: string, file: string, counts = countsOnLinux): Lock {
  refuseMergeLeftovers(text, file, 'poetry lock')
  const graph = new LockGraph()
  let current: Locked | null = null
  let table = ''
  for (const line of entries(text)) {
    const header = /^\[+([\w.-]+)\]+/.exec(line)?.[1]
    if (header !== undefined) {
      table = header
      if (!table.startsWith('package')) current = null
      continue
    }
    const name = table === 'package' ? /^name = "([^"]+)"/.exec(line)?.[1] : undefined
    if (name !== undefined) current = graph.entry(name)
    if (!current) continue
    if (table === 'package.source' && /^type = "git"/.test(line)) current.git = true
    if (table === 'package.dependencies') current.needs.push(...neededIn(line, counts))
    if (table === 'package.extras') addExtra(current, line)
  }
  return graph.lock()
}

/** Lines, lists over several lines joined into one. */
function entries(text: string): string[] {
  return text.replace(/= \[\r?\n([^\]]*?)\r?\n\]/g, (_, inner: string) => `= [${inner.replace(/\s*\r?\n\s*/g, ' ')}]`).split(/\r?\n/)
}

function neededIn(line: string, counts: typeof countsOnLinux): Edge[] {
  const match = /^"?([\w.-]+)"? = (.*)$/.exec(line)
  const value = match?.[2] ?? ''
  if (!match || /optional = true/.test(value) || !counts(value)) return []
  return [{ name: normalise(match[1] ?? ''), extras: quoted(/extras = \[([^\]]*)\]/.exec(value)?.[1] ?? '').map(normalise) }]
}

/** `full = ["httpx (>=0.22.0)", "uvicorn[standard] ; python_version > '3'"]` */
function addExtra(entry: Locked, line: string): void {
  const match = /^"?([\w.-]+)"? = \[(.*)\]/.exec(line)
  if (!match) return
  entry.extras.set(
    normalise(match[1] ?? ''),
    quoted(match[2] ?? '').flatMap((one) => readRequirement(one.replaceAll('\\"', "'")) ?? []),
  )
}

function quoted(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, one = '']) => one)
}
