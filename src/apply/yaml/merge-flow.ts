import { flowStyle, flowText, type FlowStyle } from './flow-text.ts'
import { canMerge, isGrouping } from './names.ts'
import { replacedByBoth } from './same.ts'
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
  if (base && theirs && replacedByBoth(base, mine, theirs)) return null
  const edits: Edit[] = []
  const spans = mine.entries.map(spanOf)
  let kept = -1
  for (const [at, entry] of mine.entries.entries()) {
    const verdict = verdictOn(entry, find(base, entry), find(theirs, entry), theirs, mine)
    if (verdict === null) return null
    if (verdict !== 'drop') {
      edits.push(...verdict)
      kept = at
      continue
    }
    const [own, next] = [spans[at]!, spans[at + 1]]
    edits.push(...(kept >= 0 ? takenOut(mine, spans[at - 1]!.to, own) : [{ from: own.from, to: next ? next.from : own.to, text: '' }]))
  }
  const style = flowStyle(mine)
  const fresh = (theirs?.entries ?? []).filter((entry) => !find(base, entry) && !find(mine, entry)).map((entry) => flowText(entry, theirs!, style))
  // The space that stood around the last of them goes with it, where nothing else stands there.
  const inner = { from: mine.node.range![0] + 1, to: mine.node.range![1] - 1, text: '' }
  if (kept < 0 && fresh.length === 0 && spans.length > 0 && !mine.source.text.slice(inner.from, inner.to).includes('#')) return [inner]
  if (fresh.length > 0) edits.push(...(kept < 0 ? [first(mine, fresh.join(', '))] : behind(mine, spans[kept]!, fresh, style)))
  return edits
}

function verdictOn(
  mine: Entry,
  base: Entry | undefined,
  theirs: Entry | undefined,
  from: Collection | null,
  holder: Collection,
): readonly Edit[] | 'drop' | null {
  const { child } = mine
  if (!base) {
    // Both have it and neither had it before: a section that merely groups takes both.
    const groups = child && theirs?.child && isGrouping(mine.name) && child.kind === theirs.child.kind
    return groups ? editsOf(null, child, theirs.child) : []
  }
  if (!theirs) {
    if (same(mine, base)) return 'drop'
    return child && base.child && isGrouping(mine.name) && child.kind === base.child.kind ? editsOf(base.child, child, null) : null
  }
  if (same(base, theirs) || same(mine, theirs)) return []
  if (child && base.child && theirs.child && canMerge(mine.name, child.kind) && child.kind === base.child.kind && child.kind === theirs.child.kind)
    return editsOf(base.child, child, theirs.child)
  if (!same(mine, base)) return null
  const { from: start, to } = spanOf(mine)
  return [{ from: start, to, text: flowText(theirs, from!, flowStyle(holder)) }]
}

function same(one: Entry, other: Entry): boolean {
  return canonical(one.value, one.source) === canonical(other.value, other.source)
}

/** Into brackets without an entry that stays. */
function first({ node, entries, source }: Collection, text: string): Edit {
  const at = node.range![0] + 1
  const spaced = node.items.length === 0 && !/\s/.test(source.text[at] ?? '') && entries.length === 0 && source.text[at - 1] === '{'
  return { from: at, to: at, text: spaced ? ` ${text} ` : text }
}

/** Behind the last entry that stays, on lines of their own where the others have such. A comment behind it, and a last comma, stay where they are. */
function behind({ node, source }: Collection, last: { to: number }, fresh: readonly string[], { lines }: FlowStyle): Edit[] {
  if (!lines) return [{ from: last.to, to: last.to, text: fresh.map((text) => `, ${text}`).join('') }]
  const rest = source.text.slice(last.to, node.range![1])
  const comma = /^\s*,/.exec(rest)
  const ended = rest.indexOf('\n')
  const at = last.to + (ended < 0 ? 0 : rest.slice(0, ended).trimEnd().length)
  const text = `\n${fresh.map((one) => ' '.repeat(lines.column) + one).join(',\n')}`
  return comma ? [{ from: at, to: at, text: `${text},` }] : at === last.to ? [{ from: at, to: at, text: `,${text}` }] : [insert(last.to, ','), insert(at, text)]
}

function insert(at: number, text: string): Edit {
  return { from: at, to: at, text }
}

/** With the comma before it; a comment on the line of the entry above is that one's. */
function takenOut({ source }: Collection, before: number, own: { from: number; to: number }): Edit[] {
  const between = source.text.slice(before, own.from)
  const line = between.indexOf('\n')
  if (line < 0 || !/#|\/[/*]/.test(between)) return [{ from: before, to: own.to, text: '' }]
  const comma = between.indexOf(',')
  return [
    { from: before + comma, to: before + comma + 1, text: '' },
    { from: before + line, to: own.to, text: '' },
  ]
}

function spanOf({ key, value }: Entry): { from: number; to: number } {
  const first = key?.range ?? value?.range
  const last = value?.range && value.range[1] > value.range[0] ? value.range : first
  return { from: first?.[0] ?? 0, to: last?.[1] ?? 0 }
}

function find(collection: Collection | null, entry: Entry): Entry | undefined {
  return collection?.entries.find((one) => one.id === entry.id)
}
