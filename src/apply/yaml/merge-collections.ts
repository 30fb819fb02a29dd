import type { Conflict, Part } from '../parts.ts'
import { mergeFlow } from './merge-flow.ts'
import { canMerge, isGrouping } from './names.ts'
import { gapAbove, innerTail, withoutOurs } from './blank-lines.ts'
import { entryLines, headLines, leadLines, linesOf, type Place, type Steps } from './lines.ts'
import { closedUp, putIn, type Slot } from './slots.ts'
import { find, isSame, onlyCommented, replacedByBoth, sameValue, saysTheSame } from './same.ts'
import type { Collection, Entry } from './tree.ts'

/** The same collection in three texts; null: it is not in that one. */
interface Three {
  base: Collection | null
  mine: Collection
  theirs: Collection | null
}

/** Where in the file it is, and what has to stay there. */
export interface Setting extends Steps {
  /** Keys that lead here, with dots. */
  path: string
  /** Paths of what must not be taken out, though we no longer write it: something that stays speaks of it. */
  keeps: ReadonlySet<string>
}

type Spot = Place & Setting

/**
 * Three-way merge entry by entry. What we did not change stays the person's, byte for byte; what only we changed takes the new
 * text; what a person took out stays out; what both changed is a conflict of that entry alone.
 */
export function mergeCollections({ base, mine, theirs }: Three, setting: Setting): readonly Part[] {
  const place: Spot = { ...setting, indent: mine.indent, anchors: mine.source.anchors }
  let slots = closedUp(mine.entries.map((entry): Slot => ({ id: entry.id, parts: mergeEntry(entry, { base, mine, theirs }, place) })))
  for (const entry of theirs?.entries ?? []) {
    if (find(base, entry) || find(mine, entry)) continue
    const lines = entryLines(entry, theirs!, place)
    const gap = Array<string>(gapAbove(mine, lines.length, place.path)).fill('')
    const lead = leadLines(entry, theirs!, place).filter((line) => line.trim() !== '')
    slots = putIn(slots, slotFor(entry, theirs!, slots), { id: entry.id, lines: [...lead, ...lines] }, gap)
  }
  const tail = pickLines(base && linesOf(base.source, base.tail), linesOf(mine.source, mine.tail), theirs && linesOf(theirs.source, theirs.tail))
  // Comments that stand in the column of the entries, such as an entry that was commented out, stay with those above.
  const end = slots.findLastIndex((slot) => mine.entries.some((entry) => entry.id === slot.id)) + 1
  const inner = end < slots.length ? innerTail(tail, mine.indent) : 0
  const parts = (some: readonly Slot[]): readonly Part[] => some.flatMap((slot) => slot.parts)
  return [...parts(slots.slice(0, end)), { ok: tail.slice(0, inner) }, ...parts(slots.slice(end)), { ok: tail.slice(inner) }]
}

function mergeEntry(mine: Entry, all: Three, place: Spot): readonly Part[] {
  const [base, theirs] = [find(all.base, mine), find(all.theirs, mine)]
  const own: Part = { ok: linesOf(mine.source, { from: mine.lead.from, to: mine.all.to }) }
  if (!theirs) return base ? removed(mine, base, all, place, own) : [own]
  if (!base) return bothAdded(mine, theirs, place, own)
  if (isSame(base, theirs)) return [own]
  const lead: Part = { ok: pickLines(linesOf(base.source, base.lead), linesOf(mine.source, mine.lead), leadLines(theirs, all.theirs!, place)) }
  if (saysTheSame(mine, theirs)) return [lead, { ok: linesOf(mine.source, mine.all) }]
  const inner = { base: base.child, mine: mine.child, theirs: theirs.child }
  if (inner.base && inner.mine && inner.theirs && canMerge(mine.name, inner.mine.kind) && sameKind(inner.base, inner.mine, inner.theirs)) {
    const head = pickLines(linesOf(base.source, base.head), linesOf(mine.source, mine.head), headLines(theirs, all.theirs!, place))
    const clash = replacedByBoth(inner.base, inner.mine, inner.theirs)
    const merged = clash ? null : mergeChild(mine, { base: inner.base, mine: inner.mine, theirs: inner.theirs }, place, head)
    if (merged) return [lead, ...merged]
  }
  if (inner.base && inner.theirs && sameKind(inner.base, inner.theirs) && canMerge(mine.name, inner.base.kind) && isEmptied(mine, base))
    return [lead, { ok: linesOf(mine.source, mine.all) }, { ok: below(theirs, place, inner.base) }]
  if (saysTheSame(mine, base)) return [lead, { ok: entryLines(theirs, all.theirs!, place) }]
  // The person came to the new value by themselves, with words of their own beside it.
  if (sameValue(mine, theirs)) return [lead, { ok: linesOf(mine.source, mine.all) }]
  const value = onlyCommented(mine, base, theirs) ? withWord(mine, theirs) : null
  if (value) return [lead, { ok: value }]
  return [lead, conflict(mine, entryLines(base, all.base!, place), entryLines(theirs, all.theirs!, place))]
}

