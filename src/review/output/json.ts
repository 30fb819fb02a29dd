import type { Review } from '../index.ts'
import { countsOf } from './counts.ts'

/** The form that scripts rely on. */
export function jsonText(review: Review): string {
  const findings = review.findings.map(({ rule, severity, file, line, column, message, fix, edits }) => ({
    rule: rule.id,
    severity,
    file,
    line,
    ...(column === null ? {} : { column }),
    message,
    why: rule.why,
    fix,
    fixable: edits.length > 0,
    safe: edits.length > 0,
    sources: rule.sources,
  }))
  const good = review.good.map(({ rule, file, line, message }) => ({ rule: rule.id, file, line, message }))
  const contexts = review.contexts.map((one) => ({ ...one, path: one.path === '' ? '.' : one.path }))
  return `${JSON.stringify({ schema: 1, findings, good, contexts, summary: countsOf(review) }, null, 2)}\n`
}
