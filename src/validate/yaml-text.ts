import type { Alias, Document, Node, visit as visitNodes } from 'yaml'

/** A YAML text read once for all checks. */
export interface ParsedYaml {
  /** Of the first document, anchors and merge keys resolved; undefined where the text cannot be read. */
  value: unknown
  faults: readonly { detail: string; line: number }[]
  /** These keys are written in the text itself, not merged in from an anchor. */
  has: (...keys: readonly string[]) => boolean
  /** Line of the deepest of these keys that is written in the text itself; 1 where none is. */
  lineOf: (...keys: readonly string[]) => number
  /** The tag of a value that is written in the text itself, such as `!reset`. */
  tagOf: (...keys: readonly string[]) => string | undefined
}

export async function parseYaml(text: string): Promise<ParsedYaml> {
  const { readDocuments, visit } = await import('./yaml-documents.ts')
  const { documents, lines, tooDeep } = readDocuments(text)
  const faults: { detail: string; line: number }[] = []
  const values = documents.map((document) => {
    const [error] = document.errors
    if (tooDeep !== null) faults.push({ detail: 'lists and maps stand too deep in each other to be read', line: tooDeep })
    else if (error) faults.push({ detail: error.message, line: lines.linePos(error.pos[0]).line })
    try {
      return error ? undefined : (document.toJS({ maxAliasCount: 10_000 }) as unknown)
    } catch (fault) {
      // An alias without its anchor shows only when values are made.
      const alias = openAlias(document, visit)
      if (alias) faults.push({ detail: `there is no anchor &${alias.source}, which *${alias.source} stands for`, line: lines.linePos(alias.range![0]).line })
      else faults.push({ detail: fault instanceof RangeError ? 'an anchor holds itself' : (fault as Error).message, line: 1 })
      return undefined
    }
  })
  const [first] = documents
  return {
    value: values[0],
    faults,
    has: (...keys) => first?.hasIn(keys) ?? false,
    lineOf(...keys) {
      for (let depth = keys.length; depth > 0; depth--) {
        const key = first && keyNode(depth === 1 ? first.contents : first.getIn(keys.slice(0, depth - 1), true), keys[depth - 1]!)
        if (key?.range) return lines.linePos(key.range[0]).line
      }
      return 1
    },
    tagOf: (...keys) => (first?.getIn(keys, true) as Node | undefined)?.tag,
  }
}

/** The first alias whose anchor is nowhere above it. */
function openAlias(document: Document.Parsed, visit: typeof visitNodes): Alias | null {
  let open: Alias | null = null
  const anchors = new Set<string>()
  visit(document, {
    Node(_, node) {
      if ('anchor' in node && node.anchor) anchors.add(node.anchor)
    },
    Alias(_, node) {
      if (anchors.has(node.source)) return
      open = node
      return visit.BREAK
    },
  })
  return open
}

function keyNode(map: unknown, key: string): Node | undefined {
  const items = (map as { items?: { key?: Node & { value?: unknown } }[] } | null | undefined)?.items ?? []
  return items.find((pair) => pair.key?.value === key)?.key
}
