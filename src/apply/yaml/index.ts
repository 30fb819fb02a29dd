import { settled, type Part } from '../parts.ts'
import type { Steps } from './lines.ts'
import { danglingIn } from './references.ts'
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

/**
 * Merges by what the texts say, and so by services and keys. What we no longer write stays where something that stays speaks of it: the volume
 * of a service that a person changed, the database that a service of theirs waits for.
 * @param json JSON, with comments or without.
 * @returns null where one of them is no YAML of that kind: it is merged by lines then.
 */
export function mergeYaml(lines: YamlLines, json = false): readonly Part[] | null {
  const trees = treesOf(lines, json)
  if (!trees) return null
  const keeps = new Set<string>()
  // What has to stay may speak of more that has to.
  for (;;) {
    const parts = mergeTrees(trees, keeps)
    if (parts === null) return null
    const result = readSource(settled(parts, () => 'mine'))
    const open = [...danglingIn(result, trees.mine.source.anchors)].filter((one) => !keeps.has(one) && !trees.open.has(one))
    if (open.length === 0) return parts
    for (const one of open) keeps.add(one)
  }
}

interface Trees {
  base: Collection | null
  mine: Collection
  theirs: Collection | null
  /** What the person's text speaks of and does not define itself. */
  open: ReadonlySet<string>
}

function treesOf({ base, mine, theirs }: YamlLines, json: boolean): Trees | null {
  const treeOf = (lines: readonly string[]): Collection | null => {
    const source = readSource(lines, json)
    return source && readTree(source)
  }
  const own = treeOf(mine)
  const [old, next] = [base && treeOf(base), theirs && treeOf(theirs)]
  if (!own || (base && !old) || (theirs && !next)) return null
  if ([old, next].some((one) => one && one.kind !== own.kind)) return null
  return { base: old ?? null, mine: own, theirs: next ?? null, open: danglingIn(own.source, own.source.anchors) }
}

function mergeTrees(trees: Trees, keeps: ReadonlySet<string>): readonly Part[] | null {
  const { mine } = trees
  const { source } = mine
  if (!mine.flow) return [{ ok: source.lines.slice(0, mine.entries[0]?.lead.from ?? 0) }, ...mergeCollections(trees, { ...stepsOf(mine), path: '', keeps })]
  const text = mergeFlow(trees.base, mine, trees.theirs)
  if (text === null) return null
  const [from, to] = mine.node.range!
  return [{ ok: `${source.text.slice(0, from)}${text}${source.text.slice(to)}`.replace(/\n$/, '').split('\n') }]
}

/** True where a text is YAML that can be read, aliases and all. */
export function isYaml(lines: readonly string[], json = false): boolean {
  const source = readSource(lines, json)
  try {
    source?.document.toJS({ maxAliasCount: 10_000 })
    return source !== null
  } catch {
    return false
  }
}

/** How far maps and lists move in, as most of the text has it. */
function stepsOf(tree: Collection): Steps {
  const counts = { map: new Map<number, number>(), seq: new Map<number, number>() }
  const visit = (one: Collection): void => {
    for (const { child } of one.entries) {
      if (!child || child.flow) continue
      const step = child.indent - one.indent
      if (step > 0 || child.kind === 'seq') counts[child.kind].set(step, (counts[child.kind].get(step) ?? 0) + 1)
      visit(child)
    }
  }
  visit(tree)
  const usual = (steps: ReadonlyMap<number, number>) => [...steps].sort(([, a], [, b]) => b - a)[0]?.[0]
  const step = usual(counts.map) ?? 2
  return { step, list: usual(counts.seq) ?? step }
}
