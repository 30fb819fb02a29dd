import { slice } from './lines.ts'
import type { Collection, Entry } from './tree.ts'

/** How text in brackets is written. */
export interface FlowStyle {
  /** The whole file is JSON, so nothing else may come into it. */
  json: boolean
  /** Its entries have lines of their own: the column that they begin in, and how far each level moves in. Null: all on one line. */
  lines: { column: number; step: number } | null
}

/** The style of a collection in brackets, as its last entry has it. */
export function flowStyle({ node, entries, source }: Collection): FlowStyle {
  const { json } = source
  const at = (entries.at(-1)?.key ?? entries.at(-1)?.value)?.range?.[0]
  if (at === undefined || source.lineAt(at) === source.lineAt(node.range![0])) return { json, lines: null }
  const column = columnOf(source.lines[source.lineAt(at)] ?? '')
  const step = column - columnOf(source.lines[source.lineAt(node.range![0])] ?? '')
  return { json, lines: { column, step: step > 0 ? step : 2 } }
}

/** An entry as it can stand in brackets. */
export function flowText(entry: Entry, from: Collection, style: FlowStyle): string {
  const value = valueText(entry, style)
  if (from.kind === 'seq') return value
  const key = style.json ? JSON.stringify(entry.id) : slice(entry, entry.key)
  return value === '' ? `${key}: null` : `${key}: ${value}`
}

function valueText(entry: Entry, style: FlowStyle): string {
  const text = slice(entry, entry.value)
  const plain = !/^["']/.test(text) && !entry.child
  // A block, several lines, or a character that ends a plain word in brackets is written anew.
  const fits = !text.includes('\n') && (entry.child ? entry.child.flow : !plain || !/[,[\]{}]/.test(text.replace(/^\*/, '')))
  if (fits && !style.json) return text
  const value: unknown = entry.value?.toJS(entry.source.document)
  if (style.json && style.lines) return jsonText(value, style.lines.column, style.lines.step)
  return inBrackets(value ?? null, style.json)
}

/** JSON as people write it by hand: a key a line, a list of words on one. */
function jsonText(value: unknown, column: number, step: number): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return inBrackets(value ?? null, true)
  const inner = ' '.repeat(column + step)
  const lines = Object.entries(value).map(([key, one]) => `${inner}${JSON.stringify(key)}: ${jsonText(one, column + step, step)}`)
  return `{\n${lines.join(',\n')}\n${' '.repeat(column)}}`
}

function inBrackets(value: unknown, json: boolean): string {
  if (Array.isArray(value)) return `[${value.map((one) => inBrackets(one, json)).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, one]) => `${word(key, json)}: ${inBrackets(one, json)}`)
    return `{${entries.join(', ')}}`
  }
  return typeof value === 'string' ? word(value, json) : JSON.stringify(value)
}

/** Without quotes where no reader of YAML could take it for anything but a word. */
function word(text: string, json: boolean): string {
  const plain = /^[A-Za-z_/.][\w/.-]*$/.test(text) && !/^(true|false|yes|no|on|off|y|n|null|\.(inf|nan))$/i.test(text)
  return plain && !json ? text : JSON.stringify(text)
}

function columnOf(line: string): number {
  return Math.max(0, line.search(/\S/))
}
