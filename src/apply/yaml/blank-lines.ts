import { linesOf } from './lines.ts'
import type { Collection, Entry } from './tree.ts'

/** Blank lines above a new entry of so many lines, as those that are there have them. @param path keys that lead to the collection. */
export function gapAbove({ entries, source }: Collection, size: number, path: string): number {
  const [first, ...others] = entries
  const gaps = others.map((one) => blanksAbove(one)).filter((gap) => gap > 0)
  if (others.length > 0) return gaps.length * 2 >= others.length ? mostOf(gaps) : 0
  // One says nothing of what stands between two. Sections and services are parted, unless everything stands close; entries of a line never.
  if (!first || !['', 'services', 'updates'].includes(path) || size < 2 || first.all.to - first.all.from < 2) return 0
  const sections = (source.document.contents as { items?: unknown[] } | null)?.items ?? []
  return sections.length < 2 || source.lines.some((line) => line.trim() === '') ? 1 : 0
}

/** How many lines of a collection's tail belong to it: up to the last comment in the column of its entries. At column 0 none can be told. */
export function innerTail(tail: readonly string[], indent: number): number {
  return indent === 0 ? 0 : tail.findLastIndex((line) => line.trim() !== '' && line.search(/\S/) >= indent) + 1
}

/**
 * Of the lines above an entry that goes: what a person wrote, with the blank lines above that. Ours are those of the last render.
 * @param first no entry stands above it, so the blank lines there part it from none and stay.
 */
export function withoutOurs(lead: readonly string[], base: readonly string[], first: boolean): readonly string[] {
  const ours = new Set(base.map((line) => line.trim()).filter((line) => line !== ''))
  const rest = lead.filter((line) => !ours.has(line.trim()))
  const end = rest.findLastIndex((line) => line.trim() !== '') + 1
  const text = lead.findIndex((line) => line.trim() !== '')
  return end > 0 || !first ? rest.slice(0, end) : lead.slice(0, text < 0 ? lead.length : text)
}

function blanksAbove({ source, lead }: Entry): number {
  const lines = linesOf(source, lead)
  const first = lines.findIndex((line) => line.trim() !== '')
  // A comment may stand right below what is above: the blank lines then come after it.
  return first === 0 ? Number(lines.some((line) => line.trim() === '')) : first < 0 ? lines.length : first
}

function mostOf(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0
}
