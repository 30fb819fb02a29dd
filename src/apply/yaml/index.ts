import type { Part } from '../parts.ts'
import { mergeCollections } from './merge-collections.ts'
import { readSource } from './source.ts'
import { readTree, type Collection } from './tree.ts'
import { mergeFlow } from './merge-flow.ts'

/** Loaded when a YAML file that somebody changed is to be changed. */

export interface YamlLines {
  /** As last written by us; null: never, so that things are only added. */
  base: readonly string[] | null
  /** As it is on disk. */
  mine: readonly string[]
  /** As we would write it now; null: nothing of `base` is written any more. */
  theirs: readonly string[] | null
}

/** Merges by what the texts say, and so by services and keys. Null where one of them is no YAML of that kind: it is merged by lines then. */
export function mergeYaml({ base, mine, theirs }: YamlLines): readonly Part[] | null {
  const own = treeOf(mine)
  const [old, next] = [base && treeOf(base), theirs && treeOf(theirs)]
  if (!own || (base && !old) || (theirs && !next)) return null
  if ([old, next].some((one) => one && one.kind !== own.kind)) return null
  const before = mine.slice(0, own.entries[0]?.lead.from ?? 0)
  if (!own.flow) return [{ ok: before }, ...mergeCollections({ base: old ?? null, mine: own, theirs: next ?? null }, stepOf(own))]
  const text = mergeFlow(old ?? null, own, next ?? null)
  if (text === null) return null
  const [from, to] = own.node.range!
  return [{ ok: `${own.source.text.slice(0, from)}${text}${own.source.text.slice(to)}`.replace(/\n$/, '').split('\n') }]
}

/** True where a text is YAML that can be read, aliases and all. */
export function isYaml(lines: readonly string[]): boolean {
  const source = readSource(lines)
  try {
    source?.document.toJS({ maxAliasCount: 10_000 })
    return source !== null
  } catch {
    return false
  }
}

function treeOf(lines: readonly string[]): Collection | null {
  const source = readSource(lines)
  return source && readTree(source)
}

/** How far maps move in, as most of the text has it. */
function stepOf(tree: Collection): number {
  const counts = new Map<number, number>()
  const visit = (one: Collection): void => {
    for (const { child } of one.entries) {
      if (!child || child.flow) continue
      const step = child.indent - one.indent
      if (child.kind === 'map' && step > 0) counts.set(step, (counts.get(step) ?? 0) + 1)
      visit(child)
    }
  }
  visit(tree)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 2
}
