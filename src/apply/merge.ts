import { diff3Merge, diffIndices } from 'node-diff3'
import { isConflict, settled, type Conflict, type Part, type WayOut } from './parts.ts'
import { textLines, type TextLines } from './text-lines.ts'
import { isYaml, mergeYaml, type YamlLines } from './yaml/index.ts'

/** The only user of node-diff3; loaded when two texts really have to be merged. */

export interface Versions {
  /** As last written by us; null: never, so that things are only added, which only YAML can tell. */
  base: string | null
  /** As it is on disk: the person's. */
  mine: string
  /** As we would write it now; null: nothing of `base` any more. */
  theirs: string | null
}

export interface Merged {
  /** What both sides changed, in the order of the text; none: it is settled. */
  conflicts: readonly Conflict[]
  /** The text with each conflict settled. */
  write: (wayOut: (conflict: Conflict, at: number) => WayOut) => string
}

/**
 * Three-way merge: YAML and JSON by what they say, all else by lines. Line endings, byte order mark and the last newline are no lines: each stays
 * the person's where they changed it, so that a CRLF copy neither conflicts nor loses its CRLF.
 *
 * @param path tells YAML and JSON from other texts.
 */
export function merge(path: string, { base, mine, theirs }: Versions): Merged {
  // Also exact where endings are mixed: a side that nobody touched leaves the other as it is, byte for byte.
  if (theirs !== null && mine === base) return { conflicts: [], write: () => theirs }
  if (theirs === base) return { conflicts: [], write: () => mine }
  const [own, old, next] = [textLines(mine), textLines(base ?? ''), textLines(theirs ?? '')]
  const lines = { base: base === null ? null : old.lines, mine: own.lines, theirs: theirs === null ? null : next.lines }
  const parts = partsOf(path, lines)
  // Where there is no text of ours to compare with, all that is no line is the person's.
  const [before, after] = [base === null || theirs === null ? own : old, base === null || theirs === null ? own : next]
  return { conflicts: parts.filter(isConflict), write: (wayOut) => joined(settled(parts, wayOut), before, own, after) }
}

/** Lines of the person's text that a conflict is about, from 1. What they took out has no line: the one that stands there now. */
export function conflictLines({ mine, from }: Conflict, total: number): readonly number[] {
  return mine.length === 0 ? [Math.max(1, Math.min(from + 1, total))] : mine.map((_, at) => from + at + 1)
}

function partsOf(path: string, lines: YamlLines): readonly Part[] {
  const whole: Part[] = [{ mine: lines.mine, base: lines.base ?? [], theirs: lines.theirs ?? [], from: 0 }]
  const json = /\.jsonc?$/.test(path)
  if (!json && !/\.ya?ml$/.test(path)) return lines.base && lines.theirs ? byLines(lines.base, lines.mine, lines.theirs) : whole
  // A merge that leaves no YAML is none. A person's file that is none itself has to be mended by them first.
  const good = (parts: readonly Part[] | null): parts is readonly Part[] => {
    const reads = (side: 'mine' | 'theirs'): boolean =>
      isYaml(
        settled(parts!, () => side),
        json,
      )
    return parts !== null && reads('mine') && (!parts.some(isConflict) || reads('theirs'))
  }
  const byKeys = mergeYaml(lines, json)
  if (good(byKeys)) return byKeys
  const plain = lines.base && lines.theirs ? byLines(lines.base, lines.mine, lines.theirs) : null
  return good(plain) ? plain : whole
}

function byLines(base: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly Part[] {
  return diff3Merge<string>([...mine], [...base], [...theirs], { excludeFalseConflicts: true }).map(({ ok, conflict }): Part => {
    if (!conflict) return { ok: ok ?? [] }
    const both = beside(conflict.a, conflict.o, conflict.b) ?? beside(conflict.b, conflict.o, conflict.a)
    return both ? { ok: both } : { mine: conflict.a, base: conflict.o, theirs: conflict.b, from: conflict.aIndex }
  })
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
