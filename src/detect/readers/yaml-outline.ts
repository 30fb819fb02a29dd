/** A value of a YAML file with the line it begins at, from 1. */
export type Outline =
  | { kind: 'text'; text: string; line: number }
  | { kind: 'list'; items: readonly Outline[]; line: number }
  | { kind: 'map'; entries: ReadonlyMap<string, Outline>; line: number }

interface Row {
  indent: number
  text: string
  line: number
}

/**
 * Reads the block style in which people write compose files, workflows and platform files: maps, lists, one-line flow values,
 * quotes, folded and literal text, anchors and merges. The whole of YAML takes a library that costs forty milliseconds to load
 * and warm up, which is as much as everything else that detection does; what this reader does not know comes out as plain text.
 */
export function yamlOutline(source: string): Outline | null {
  const state: State = { rows: rowsOf(source), at: 0, source: source.split(/\r?\n/), anchors: new Map() }
  return state.rows.length === 0 ? null : block(state, 0)
}

interface State {
  rows: readonly Row[]
  at: number
  source: readonly string[]
  anchors: Map<string, Outline>
}

/** The value at a path of keys and indexes. */
export function outlineAt(from: Outline | null | undefined, ...path: readonly (string | number)[]): Outline | null {
  let at = from ?? null
  for (const key of path) {
    if (at?.kind === 'map') at = at.entries.get(String(key)) ?? null
    else if (at?.kind === 'list' && typeof key === 'number') at = at.items[key] ?? null
    else return null
  }
  return at
}

export function entriesOf(from: Outline | null | undefined): readonly [string, Outline][] {
  return from?.kind === 'map' ? [...from.entries] : []
}

export function itemsOf(from: Outline | null | undefined): readonly Outline[] {
  return from?.kind === 'list' ? from.items : []
}

export function textOf(from: Outline | null | undefined): string | null {
  return from?.kind === 'text' ? from.text : null
}

