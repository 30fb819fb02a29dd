import type { Report } from './index.ts'

/** A run's result for scripts. The names and shapes are promised; additions are not a break. */
export function reportJson(report: Report): unknown {
  return {
    schema: 1,
    files: report.changes.map(({ path, action }) => ({ path, action, ...(report.diffs.has(path) ? { diff: report.diffs.get(path) } : {}) })),
    answers: report.answers,
    validation: report.validation,
    next: report.next.map((step) => (step.command ? step.command : step.text)),
    command: report.command,
  }
}
