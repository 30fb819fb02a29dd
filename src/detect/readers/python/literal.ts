import type { Literal } from '../../source.ts'

/**
 * The value of Python source text where it is a plain literal; undefined for everything else: f-strings, names, sums, containers.
 */
export function literalOf(text: string): Literal {
  const source = withoutParentheses(text.trim())
  if (source === 'None') return null
  if (source === 'True') return true
  if (source === 'False') return false
  if (/^[+-]?\d[\d_]*(\.\d+)?(e[+-]?\d+)?$/i.test(source)) return Number(source.replaceAll('_', ''))
  return stringLiteral(source)
}

/** Brackets around a long string; with a comma inside they would make a tuple. */
function withoutParentheses(source: string): string {
  return /^\(\s*["'][^(),]*["']\s*\)$/.test(source) ? source.slice(1, -1).trim() : source
}

/** Strings beside each other are one string. */
function stringLiteral(source: string): string | undefined {
  const piece = /\s*([rRuU]?)("""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')\s*/y
  let value = ''
  while (piece.lastIndex < source.length) {
    const match = piece.exec(source)
    if (!match) return undefined
    value += unquote(match[2] ?? '', match[1]?.toLowerCase() === 'r')
  }
  return source === '' ? undefined : value
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', '\n': '' }

function unquote(quoted: string, raw: boolean): string {
  const width = quoted.startsWith('"""') || quoted.startsWith("'''") ? 3 : 1
  const body = quoted.slice(width, -width)
  return raw ? body : body.replace(/\\([^])/g, (whole, letter: string) => escapes[letter] ?? whole)
}

/**
 * A literal as text for an environment variable: `True` → `true`, `["*"]` → `["*"]` as JSON.
 * @returns undefined where the text is not a plain literal, or is None.
 */
export function environmentText(text: string): string | undefined {
  const value = literalOf(text)
  if (value === null) return undefined
  if (value !== undefined) return String(value)
  return containerText(text.trim())
}

/** Lists, tuples, sets and dicts of plain literals: pydantic reads them from the environment as JSON. */
function containerText(source: string): string | undefined {
  if (!/^[[{(]/.test(source) || source.length > 500) return undefined
  const json = source
    .replace(/^\(([^]*?),?\s*\)$/, '[$1]')
    .replace(/'((?:[^'\\"]|\\.)*)'/g, '"$1"')
    .replace(/\bTrue\b/g, 'true')
    .replace(/\bFalse\b/g, 'false')
    .replace(/\bNone\b/g, 'null')
    .replace(/,\s*([\]}])/g, '$1')
  try {
    return JSON.stringify(JSON.parse(json))
  } catch {
    return undefined
  }
}
