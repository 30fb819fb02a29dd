import { canMerge } from './names.ts'
import { slice } from './lines.ts'
import { canonical, type Collection, type Entry } from './tree.ts'

interface Edit {
  from: number
  to: number
  text: string
}

/** A collection in brackets, merged; null where both sides changed the same entry. Nothing but the entries in question changes. */
export function mergeFlow(base: Collection | null, mine: Collection, theirs: Collection | null): string | null {
  const edits = editsOf(base, mine, theirs)
  if (edits === null) return null
  const [from, to] = mine.node.range!
  let text = ''
  let at: number = from
  for (const edit of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    text += mine.source.text.slice(at, Math.max(at, edit.from)) + edit.text
    at = Math.max(at, edit.to)
  }
  return text + mine.source.text.slice(at, to)
}

function editsOf(base: Collection | null, mine: Collection, theirs: Collection | null): readonly Edit[] | null {
  const edits: Edit[] = []
  const spans = mine.entries.map(spanOf)
  let kept = -1
  for (const [at, entry] of mine.entries.entries()) {
    const verdict = verdictOn(entry, find(base, entry), find(theirs, entry), theirs)
    if (verdict === null) return null
    if (verdict !== 'drop') {
      edits.push(...verdict)
      kept = at
      continue
    }
    const [own, next] = [spans[at]!, spans[at + 1]]
    edits.push(kept >= 0 ? { from: spans[at - 1]!.to, to: own.to, text: '' } : { from: own.from, to: next ? next.from : own.to, text: '' })
  }
  const fresh = (theirs?.entries ?? []).filter((entry) => !find(base, entry) && !find(mine, entry)).map((entry) => flowText(entry, theirs!))
  if (fresh.length > 0) edits.push(insertion(mine, kept < 0 ? null : spans[kept]!, fresh.join(', ')))
  return edits
}

function verdictOn(mine: Entry, base: Entry | undefined, theirs: Entry | undefined, from: Collection | null): readonly Edit[] | 'drop' | null {
  if (!base) return []
  if (!theirs) return same(mine, base) ? 'drop' : null
  if (same(base, theirs) || same(mine, theirs)) return []
  const { child } = mine
  if (child && base.child && theirs.child && canMerge(mine.name, child.kind) && child.kind === base.child.kind && child.kind === theirs.child.kind)
    return editsOf(base.child, child, theirs.child)
  if (!same(mine, base)) return null
  const { from: start, to } = spanOf(mine)
  return [{ from: start, to, text: flowText(theirs, from!) }]
}

function same(one: Entry, other: Entry): boolean {
  return canonical(one.value, one.source) === canonical(other.value, other.source)
}

function insertion({ node, entries, source }: Collection, last: { to: number } | null, text: string): Edit {
  if (last) return { from: last.to, to: last.to, text: `, ${text}` }
  const at = node.range![0] + 1
  const spaced = node.items.length === 0 && !/\s/.test(source.text[at] ?? '') && entries.length === 0 && source.text[at - 1] === '{'
  return { from: at, to: at, text: spaced ? ` ${text} ` : text }
}

function spanOf({ key, value }: Entry): { from: number; to: number } {
  const first = key?.range ?? value?.range
  const last = value?.range && value.range[1] > value.range[0] ? value.range : first
  return { from: first?.[0] ?? 0, to: last?.[1] ?? 0 }
}

/** An entry as it can stand in brackets, on one line. */
function flowText(entry: Entry, from: Collection): string {
  const value = valueText(entry)
  if (from.kind === 'seq') return value
  const key = slice(entry, entry.key)
  return value === '' ? key : `${key}: ${value}`
}

function valueText(entry: Entry): string {
  const text = slice(entry, entry.value)
  const plain = !/^["']/.test(text) && !entry.child
  // A block, several lines, or a character that ends a plain word in brackets: JSON is YAML too.
  const fits = !text.includes('\n') && (entry.child ? entry.child.flow : !plain || !/[,[\]{}]/.test(text.replace(/^\*/, '')))
  return fits ? text : JSON.stringify(entry.value?.toJS(entry.source.document))
}

function find(collection: Collection | null, entry: Entry): Entry | undefined {
  return collection?.entries.find((one) => one.id === entry.id)
}
