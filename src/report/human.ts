import type { Change } from '../apply/changes.ts'
import { isChange } from '../draft.ts'
import { checkLines } from './checks.ts'
import { flow, paragraph } from './columns.ts'
import type { Report } from './index.ts'
import type { Paint } from './paint.ts'

const indent = 12

/** What came of a run, for a person: what each file became, what was checked, what to do next. */
export function humanReport(report: Report, paint: Paint): string {
  const body = report.dryRun || report.diffs.size > 0 ? [...verdicts(report, paint), ...diffs(report)] : files(report, paint)
  return ['', ...body, ...checkLines(report.validation, indent, paint), ...(report.dryRun ? [] : next(report, paint)), ''].join('\n')
}

/** One line a file: the form of a dry run, easy to cut and to compare. */
function verdicts({ changes }: Report, paint: Paint): string[] {
  const widest = Math.max(...changes.map((change) => change.path.length))
  return changes.map((change) => {
    const lines = 'after' in change ? `  ${count(change.after, 'line')}` : 'why' in change && change.why ? `  ${change.why}` : ''
    return `  ${paint.strong(change.action.padEnd(indent - 2))}${lines ? change.path.padEnd(widest) : change.path}${paint.quiet(lines)}`
  })
}

function diffs({ diffs }: Report): string[] {
  return diffs.size === 0 ? [] : ['', ...[...diffs.values()].map((diff) => diff.trimEnd())]
}

function files(report: Report, paint: Paint): string[] {
  const changed = report.changes.filter((change) => isChange(change) && change.action !== 'delete')
  const deleted = report.changes.filter((change) => change.action === 'delete').map((change) => change.path)
  const same = report.changes.filter((change) => change.action === 'identical')
  const kept = report.changes.filter((change) => change.action === 'kept')
  if (changed.length + deleted.length === 0) return [`  ${paint.good('Nothing to do:')} all ${count(same.length, 'file')} are as they should be.`]
  const told = changed.map((change) => ({ change, about: about(change, report) }))
  const label = (word: string) => `  ${word}`
  const width = Math.max(20, ...told.flatMap((one) => (one.about ? [one.change.path.length] : []))) + 2
  const lines = [
    ...told.flatMap(({ change, about }) => (about ? [`${change.path.padEnd(width)}${about}`] : [])).map((text) => `${' '.repeat(indent)}${text}`),
    ...flow(
      '',
      told.flatMap(({ change, about }) => (about ? [] : [named(change)])),
      indent,
    ),
  ]
  return [
    ...lines.map((line, index) => (index === 0 ? `${label('write').padEnd(indent)}${line.slice(indent)}` : line)),
    ...flow(label('delete'), deleted, indent),
    ...keptLines(kept).map((line, index) => (index === 0 ? `${label('keep').padEnd(indent)}${line.slice(indent)}` : line)),
    ...(same.length > 0 ? [`${label('same').padEnd(indent)}${count(same.length, 'file')}`] : []),
  ]
}

/** With the reason at the end of each line, since a file that is kept for another reason is another story. */
function keptLines(kept: readonly Change[]): string[] {
  const reasons = [...new Set(kept.map((change) => ('why' in change ? (change.why ?? '') : '')))]
  return reasons.flatMap((why) => {
    const paths = kept.filter((change) => ('why' in change ? (change.why ?? '') : '') === why).map((change) => change.path)
    return flow('', why ? [...paths, `(${why})`] : paths, indent)
  })
}

/** What a person would look for in the file; nothing for those whose name says it. */
function about(change: Change, { plan }: Report): string | undefined {
  if (!('after' in change)) return undefined
  if (plan.images.some((image) => image.dockerfile === change.path)) {
    const stages = new Set([...change.after.matchAll(/^FROM .* AS (\S+)/gim)].map(([, name]) => name))
    const targets = plan.images.find((image) => image.dockerfile === change.path)!.targets.filter((target) => stages.has(target))
    return `${targets.join(', ')}; ${count(change.after, 'line')}`
  }
  if (change.path === plan.files.compose) return plan.services.map((service) => service.name).join(', ')
  return undefined
}

function named(change: Change): string {
  if (!('after' in change)) return change.path
  if (change.path === '.env') return `.env (mode ${(change.mode & 0o777).toString(8)})`
  if (!('before' in change)) return change.path
  const more = change.after.split('\n').length - change.before.split('\n').length
  return more > 0 ? `${change.path} (+${more} ${more === 1 ? 'line' : 'lines'})` : change.path
}

function next({ next, command }: Report, paint: Paint): string[] {
  const steps = next.flatMap((step) =>
    step.command ? [`    ${paint.strong(step.command.padEnd(26))}${step.command.length > 24 ? '  ' : ''}${step.text}`] : paragraph(step.text, 4),
  )
  return ['', '  Next', ...steps, '', '  Again, unattended:', `    ${command}`]
}

function count(of: number | string, noun: string): string {
  const number = typeof of === 'number' ? of : of.split('\n').length - (of.endsWith('\n') ? 1 : 0)
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
