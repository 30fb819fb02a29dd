import { diff3Merge, diffIndices } from 'node-diff3'
import { textLines, type TextLines } from './text-lines.ts'

/** The only user of node-diff3; loaded when two texts really have to be merged. */

export interface Versions {
  /** As last written by us. */
  base: string
  /** As it is on disk: the person's. */
  mine: string
  /** As we would write it now. */
  theirs: string
}

export type Merged =
  | { kind: 'clean'; text: string }
  | {
      kind: 'conflict'
      /** The three ways out: their hunks as they are, ours instead, or both between markers. */
      keep: string
      theirs: string
      markers: string
      /** Lines of `mine` that both sides changed, from 1. */
      lines: readonly number[]
    }

type Part = { ok: readonly string[] } | Conflict

interface Conflict {
  mine: readonly string[]
  base: readonly string[]
  theirs: readonly string[]
  /** Index of its first line in `mine`. */
  from: number
}

/**
 * Three-way merge by lines. Line endings, byte order mark and the last newline are no lines: each stays the person's where
 * they changed it, so that a CRLF copy neither conflicts nor loses its CRLF.
 */
export function mergeText({ base, mine, theirs }: Versions): Merged {
  // Also exact where endings are mixed: a side that nobody touched leaves the other as it is, byte for byte.
  if (mine === base) return { kind: 'clean', text: theirs }
  if (theirs === base) return { kind: 'clean', text: mine }
  const [old, own, next] = [textLines(base), textLines(mine), textLines(theirs)]
  const regions = diff3Merge<string>([...own.lines], [...old.lines], [...next.lines], { excludeFalseConflicts: true })
  const parts = regions.map(({ ok, conflict }): Part => {
    if (!conflict) return { ok: ok ?? [] }
    const both = beside(conflict.a, conflict.o, conflict.b) ?? beside(conflict.b, conflict.o, conflict.a)
    return both ? { ok: both } : { mine: conflict.a, base: conflict.o, theirs: conflict.b, from: conflict.aIndex }
  })
  const conflicts = parts.filter((part) => 'mine' in part)
  const write = (pick: (part: Conflict) => readonly string[]): string =>
    joined(
      parts.flatMap((part) => ('ok' in part ? part.ok : pick(part))),
      old,
      own,
      next,
    )
  if (conflicts.length === 0) return { kind: 'clean', text: write(() => []) }
  return {
    kind: 'conflict',
    keep: write((part) => part.mine),
    theirs: write((part) => part.theirs),
    markers: write((part) => [
      '<<<<<<< yours',
      ...part.mine,
      '||||||| last written by create-dockerize',
      ...part.base,
      '=======',
      ...part.theirs,
      '>>>>>>> new from create-dockerize',
    ]),
    // Lines that the person took out have no number of their own: the one that stands there now.
    lines: conflicts.flatMap(({ mine: lines, from }) =>
      lines.length === 0 ? [Math.max(1, Math.min(from + 1, own.lines.length))] : lines.map((_, at) => from + at + 1),
    ),
  }
}

/**
 * One side only added lines before or after a part that the other rewrote: both can be had, the addition beside the new text.
 * A comment put below the last line must not be in the way of that line. Null where both changed the same.
 */
function beside(added: readonly string[], base: readonly string[], rewritten: readonly string[]): readonly string[] | null {
  if (base.length === 0 || added.length <= base.length) return null
  const rest = added.length - base.length
  if (base.every((line, at) => added[at] === line)) return [...rewritten, ...added.slice(base.length)]
  if (base.every((line, at) => added[rest + at] === line)) return [...added.slice(0, rest), ...rewritten]
  return null
}

function joined(lines: readonly string[], old: TextLines, own: TextLines, next: TextLines): string {
  const ending = pick(old.ending, own.ending, next.ending)
  const endings = lines.map(() => ending as string)
  // A file of mixed endings keeps each line's own: nobody asked for lines to change that say the same as before.
  if (isMixed(own)) for (const [at, from] of unchanged(own.lines, lines)) endings[at] = own.endings[from] || ending
  // An empty text had no last line to end: what the person's has says more.
  const ended = old.lines.length === 0 ? own.ended : pick(old.ended, own.ended, next.ended)
  // An empty last line that is not ended would be no line at all.
  if (!ended && (lines.at(-1) ?? '') !== '') endings[lines.length - 1] = ''
  const mark = pick(old.byteOrderMark, own.byteOrderMark, next.byteOrderMark) ? '\uFEFF' : ''
  return mark + lines.map((line, at) => line + endings[at]).join('')
}

/** Three-way choice of one value: the side that changed it wins, the person's before ours. */
function pick<T>(base: T, mine: T, theirs: T): T {
  return mine === base ? theirs : mine
}

function isMixed({ endings }: TextLines): boolean {
  return new Set(endings.filter((ending) => ending !== '')).size > 1
}

/** Pairs of line numbers (in `after`, in `before`) that hold the same line, in order. */
function unchanged(before: readonly string[], after: readonly string[]): [number, number][] {
  const pairs: [number, number][] = []
  let [from, to] = [0, 0]
  const walk = (end: number): void => {
    while (from < end) pairs.push([to++, from++])
  }
  for (const { buffer1, buffer2 } of diffIndices([...before], [...after])) {
    walk(buffer1[0])
    from = buffer1[0] + buffer1[1]
    to = buffer2[0] + buffer2[1]
  }
  walk(before.length)
  return pairs
}
