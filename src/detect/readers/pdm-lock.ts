import { countsOnLinux, type Lock, LockGraph, type Locked, refuseMergeLeftovers } from './lock.ts'
import { normalise, readRequirement } from './requirement.ts'

/**
 * PDM's lock file, read line by line as uv's is. An extra is an entry of its own under the distribution's name. Which
 * groups were locked stands at its top: PDM refuses to install any other.
 * @throws UserError where a merge was left in the middle.
 */
export function readPdmLock(text: string, file: string, counts = countsOnLinux): Lock {
  refuseMergeLeftovers(text, file, 'pdm lock')
  const graph = new LockGraph()
  let current: Locked | null = null
  let extras: string[] = []
  let inList = false
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) {
      current = null
      extras = []
    }
    const name = /^name = "([^"]+)"/.exec(line)?.[1]
    if (name !== undefined) current = graph.entry(name)
    if (!current) continue
    if (/^git = /.test(line)) current.git = true
    if (line.startsWith('extras = [')) extras = quoted(line).map(normalise)
    const starts = line.startsWith('dependencies = [')
    if (starts || inList) addNeeded(current, extras, line, counts)
    inList = (inList || starts) && !/\]\s*$/.test(line.replace(/"[^"]*"/g, ''))
  }
  const groups = /^groups = \[([^\]]*)\]/m.exec(text.slice(0, text.indexOf('[[package]]')))?.[1]
  return graph.lock(groups === undefined ? null : quoted(groups))
}

function addNeeded(entry: Locked, extras: readonly string[], line: string, counts: typeof countsOnLinux): void {
  const needed = quoted(line).flatMap((one) => (counts(one) ? (readRequirement(one.replaceAll('\\"', "'")) ?? []) : []))
  if (extras.length === 0) entry.needs.push(...needed)
  for (const extra of extras) entry.extras.set(extra, [...(entry.extras.get(extra) ?? []), ...needed])
}

function quoted(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, one = '']) => one)
}
