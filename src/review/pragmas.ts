import type { Rule, View } from './contract.ts'

/** A comment that takes rules back for a part of a file. */
interface Pragma {
  /** Our ids, or those of the tool that the comment is for. */
  names: readonly string[]
  /** The lines it speaks of. */
  from: number
  to: number
}

/**
 * What comments in a file silence: `# dockerize-ignore <rule> <reason>` above or beside a part of it, hadolint's own
 * `# hadolint ignore=…` and `# hadolint global ignore=…`, and BuildKit's `# check=skip=…`.
 */
export function silencedIn(view: View): (rule: Rule, line: number) => boolean {
  if (!/dockerize-ignore|hadolint|check\s*=/.test(view.text)) return () => false
  const pragmas = pragmasOf(view)
  return (rule, line) =>
    pragmas.some((one) => line >= one.from && line <= one.to && (one.names.includes(rule.id) || rule.sources.some((source) => one.names.includes(source))))
}

function pragmasOf(view: View): Pragma[] {
  const lines = view.text.split(/\r?\n/)
  return lines.flatMap((line, index) => {
    const comment = /(^|\s)(?:#|\/\/)\s*(.*)$/.exec(line)
    if (!comment) return []
    const words = comment[2]!
    const own = /^dockerize-ignore\s+(\S+)/.exec(words)
    const hadolint = /^hadolint\s+(?:shell=\S+\s+)?(global\s+)?ignore\s*=\s*([\w,\s]+)/.exec(words)
    const buildkit = /^check\s*=.*skip=([\w,]+)/.exec(words)
    if (buildkit) return [{ names: buildkit[1]!.split(','), from: 1, to: lines.length }]
    const names = (own?.[1] ?? hadolint?.[2])?.split(',').map((one) => one.trim())
    if (!names) return []
    if (hadolint?.[1]) return [{ names, from: 1, to: lines.length }]
    return [{ names, ...reach(view, lines, index, line.slice(0, comment.index).trim() !== '') }]
  })
}

/** What a comment on a line speaks of: what it stands beside, or the next part with all that belongs to it. */
function reach(view: View, lines: readonly string[], index: number, beside: boolean): { from: number; to: number } {
  if (beside) return { from: index + 1, to: index + 1 }
  const isNothing = (line: string): boolean => /^\s*(#|\/\/|$)/.test(line)
  let next = index + 1
  while (next < lines.length && isNothing(lines[next]!)) next++
  if (view.kind === 'dockerfile') {
    const instruction = view.file.instructions.find((one) => one.endLine > next && one.line <= next + 1)
    return { from: next + 1, to: instruction?.endLine ?? next + 1 }
  }
  if (view.kind === 'ignore') return { from: next + 1, to: next + 1 }
  const indent = (line: string): number => line.search(/\S/)
  let end = next + 1
  while (end < lines.length && (isNothing(lines[end]!) || indent(lines[end]!) > indent(lines[next]!))) end++
  return { from: next + 1, to: end }
}
