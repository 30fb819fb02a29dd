import { formatPlace } from '../errors.ts'
import type { Validation } from '../validate/findings.ts'
import { paragraph } from './columns.ts'
import type { Paint } from './paint.ts'

/** What was checked, a line for each kind of check, and below them whatever is wrong. */
export function checkLines(validation: readonly Validation[], indent: number, paint: Paint): string[] {
  if (validation.length === 0) return []
  const lines = [...grouped(validation)].map(([group, all]) => `${group.padEnd(22)}${standing(all, paint)}`)
  return ['', ...lines.map((line, index) => `${(index === 0 ? '  check' : '').padEnd(indent)}${line}`), ...failures(validation, paint)]
}

/** Docker's own words about what it refused, with the file they are about. */
export function failures(validation: readonly Validation[], paint: Paint): string[] {
  return validation
    .filter((one) => one.ok === false)
    .flatMap((one) => ['', `  ${paint.bad('failed')}  ${one.at ? `${formatPlace(one.at)}: ` : ''}${one.check}`, ...detail(one)])
}

function detail({ detail }: Validation): string[] {
  return detail
    .trimEnd()
    .split('\n')
    .flatMap((line) => (line.length > 70 ? paragraph(line, 10) : [`${' '.repeat(10)}${line}`]))
}

/** What could not be checked is never counted as right. */
function standing(all: readonly Validation[], paint: Paint): string {
  const right = all.filter((one) => one.ok === true).length
  const [open] = all.filter((one) => one.ok === null)
  const why = open ? open.detail.split('\n')[0]!.replace(/^(?!not validated)/, 'not validated: ') : ''
  if (right === all.length) return paint.good(`${right} of ${right}`)
  return right === 0 && open ? why : `${right} of ${all.length}${why && `; ${why}`}`
}

/** `compose config full (compose.dev.yaml)` and its many sisters are one line. */
function groupOf({ check }: Validation): string {
  if (check.startsWith('compose config')) return 'compose config'
  if (check.startsWith('build --check')) return 'docker build --check'
  if (check.startsWith('review')) return 'review'
  return check.startsWith('docker') ? 'docker' : 'across files'
}

function grouped(validation: readonly Validation[]): Map<string, Validation[]> {
  const groups = new Map<string, Validation[]>()
  for (const one of validation) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one])
  return groups
}
