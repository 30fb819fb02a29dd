import { linesOf } from './lines.ts'
import { canonical, type Collection, type Entry } from './tree.ts'

/** The very same entry of two texts of ours: its words, and the comments above and in it. */
export function isSame(one: Entry, other: Entry): boolean {
  return saysTheSame(one, other) && words(one) === words(other)
}

/** The same value, whatever is said beside it. */
export function sameValue(one: Entry, other: Entry): boolean {
  return canonical(one.value, one.source) === canonical(other.value, other.source)
}

/** The entry of another text that is the same one. */
export function find(collection: Collection | null, entry: Entry): Entry | undefined {
  return collection?.entries.find((one) => one.id === entry.id)
}

/** The same value with the same comments, however it is written. */
export function saysTheSame(one: Entry, other: Entry): boolean {
  return sameValue(one, other) && comments(one) === comments(other)
}

/** In brackets several entries share a line, and whose comment it is cannot be told: the value alone counts there. */
function comments({ source, all, lead }: Entry): string {
  return lead.from === lead.to && lead.from === all.to ? '' : source.commentsIn(all.from, all.to).join('\n')
}

function words({ source, lead }: Entry): string {
  return linesOf(source, lead)
    .map((line) => line.trim())
    .join('\n')
}

/** The person's own comments alone differ: the same value, and ours says nothing new beside it. */
export function onlyCommented(mine: Entry, base: Entry, theirs: Entry): boolean {
  return sameValue(mine, base) && comments(base) === comments(theirs)
}

/** An item of a list that both sides put something else in the place of: two answers to one question, not two additions. */
export function replacedByBoth(base: Collection, mine: Collection, theirs: Collection): boolean {
  if (mine.kind !== 'seq') return false
  const lacks = (one: Collection, { id }: Entry): boolean => !one.entries.some((entry) => entry.id === id)
  return (
    base.entries.some((entry) => lacks(mine, entry) && lacks(theirs, entry)) &&
    mine.entries.some((entry) => lacks(base, entry) && lacks(theirs, entry)) &&
    theirs.entries.some((entry) => lacks(base, entry) && lacks(mine, entry))
  )
}
