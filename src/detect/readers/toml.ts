import { UserError } from '../../errors.ts'

export type TomlValue = string | number | bigint | boolean | Date | TomlValue[] | TomlTable
export interface TomlTable {
  [key: string]: TomlValue
}

/** A TOML file with the lines of its keys, which the parser does not tell. */
export interface TomlFile {
  file: string
  text: string
  root: TomlTable
}

/** @throws UserError with file and line where the text is no TOML. */
export async function readToml(text: string, file: string): Promise<TomlFile> {
  const { parse } = await import('smol-toml')
  try {
    return { file, text, root: parse(text) }
  } catch (error) {
    const { line, message } = error as { line?: number; message: string }
    const what = (message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '')
    throw new UserError(`this is no valid TOML: ${what}`, { at: { file, ...(line === undefined ? {} : { line }) } })
  }
}

/** The table at a dotted path: `tool.uv`. */
export function tableAt(root: TomlTable, path: string): TomlTable | null {
  let table: TomlValue | undefined = root
  for (const key of path.split('.')) table = isTable(table) ? table[key] : undefined
  return isTable(table) ? table : null
}

export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
}

export function textAt(table: TomlTable | null, key: string): string | null {
  const value = table?.[key]
  return typeof value === 'string' ? value : null
}

export function textsAt(table: TomlTable | null, key: string): string[] {
  const value = table?.[key]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/**
 * Line of a key below a table, or of a text inside the key's value; the table's own line where neither is found; else 1.
 * @param table dotted path as in a header: `project`, `tool.uv`.
 */
export function lineOf(toml: TomlFile, table: string, key?: string, within?: string): number {
  const lines = toml.text.split('\n')
  const header = new RegExp(
    `^\\s*\\[+\\s*${table
      .split('.')
      .map((part) => `"?${escape(part)}"?`)
      .join('\\s*\\.\\s*')}\\s*\\]+`,
  )
  const start = lines.findIndex((line) => header.test(line))
  if (start < 0) return dottedLine(lines, table, key, within)
  if (key === undefined) return start + 1
  const keyLine = new RegExp(`^\\s*"?${escape(key)}"?\\s*[=.]`)
  for (let at = start + 1; at < lines.length && !/^\s*\[[\w"[]/.test(lines[at] ?? ''); at++) {
    if (keyLine.test(lines[at] ?? '')) return within === undefined ? at + 1 : lineWithin(lines, at, within)
  }
  return start + 1
}

/** `[project.optional-dependencies]` may as well be a dotted or inline key of the table above. */
function dottedLine(lines: readonly string[], table: string, key?: string, within?: string): number {
  const words = [...table.split('.').slice(-1), ...(key === undefined ? [] : [key])]
  const line = lines.findIndex((text) => words.every((word) => text.includes(word)))
  if (line < 0) return 1
  return within === undefined ? line + 1 : lineWithin(lines, line, within)
}

function lineWithin(lines: readonly string[], from: number, text: string): number {
  for (let at = from; at < lines.length; at++) {
    if ((lines[at] ?? '').includes(text)) return at + 1
    if (at > from && /^\s*\[[\w"[]/.test(lines[at] ?? '')) break
  }
  return from + 1
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
