import type { Tree } from '@lezer/common'

/** What Python takes and this parser does not, so that nothing can be said of a file that has any of it. */
const beyondIt = /\bwith\s*\(|\bas\s*(?:\(|\w+\.)|^[ \t]*case\b|\bfor\b[^:\n]*\*\w+[^:\n]*\bin\b|\brf["']|\\$|\bprint >>/m

/**
 * Offset from which on a text is no Python: where the parser first had to skip something, or to think of something that is not there.
 * Null where it is Python, or where the parser is no judge of it.
 */
export function brokenFrom(text: string, tree: Tree): number | null {
  let at: number | null = null
  tree.iterate({
    enter({ type, from }) {
      if (at !== null) return false
      if (type.isError && !isItsOwnGap(text, from)) at = from
      return undefined
    },
  })
  return at === null || beyondIt.test(text) ? null : at
}

/** A `yield` that gives nothing, and `360.` in front of an operator, are skipped at their place, and the rest is read well. */
function isItsOwnGap(text: string, from: number): boolean {
  return /\byield\s*$|\d\.\s*$/.test(text.slice(Math.max(0, from - 40), from))
}
