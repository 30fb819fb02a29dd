import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from 'yaml'
import { readDocuments } from '../../validate/yaml-documents.ts'
import { parseYaml, type ParsedYaml } from '../../validate/yaml-text.ts'
import { linesOf, type Lines, type Position } from './lines.ts'

/** A YAML or JSON text with the place of everything in it. */
export interface YamlFile {
  text: string
  lines: Lines
  /** Anchors and merge keys resolved; undefined where it cannot be read. */
  value: unknown
  faults: readonly { line: number; message: string }[]
  parsed: ParsedYaml
  /** The place of the deepest of these keys, also where an anchor brings it; the file's beginning where none is there. */
  place(...keys: readonly (string | number)[]): Position
  /** What a merge key brings for the last of these keys, though the map has one of its own; undefined: nothing. */
  underneath: (...keys: readonly (string | number)[]) => unknown
  /** What stands at these keys, or around it, belongs to others too: an anchor, an alias or a merge key brings it. */
  isShared(...keys: readonly (string | number)[]): boolean
  /** Offsets of what stands at these keys; null where nothing does. */
  span(...keys: readonly (string | number)[]): { key: { from: number; to: number } | null; value: { from: number; to: number } } | null
}

export async function readYaml(text: string): Promise<YamlFile> {
  const parsed = await parseYaml(text)
  const [document] = readDocuments(text).documents
  const lines = linesOf(text)
  const faults = parsed.faults.map(({ detail, line }) => ({ line, message: detail.split('\n')[0]! }))
  let { value } = parsed
  const loop = isCyclic(value)
  if (loop) value = undefined
  const found = (keys: readonly (string | number)[]) => (document && !loop ? deepest(document, keys) : { depth: 0, key: null, value: null })
  return {
    text,
    lines,
    value,
    faults: loop ? [...faults, { line: 1, message: 'an anchor holds itself' }] : faults,
    parsed,
    place(...keys) {
      const { key, value } = found(keys)
      return lines.positionOf(key?.range?.[0] ?? value?.range?.[0] ?? 0)
    },
    underneath(...keys) {
      const { depth, value: map } = found(keys.slice(0, -1))
      if (!document || depth < keys.length - 1) return undefined
      const below = merged(document, isAlias(map) ? ((map.resolve(document) as Node | undefined) ?? null) : map, keys.at(-1)!, 0)
      return (below?.value?.toJS(document, { maxAliasCount: 10_000 }) as unknown) ?? undefined
    },
    isShared: (...keys) => !document || loop || isShared(document.contents, keys),
    span(...keys) {
      const { depth, key, value } = found(keys)
      if (depth < keys.length || !value?.range) return null
      return { key: key?.range ? { from: key.range[0], to: key.range[1] } : null, value: { from: value.range[0], to: value.range[1] } }
    },
  }
}

function isShared(top: Node | null, keys: readonly (string | number)[]): boolean {
  let at: Node | null | undefined = top
  for (const key of keys) {
    if (hasAnchor(at)) return true
    if (isSeq(at)) at = at.items[Number(key)] as Node | undefined
    else if (isMap(at)) at = (at.items as Pair<Node, Node | null>[]).find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))?.value
    else return true
    if (at === undefined) return true
  }
  return hasAnchor(at)
}

function hasAnchor(node: Node | null | undefined): boolean {
  return isAlias(node) || ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined)
}

interface Place {
  depth: number
  key: Node | null
  value: Node | null
}

function deepest(document: Document.Parsed, keys: readonly (string | number)[]): Place {
  let at: Place = { depth: 0, key: null, value: document.contents }
  for (const key of keys) {
    const next = child(document, at.value, key, 0)
    if (!next) break
    at = { ...next, depth: at.depth + 1 }
  }
  return at
}

/** A merge key within a merge key is as deep as anchors go in practice; more is not followed. */
function child(document: Document.Parsed, node: Node | null, key: string | number, depth: number): Omit<Place, 'depth'> | null {
  const real = isAlias(node) ? ((node.resolve(document) as Node | undefined) ?? null) : node
  if (isSeq(real)) {
    const item = real.items[Number(key)] as Node | undefined
    return item ? { key: null, value: item } : null
  }
  if (!isMap(real)) return null
  const own = pairsOf(real).get(String(key))
  if (own) return { key: own.key, value: own.value }
  return merged(document, real, key, depth)
}

const pairs = new WeakMap<Node, ReadonlyMap<string, Pair<Node, Node | null>>>()

/** A map's own pairs by key: files with thousands of them are asked for each. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair<Node, Node | null>> {
  const known = pairs.get(map)
  if (known) return known
  const found = new Map<string, Pair<Node, Node | null>>()
  for (const pair of map.items as Pair<Node, Node | null>[])
    if (isScalar(pair.key) && !found.has(String(pair.key.value))) found.set(String(pair.key.value), pair)
  pairs.set(map, found)
  return found
}

/** The same from the maps that a merge key brings, the last one first. */
function merged(document: Document.Parsed, map: Node | null, key: string | number, depth: number): Omit<Place, 'depth'> | null {
  if (!isMap(map) || depth > 8) return null
  for (const { key: name, value } of map.items as Pair<Node, Node | null>[]) {
    if (!isScalar(name) || (name.value !== '<<' && typeof name.value !== 'symbol')) continue
    const brought = isAlias(value) ? (value.resolve(document) as Node | undefined) : value
    for (const one of isSeq(brought) ? (brought.items as Node[]).toReversed() : [brought]) {
      const found = child(document, one ?? null, key, depth + 1)
      if (found) return found
    }
  }
  return null
}

function isCyclic(value: unknown): boolean {
  const open = new Set<unknown>()
  const done = new Set<unknown>()
  const enter = (one: unknown): boolean => {
    if (typeof one !== 'object' || one === null || done.has(one)) return false
    if (open.has(one)) return true
    open.add(one)
    const loops = Object.values(one).some(enter)
    open.delete(one)
    done.add(one)
    return loops
  }
  return enter(value)
}
