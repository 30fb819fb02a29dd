import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import type { Source } from './source.ts'

/** Lines from `from` up to, and without, `to`. */
export interface Span {
  from: number
  to: number
}

/** A map or a list, with each of its lines belonging to exactly one entry or to the end. */
export interface Collection {
  kind: 'map' | 'seq'
  /** Written in brackets: its entries have no lines of their own. */
  flow: boolean
  source: Source
  node: YAMLMap | YAMLSeq
  /** Column of its keys or dashes. */
  indent: number
  entries: readonly Entry[]
  /** Comments and blank lines after the last entry that belong to no other. */
  tail: Span
}

export interface Entry {
  /** The key, or what an item says; the same in all texts that are merged. */
  id: string
  /** Its name, for lists the list's own. */
  name: string
  source: Source
  key: Node | null
  value: Node | null
  /** Blank lines and comments above it. */
  lead: Span
  /** The line of the key, where entries follow below it. */
  head: Span
  /** Key and value, with what stands below the head. */
  all: Span
  child: Collection | null
}

/** The structure of a text; null where it is neither map nor list. */
export function readTree(source: Source): Collection | null {
  const { contents } = source.document
  if (!isMap(contents) && !isSeq(contents)) return null
  return collectionOf(source, contents, '', { from: firstLine(source), to: source.lines.length })
}

/** A directive and the `---` below it belong to no entry. */
function firstLine(source: Source): number {
  const marker = source.lines.findIndex((line) => /^---(\s|$)/.test(line))
  const first = source.document.contents?.range[0] ?? 0
  return marker >= 0 && marker < source.lineAt(first) ? marker + 1 : 0
}

function collectionOf(source: Source, node: YAMLMap | YAMLSeq, name: string, span: Span): Collection {
  const kind = isMap(node) ? 'map' : 'seq'
  const parts = isMap(node)
    ? node.items.map((pair) => ({ key: (pair as Pair<Node | null>).key, value: (pair as Pair<unknown, Node | null>).value }))
    : node.items.map((item) => ({ key: null, value: item as Node | null }))
  const flow = node.flow === true
  const start = node.range?.[0] ?? 0
  const indent = start - source.startOf(source.lineAt(start))
  const none = { from: span.to, to: span.to }
  const common = { kind, flow, source, node, indent } as const
  const ids = new Map<string, number>()
  const named = parts.map(({ key, value }) => {
    const id = kind === 'map' ? String(isScalar(key) ? key.value : canonical(key, source)) : canonical(value, source)
    const count = (ids.get(id) ?? 0) + 1
    ids.set(id, count)
    return { key, value, id: count === 1 ? id : `${id} (${count})`, name: kind === 'map' ? id : name }
  })
  if (flow) {
    const entries = named.map((one): Entry => ({ ...one, source, lead: none, head: none, all: span, child: childOf(source, one.value, one.name, span) }))
    return { ...common, entries, tail: none }
  }
  const starts = parts.map(({ key, value }) => source.lineAt(key?.range?.[0] ?? itemStart(source, value, indent)))
  const leads = starts.map((line, at) => (at === 0 ? span.from : leadStart(source, endLine(source, parts[at - 1]!, starts[at - 1]!), line, indent)))
  const last = parts.length - 1
  const tail = last < 0 ? span.from : leadStart(source, endLine(source, parts[last]!, starts[last]!), span.to, indent)
  const entries = named.map((one, at): Entry => {
    const all = { from: starts[at]!, to: leads[at + 1] ?? tail }
    const below = { from: all.from + 1, to: all.to }
    const child = childOf(source, one.value, one.name, below)
    const head = child && !child.flow ? { from: all.from, to: all.from + 1 } : all
    return { ...one, source, lead: { from: leads[at]!, to: starts[at]! }, head, all, child }
  })
  return { ...common, entries, tail: { from: tail, to: span.to } }
}

/** In brackets, or below the line of its key; what begins beside its key or dash is taken as a whole. */
function childOf(source: Source, value: Node | null, name: string, below: Span): Collection | null {
  if (!isMap(value) && !isSeq(value)) return null
  if (value.flow === true) return collectionOf(source, value, name, below)
  const first = source.lineAt(value.range?.[0] ?? 0)
  return first >= below.from && value.items.length > 0 ? collectionOf(source, value, name, below) : null
}

/** An item's node begins after its dash. */
function itemStart(source: Source, value: Node | null, indent: number): number {
  const at = value?.range?.[0] ?? 0
  let line = source.lineAt(at)
  while (line > 0 && source.lines[line]?.slice(0, indent + 1) !== `${' '.repeat(indent)}-`) line--
  return source.startOf(line)
}

/** The line after the last one that says something of this entry. */
function endLine(source: Source, { key, value }: { key: Node | null; value: Node | null }, start: number): number {
  return Math.max(start + 1, lineAfter(source, value), lineAfter(source, key))
}

function lineAfter(source: Source, node: Node | null): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last = node.items.at(-1)
    if (last === undefined) return 0
    return isMap(node)
      ? Math.max(lineAfter(source, (last as Pair<Node>).key), lineAfter(source, (last as Pair<Node, Node>).value))
      : lineAfter(source, last as Node)
  }
  const range = node?.range
  return range && range[1] > range[0] ? source.lineAt(range[1] - 1) + 1 : 0
}

/** Comments that stand further in than the keys belong to what is above them; the others, and blank lines, to what is below. */
function leadStart(source: Source, from: number, to: number, indent: number): number {
  for (let line = to - 1; line >= from; line--) {
    const text = source.lines[line] ?? ''
    if (text.trim() !== '' && text.search(/\S/) > indent) return line + 1
  }
  return from
}

/**
 * What a value says, however it is written: quotes, brackets, line breaks, the order of keys and the names of anchors do
 * not count, tags do.
 */
export function canonical(node: Node | null | undefined, source: Pick<Source, 'anchors'>): string {
  if (!node) return 'null'
  if (isAlias(node)) return `*${source.anchors.get(node.source) ?? node.source}`
  const inner = (one: unknown): string => canonical(one as Node, source)
  const mark = `${node.anchor ? '& ' : ''}${node.tag ? `${node.tag} ` : ''}`
  if (isMap(node))
    return `${mark}{${node.items
      .map(({ key, value }) => `${inner(key)}: ${inner(value)}`)
      .sort()
      .join(', ')}}`
  if (isSeq(node)) return `${mark}[${node.items.map(inner).join(', ')}]`
  return `${mark}${JSON.stringify(isScalar(node) ? node.value : null)}`
}