function mergeChild(mine: Entry, inner: Three, place: Spot, head = linesOf(mine.source, mine.head)): readonly Part[] | null {
  if (!inner.mine.flow) {
    const parts = mergeCollections(inner, { ...place, path: pathOf(mine, place) })
    // A key with nothing below it would be another thing than an empty map: an alias of it could not be merged.
    const empty = parts.every((part) => 'ok' in part && part.ok.every((line) => /^\s*(#|$)/.test(line)))
    return [{ ok: empty ? emptied(head, inner.mine.kind) : head }, ...parts]
  }
  const text = mergeFlow(inner.base, inner.mine, inner.theirs)
  return text === null ? null : [{ ok: withValue(mine, inner.mine, text) }]
}

function emptied(head: readonly string[], kind: 'map' | 'seq'): readonly string[] {
  return head.map((line) => line.replace(/(\s+#.*)?$/, (comment) => ` ${kind === 'map' ? '{}' : '[]'}${comment}`))
}

/** Both have it and neither had it before: a person's own word stands, but a section that merely groups takes both. */
function bothAdded(mine: Entry, theirs: Entry, place: Spot, own: Part): readonly Part[] {
  if (!theirs.child || !isGrouping(mine.name)) return [own]
  if (saysNothing(mine)) return [{ ok: [...linesOf(mine.source, mine.lead), ...linesOf(mine.source, mine.head)] }, { ok: below(theirs, place) }]
  if (!mine.child || mine.child.kind !== theirs.child.kind) return [own]
  // Empty brackets would leave everything on one line.
  if (mine.child.flow && mine.child.entries.length === 0)
    return [{ ok: [...linesOf(mine.source, mine.lead), ...withValue(mine, mine.child, '').map((line) => line.trimEnd())] }, { ok: below(theirs, place) }]
  const merged = mergeChild(mine, { base: null, mine: mine.child, theirs: theirs.child }, place)
  return merged ? [{ ok: linesOf(mine.source, mine.lead) }, ...merged] : [own]
}

/** We no longer write it. Comments that a person put above it stay. */
function removed(mine: Entry, base: Entry, all: Three, place: Spot, own: Part): readonly Part[] {
  if (place.keeps.has(pathOf(mine, place))) return [own]
  const comments = withoutOurs(linesOf(mine.source, mine.lead), linesOf(base.source, base.lead), mine === all.mine.entries[0])
  const needed = [...place.keeps].some((path) => path.startsWith(`${pathOf(mine, place)}.`))
  const untouched = saysTheSame(mine, base) || isEmptied(mine, base)
  if (untouched && !needed && !isRenamed(mine, base, place)) return [{ ok: comments }]
  if (mine.child && base.child && isGrouping(mine.name) && mine.child.kind === base.child.kind) {
    const left = mine.child.entries.filter((entry) => !find(base.child, entry) || !saysTheSame(entry, find(base.child, entry)!))
    const merged = mergeChild(mine, { base: base.child, mine: mine.child, theirs: null }, place)
    if (left.length === 0 && merged && !needed) return [{ ok: comments }]
    if (merged) return [{ ok: linesOf(mine.source, mine.lead) }, ...merged]
  }
  if (!all.theirs) return [own]
  // The blank lines above it go with it or stay with it.
  const lead = linesOf(mine.source, mine.lead)
  const apart = comments.every((line, at) => lead[at] === line) ? comments.length : 0
  const above = lead.slice(apart)
  return [
    { ok: lead.slice(0, apart) },
    {
      mine: [...above, ...linesOf(mine.source, mine.all)],
      base: [...leadLines(base, all.base!, place), ...entryLines(base, all.base!, place)],
      theirs: apart > 0 ? [] : comments,
      from: mine.lead.from + apart,
    },
  ]
}

/** A person took out all that stood below the key: nothing of theirs is in it, and without a value compose refuses most keys. */
function isEmptied(mine: Entry, base: Entry): boolean {
  return base.child !== null && saysNothing(mine) && mine.source.commentsIn(mine.all.from, mine.all.to).length === 0
}

/** A person gave an anchor in it another name: all that they wrote there, but theirs. */
function isRenamed(mine: Entry, base: Entry, place: Setting): boolean {
  const path = pathOf(mine, place)
  return [...mine.source.anchors].some(([name, at]) => (at === path || at.startsWith(`${path}.`)) && !base.source.anchors.has(name))
}

function pathOf({ id }: Entry, { path }: Setting): string {
  return path === '' ? id : `${path}.${id}`
}

function conflict(mine: Entry, base: readonly string[], theirs: readonly string[]): Conflict {
  return { mine: linesOf(mine.source, mine.all), base, theirs, from: mine.all.from }
}

/** Behind the nearest entry above it that is there, else before the nearest below. */
function slotFor(entry: Entry, theirs: Collection, slots: readonly Slot[]): number {
  const order = theirs.entries.map((one) => one.id)
  const at = order.indexOf(entry.id)
  const above = order.slice(0, at).findLast((id) => slots.some((slot) => slot.id === id))
  if (above !== undefined) return slots.findIndex((slot) => slot.id === above) + 1
  const below = order.slice(at + 1).find((id) => slots.some((slot) => slot.id === id))
  return below === undefined ? slots.length : slots.findIndex((slot) => slot.id === below)
}

/** What stands below a key, less what was there before. */
function below(entry: Entry, place: Spot, before: Collection | null = null): readonly string[] {
  const child = entry.child!
  const inner = { ...place, indent: place.indent + (child.kind === 'seq' ? place.list : place.step) }
  const lines = child.entries.filter((one) => !find(before, one)).flatMap((one) => [...leadLines(one, child, inner), ...entryLines(one, child, inner)])
  // Blank lines part it from what stood above it there: here nothing does.
  return lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => line.trim() !== ''),
    ),
  )
}

function saysNothing({ value }: Entry): boolean {
  return value === null || (value.range !== undefined && value.range !== null && value.range[0] === value.range[1])
}

/** The person's line with our new word in the place of the old one; null where either is more than a word. */
function withWord(mine: Entry, theirs: Entry): readonly string[] | null {
  const [own, next] = [mine.value, theirs.value]
  if (mine.all.to - mine.all.from !== 1 || !own?.range || !next?.range || own.tag !== next.tag) return null
  const text = theirs.source.text.slice(next.range[0], next.range[1])
  return text.includes('\n') || theirs.child ? null : withText(mine, own.range, text)
}

/** The person's lines with another text in brackets. */
function withValue(mine: Entry, child: Collection, text: string): readonly string[] {
  return withText(mine, child.node.range!, text)
}

function withText({ source, all }: Entry, [from = 0, to = 0]: readonly number[], text: string): readonly string[] {
  const before = source.text.slice(source.startOf(all.from), from)
  const after = source.text.slice(to, source.startOf(all.to))
  return `${before}${text}${after}`.replace(/\n$/, '').split('\n')
}

/** Comments and blank lines three ways: a person's change wins, since nothing depends on them. */
function pickLines(base: readonly string[] | null, mine: readonly string[], theirs: readonly string[] | null): readonly string[] {
  const same = base !== null && base.length === mine.length && base.every((line, at) => line.trim() === mine[at]?.trim())
  if (!same || theirs === null) return mine
  return theirs.length === mine.length && theirs.every((line, at) => line.trim() === mine[at]?.trim()) ? mine : theirs
}

function sameKind(...all: readonly Collection[]): boolean {
  return all.every((one) => one.kind === all[0]?.kind)
}
