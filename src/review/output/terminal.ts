import type { Paint } from '../../report/paint.ts'
import type { Finding, Good, Review } from '../index.ts'
import { linesOf, type Lines } from '../model/lines.ts'
import { contextLines } from './contexts.ts'
import { countsText } from './counts.ts'

const width = 78

/** Grouped as one acts on it: critical, improvements, good; each finding with the line it speaks of. */
export function terminalText(review: Review, paint: Paint): string {
  if (review.texts.size === 0) return 'No Dockerfile, compose file, ignore file, dev container or workflow is here.\n'
  const files = new Map([...review.texts].map(([path, text]) => [path, linesOf(text)]))
  const group = (title: string, severity: Finding['severity']): string[] => {
    const findings = review.findings.filter((one) => one.severity === severity)
    return findings.length === 0 ? [] : [paint.strong(title), ...findings.map((one) => findingText(one, files.get(one.file)!, paint))]
  }
  const good = review.good.length === 0 ? [] : [paint.strong('Good'), `${wrapped(goodWords(review.good).join(' · '), 2).join('\n')}\n`]
  const counts = countsText(review)
  const end = review.findings.length === 0 ? paint.good(counts) : counts
  return [
    ...group('Critical', 'critical'),
    ...group('Improvements', 'improvement'),
    ...good,
    `  ${[end, ...contextLines(review.contexts)].join('\n  ')}\n`,
  ].join('\n')
}

function findingText(finding: Finding, lines: Lines, paint: Paint): string {
  const { file, line, rule, message, fix, edits } = finding
  const text = lines.textOf(line)
  const place = finding.severity === 'critical' ? paint.bad(`${file}:${line}`) : paint.strong(`${file}:${line}`)
  const how = edits.length > 0 ? `${fix} (safe)` : fix
  const frame = text.trim() === '' ? [] : [`    ${paint.quiet(`${line} │`)} ${cut(text.replaceAll('\t', '  '))}`]
  return [`  ${place}  ${paint.quiet(rule.id)}`, ...wrapped(message, 4), ...frame, ...wrapped(`fix: ${how}`, 4), ''].join('\n')
}

/** A thing that is good in several files is said once, with how many. */
function goodWords(good: readonly Good[]): string[] {
  const counted = new Map<string, number>()
  for (const { message } of good) counted.set(message, (counted.get(message) ?? 0) + 1)
  return [...counted].map(([message, count]) => (count > 1 ? `${message} (${count}×)` : message))
}

function cut(text: string): string {
  return text.length > width - 8 ? `${text.slice(0, width - 9)}…` : text
}

function wrapped(text: string, indent: number): string[] {
  const lines: string[] = []
  for (const word of text.replaceAll(/\s+/g, ' ').split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width - indent) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.map((line) => ' '.repeat(indent) + line)
}
