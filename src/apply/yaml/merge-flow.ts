import { flowStyle, flowText, type FlowStyle } from './flow-text.ts'
import { canMerge, isGrouping } from './names.ts'
import { find, replacedByBoth, sameValue } from './same.ts'
import type { Collection, Entry } from './tree.ts'

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
  if (kept < 0 && fresh.length === 0 && nothingBeside(mine, spans)) return [{ from: mine.node.range![0] + 1, to: mine.node.range![1] - 1, text: '' }]
  if (fresh.length > 0) edits.push(...(kept < 0 ? [first(mine, fresh.join(', '))] : behind(mine, spans[kept]!, fresh, style)))
  return edits
}

/** The brackets hold the entries and no word beside them, such as a comment: the space around the last one goes with it. */
function nothingBeside({ node, source }: Collection, spans: readonly { from: number; to: number }[]): boolean {
  const ends = [node.range![0] + 1, ...spans.map((one) => one.to)]
  const starts = [...spans.map((one) => one.from), node.range![1] - 1]
  return spans.length > 0 && ends.every((end, at) => /^[\s,]*$/.test(source.text.slice(end, starts[at])))
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
    if (sameValue(mine, base) && !hasComment(mine)) return 'drop'
    return child && base.child && isGrouping(mine.name) && child.kind === base.child.kind ? editsOf(base.child, child, null) : null
  }
  if (sameValue(base, theirs) || sameValue(mine, theirs)) return []
  if (child && base.child && theirs.child && canMerge(mine.name, child.kind) && child.kind === base.child.kind && child.kind === theirs.child.kind)
    return editsOf(base.child, child, theirs.child)
  if (!sameValue(mine, base) || hasComment(mine)) return null
  const { from: start, to } = spanOf(mine)
  return [{ from: start, to, text: flowText(theirs, from!, flowStyle(holder)) }]
}

/** A comment within the value, which would go with it. Ours have none in brackets. */
function hasComment(entry: Entry): boolean {
  const { from, to } = spanOf(entry)
  const text = entry.source.text.slice(from, to)
  return text.includes('\n') && /(^|\s)(#|\/\/|\/\*)/m.test(text)
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
