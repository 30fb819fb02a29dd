import { isScalar, type Node } from 'yaml'
import type { Collection, Entry, Span } from './tree.ts'

/** Where lines of one text are put into another: its column, how far it moves in per level, and what it calls its anchors. */
export interface Place {
  indent: number
  step: number
  anchors: ReadonlyMap<string, string>
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
  if (!from.flow) return reindent(linesOf(entry.source, entry.all), from.indent, to, hasBlockScalar(entry))
  const value = slice(entry, entry.value)
  const text = from.kind === 'seq' ? `- ${value}` : `${slice(entry, entry.key)}: ${value}`
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(to.indent) + line))
}

/** The line of the key alone. */
export function headLines(entry: Entry, from: Collection, to: Place): readonly string[] {
  return withAnchorsOf(to, entry, reindent(linesOf(entry.source, entry.head), from.indent, to, true))
}

/** Comments and blank lines above an entry, moved along with it. */
export function leadLines(entry: Entry, from: Collection, to: Place): readonly string[] {
  return reindent(linesOf(entry.source, entry.lead), from.indent, to, false)
}

/** Moves lines to another column; levels further in keep the step of the text that they come into. */
function reindent(lines: readonly string[], from: number, to: Place, exact: boolean): readonly string[] {
  return lines.map((line) => {
    const own = line.search(/\S/)
    if (own < 0) return line
    const inner = Math.max(0, own - from)
    // Text of several lines means its own spaces; all else is two columns a level, as it is rendered.
    const moved = exact ? inner : Math.floor(inner / 2) * to.step + (inner % 2)
    return ' '.repeat(to.indent + moved) + line.slice(own)
  })
}

/** Where a node stands in its own text; empty for a value that is left out. */
export function slice({ source }: Entry, node: Node | null): string {
  if (!node?.range) return ''
  const text = source.text.slice(node.range[0], node.range[1])
  const marks = `${node.tag ? `${node.tag} ` : ''}${'anchor' in node && node.anchor ? `&${String(node.anchor)} ` : ''}`
  return marks + text
}

function hasBlockScalar(entry: Entry): boolean {
  const { from, to } = entry.all
  if (to - from < 2) return false
  let found = false
  const visit = (node: unknown): void => {
    if (isScalar(node)) found ||= node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL'
    const items = (node as { items?: unknown[] } | null)?.items ?? []
    for (const item of items) {
      const pair = item as { key?: unknown; value?: unknown }
      if ('value' in pair && 'key' in pair) visit(pair.value)
      else visit(item)
    }
  }
  visit(entry.value)
  return found
}
