import { linesOf } from './lines.ts'
import { canonical, type Entry } from './tree.ts'

/** The very same entry of two texts of ours: its words, and the comments above and in it. */
export function isSame(one: Entry, other: Entry): boolean {
  return saysTheSame(one, other) && words(one) === words(other)
}

/** The same value with the same comments, however it is written. */
export function saysTheSame(one: Entry, other: Entry): boolean {
  return canonical(one.value, one.source) === canonical(other.value, other.source) && comments(one) === comments(other)
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
