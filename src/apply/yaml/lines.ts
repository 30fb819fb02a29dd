import type { Node } from 'yaml'
import type { Collection, Entry, Span } from './tree.ts'

/** Where lines of one text are put into another: its column, how far that text moves in, and what it calls its anchors. */
export interface Place extends Steps {
  indent: number
  anchors: ReadonlyMap<string, string>
}

/** How far a text moves in from a key: to the keys below it, and to the dashes of a list, which may stand in the key's own column. */
export interface Steps {
  step: number
  list: number
}

export function linesOf({ lines }: { lines: readonly string[] }, { from, to }: Span): readonly string[] {
  return lines.slice(from, to)
}

/** An entry as lines of a block collection, whichever way it was written where it comes from. */
export function entryLines(entry: Entry, from: Collection, to: Place): readonly string[] {
  return withAnchorsOf(to, entry, plainLines(entry, from, to))
}

/** An anchor that the person gave another name has it in what comes in too. */
function withAnchorsOf({ anchors }: Place, { source }: Entry, lines: readonly string[]): readonly string[] {
  const names = new Map([...anchors].map(([name, path]) => [path, name]))
  const renamed = [...source.anchors].flatMap(([name, path]) => {
    const other = names.get(path)
    return other === undefined || other === name ? [] : [[name, other] as const]
  })
  if (renamed.length === 0) return lines
  const to = new Map(renamed)
  return lines.map((line) =>
    line.replace(/(^|[\s:,[{-])([*&])([^\s,[\]{}]+)/g, (all, before: string, sign: string, name: string) =>
      to.has(name) ? `${before}${sign}${to.get(name)}` : all,
    ),
  )
}

function plainLines(entry: Entry, from: Collection, to: Place): readonly string[] {
  if (!from.flow) return reindent(linesOf(entry.source, entry.all), from.indent, to)
  const value = slice(entry, entry.value)
  const text = from.kind === 'seq' ? `- ${value}` : `${slice(entry, entry.key)}: ${value}`
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(to.indent) + line))
}

/** The line of the key alone. */
export function headLines(entry: Entry, from: Collection, to: Place): readonly string[] {
  return withAnchorsOf(to, entry, reindent(linesOf(entry.source, entry.head), from.indent, to))
}

/** Comments and blank lines above an entry, moved along with it. */
export function leadLines(entry: Entry, from: Collection, to: Place): readonly string[] {
  return reindent(linesOf(entry.source, entry.lead), from.indent, to)
}

/** A line that others may stand below, further in. */
interface Opened {
  /** Column that it had, and the one that it has now. */
  own: number
  now: number
  dash: boolean
}

/** Moves lines to another column, each level as far in as the text that they come into has it. */
function reindent(lines: readonly string[], from: number, to: Place): readonly string[] {
  const open: Opened[] = []
  /** Text of several lines: its own spaces mean something, so all of it moves as one. */
  let text: { own: number; shift: number | null } | null = null
  return lines.map((line, at) => {
    const own = line.search(/\S/)
    if (own < 0) return line
    if (text && own > text.own) {
      const holder = open.at(-1)!
      text.shift ??= holder.now + (holder.dash ? own - holder.own : to.step) - own
      return ' '.repeat(own + text.shift) + line.slice(own)
    }
    while ((open.at(-1)?.own ?? -1) >= own) open.pop()
    const above = open.at(-1)
    const dash = isDash(lines, at)
    const now = !above ? to.indent + Math.max(0, own - from) : above.dash ? above.now + own - above.own : above.now + (dash ? to.list : to.step)
    if (line[own] !== '#') {
      open.push({ own, now, dash })
      text = /(^|[\s:-])[|>][+\-\d]*(\s+#.*)?$/.test(line) ? { own, shift: null } : null
    }
    return ' '.repeat(now) + line.slice(own)
  })
}

/** An item of a list, or a comment above one. */
function isDash(lines: readonly string[], at: number): boolean {
  return /^\s*-(\s|$)/.test(lines.slice(at).find((line) => !/^\s*(#|$)/.test(line)) ?? '')
}

/** Where a node stands in its own text; empty for a value that is left out. */
export function slice({ source }: Entry, node: Node | null): string {
  if (!node?.range) return ''
  const text = source.text.slice(node.range[0], node.range[1])
  const marks = `${node.tag ? `${node.tag} ` : ''}${'anchor' in node && node.anchor ? `&${String(node.anchor)} ` : ''}`
  return marks + text
}