/** Lines that hold something, without comments; a document marker ends the first document. */
function rowsOf(source: string): Row[] {
  const rows: Row[] = []
  for (const [index, raw] of source.split(/\r?\n/).entries()) {
    if (/^(---|\.\.\.)(\s|$)/.test(raw)) {
      if (rows.length > 0) break
      continue
    }
    if (/^\s*(#|$)/.test(raw) || raw.startsWith('%')) continue
    const indent = raw.length - raw.trimStart().length
    rows.push({ indent, text: raw.trim(), line: index + 1 })
  }
  return rows
}

function block(state: State, indent: number): Outline {
  const row = state.rows[state.at]
  if (!row || row.indent < indent) return { kind: 'text', text: '', line: row?.line ?? 1 }
  const anchor = /^&(\S+)$/.exec(row.text)?.[1]
  if (anchor !== undefined) {
    state.at++
    const value = block(state, indent)
    state.anchors.set(anchor, value)
    return value
  }
  if (/^-(\s|$)/.test(row.text)) return list(state, row.indent)
  if (keyOf(row.text)) return map(state, row.indent)
  state.at++
  return scalar(state, row.text, row, row.indent)
}

function list(state: State, indent: number): Outline {
  const items: Outline[] = []
  const line = state.rows[state.at]?.line ?? 1
  for (let row = state.rows[state.at]; row && row.indent === indent && /^-(\s|$)/.test(row.text); row = state.rows[state.at]) {
    const rest = row.text.slice(1).trimStart()
    const inner = indent + row.text.length - rest.length
    if (rest === '') {
      state.at++
      items.push(block(state, indent + 1))
    } else if (/^-\s/.test(rest) || keyOf(rest)) {
      // The dash stands in for spaces: what follows it is a block of its own.
      state.rows = state.rows.with(state.at, { indent: inner, text: rest, line: row.line })
      items.push(block(state, inner))
    } else {
      state.at++
      items.push(scalar(state, rest, row, indent))
    }
  }
  return { kind: 'list', items, line }
}

function map(state: State, indent: number): Outline {
  const entries = new Map<string, Outline>()
  const line = state.rows[state.at]?.line ?? 1
  for (let row = state.rows[state.at]; row && row.indent === indent; row = state.rows[state.at]) {
    const key = keyOf(row.text)
    if (!key) {
      state.at++
      continue
    }
    state.at++
    const value = valueOf(state, key.rest, row, indent)
    if (key.name !== '<<') entries.set(key.name, value)
    else for (const [name, merged] of merges(value)) if (!entries.has(name)) entries.set(name, merged)
  }
  // What lies deeper than any key here belongs to nobody.
  while (state.at < state.rows.length && (state.rows[state.at]?.indent ?? 0) > indent) state.at++
  return { kind: 'map', entries, line }
}

function merges(value: Outline): readonly [string, Outline][] {
  return value.kind === 'list' ? value.items.flatMap((one) => entriesOf(one)) : entriesOf(value)
}

function valueOf(state: State, rest: string, row: Row, indent: number): Outline {
  const anchor = /^&(\S+)\s*/.exec(rest)
  const text = rest.slice(anchor?.[0].length ?? 0).replace(/^!\S*\s*/, '')
  const next = state.rows[state.at]
  const deeper = next && (next.indent > indent || (next.indent === indent && /^-(\s|$)/.test(next.text)))
  const value = text === '' || text.startsWith('#') ? (deeper ? block(state, next.indent) : emptyAt(row)) : scalar(state, text, row, indent)
  if (anchor?.[1]) state.anchors.set(anchor[1], value)
  return value
}

function emptyAt({ line }: Row): Outline {
  return { kind: 'text', text: '', line }
}

function scalar(state: State, text: string, row: Row, indent: number): Outline {
  if (text.startsWith('*')) return state.anchors.get(text.slice(1).trim()) ?? { kind: 'text', text: '', line: row.line }
  const style = /^([|>])[-+\d]*\s*(#.*)?$/.exec(text)?.[1]
  if (style) return blockText(state, style, row, indent)
  let whole = text
  // Plain text, quotes and brackets go on for as long as lines are deeper, or until they close.
  for (let next = state.rows[state.at]; next && (isOpen(whole) || (next.indent > indent && !isClosed(whole))); next = state.rows[state.at]) {
    whole += ` ${next.text}`
    state.at++
  }
  return flow(whole, row.line, state.anchors)
}

function isClosed(text: string): boolean {
  return /^["'[{]/.test(text) && !isOpen(text)
}

function isOpen(text: string): boolean {
  if (/^"/.test(text)) return !/^"(?:[^"\\]|\\.)*"/.test(text)
  if (/^'/.test(text)) return !/^'(?:[^']|'')*'/.test(text)
  if (!/^[[{]/.test(text)) return false
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '')
  return (bare.match(/[[{]/g)?.length ?? 0) > (bare.match(/[\]}]/g)?.length ?? 0)
}

/** `|` keeps line ends, `>` makes spaces of them. */
function blockText(state: State, style: string, row: Row, indent: number): Outline {
  const lines: string[] = []
  let last = row.line
  for (let at = row.line; at < state.source.length; at++) {
    const raw = state.source[at] ?? ''
    if (raw.trim() !== '' && raw.length - raw.trimStart().length <= indent) break
    lines.push(raw.trim() === '' ? '' : raw)
    last = at + 1
  }
  while (state.at < state.rows.length && (state.rows[state.at]?.line ?? 0) <= last) state.at++
  const margin = Math.min(...lines.filter(Boolean).map((one) => one.length - one.trimStart().length))
  const body = lines.map((one) => one.slice(margin))
  return {
    kind: 'text',
    text:
      style === '|'
        ? body.join('\n').trimEnd()
        : body
            .map((one) => one.trim())
            .join(' ')
            .trim(),
    line: row.line + 1,
  }
}

function flow(text: string, line: number, anchors: ReadonlyMap<string, Outline>): Outline {
  const plain = withoutComment(text)
  if (/^\[.*\]$/s.test(plain)) return { kind: 'list', items: parts(plain.slice(1, -1)).map((one) => flow(one, line, anchors)), line }
  if (/^\{.*\}$/s.test(plain)) {
    const entries = parts(plain.slice(1, -1)).flatMap((one): [string, Outline][] => {
      const key = keyOf(one)
      return key ? [[key.name, flow(key.rest, line, anchors)]] : []
    })
    return { kind: 'map', entries: new Map(entries), line }
  }
  if (plain.startsWith('*')) return anchors.get(plain.slice(1)) ?? { kind: 'text', text: '', line }
  return { kind: 'text', text: unquoted(plain), line }
}

function withoutComment(text: string): string {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(text)?.[0]
  return quoted ?? text.replace(/\s#.*$/s, '').trim()
}

function unquoted(text: string): string {
  if (/^".*"$/s.test(text)) return text.slice(1, -1).replace(/\\([^])/g, (_, one: string) => (one === 'n' ? '\n' : one === 't' ? '\t' : one))
  return /^'.*'$/s.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text
}

/** Elements between commas that stand outside of brackets and quotes. */
function parts(text: string): string[] {
  const found = text.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]]*\]|\{[^}]*\}|[^,])+/g) ?? []
  return found.map((one) => one.trim()).filter(Boolean)
}

function keyOf(text: string): { name: string; rest: string } | null {
  const match = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"'[\]{}#&*!|>%@`-][^:#]*?|-[^\s:#][^:#]*?|[^\s"'[\]{},#&*!|>%@`][^#]*?))\s*:(?:\s+([^]*))?$/.exec(text)
  return match ? { name: (match[1] ?? match[2] ?? match[3] ?? '').trim(), rest: (match[4] ?? '').trim() } : null
}
