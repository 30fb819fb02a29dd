import type { Answers } from '../ask/answers.ts'
import { suggested } from '../exporters/libraries.ts'
import { collector, telemetryOf } from '../exporters/telemetry.ts'
import { nodeManagers } from '../node-managers/index.ts'
import { packageManagerOf } from '../package-managers/index.ts'
import { commandOf } from './command.ts'
import type { UnitInput } from './images.ts'
import { isRun } from './monitoring.ts'
import type { Advice } from './plan.ts'
import type { Scrape } from './scrapes.ts'

/** What a person can do so that there is more to see: a library for each program that answers Prometheus nowhere. */
export function monitoringAdvice(units: readonly UnitInput[], scrapes: readonly Scrape[], answers: Answers): Advice[] {
  if (!isRun('prometheus', answers)) return []
  const missing = units
    .filter(({ facts }) => telemetryOf(facts) === null || !isRun(collector.kind, answers))
    .filter(({ answers: own }) => own.port !== null && !scrapes.some((one) => one.job === own.name))
    .flatMap((unit) => {
      const { facts } = unit
      const found = suggested[facts.framework ?? ''] ?? suggested[facts.stack]
      if (!found) return []
      const at = facts.evidence.find((one) => one.key === 'entrypoint')
      const text = `${unit.answers.name} answers Prometheus nowhere, so it is not asked: ${added(unit, found.distribution)}, then ${found.line}; run this again and it is.`
      return [{ title: 'Metrics', text, ...(at ? { at: { file: at.file, line: at.line } } : {}), now: true }]
    })
  return [...missing, ...units.flatMap((unit) => [...refused(unit, scrapes), ...ofOneProcess(unit, scrapes)])]
}

/** Each process of Python's counts for itself, and whichever is asked answers. */
function ofOneProcess(unit: UnitInput, scrapes: readonly Scrape[]): Advice[] {
  const { facts, answers } = unit
  const processes = commandOf(unit).environment.find((one) => /^(WEB_CONCURRENCY|GRANIAN_WORKERS|UWSGI_PROCESSES)$/.test(one.name))
  if (!facts.metrics || facts.language !== 'python' || !processes || !scrapes.some((one) => one.job === answers.name)) return []
  const text = `With ${processes.name} above 1 each process counts for itself: prometheus_client adds them up with PROMETHEUS_MULTIPROC_DIR=/tmp in app.env.`
  return [{ title: 'Metrics', text, at: { file: facts.metrics.file, line: facts.metrics.line }, now: false }]
}

/** Django answers only to hosts that its settings name, and Prometheus asks by the service's name. */
function refused({ facts, answers }: UnitInput, scrapes: readonly Scrape[]): Advice[] {
  const { metrics, details } = facts
  if (!metrics || details['host'] === undefined || !scrapes.some((one) => one.job === answers.name)) return []
  const text = `Prometheus asks by the name ${answers.name}: put '${answers.name}' into ALLOWED_HOSTS too, or the answer is 400.`
  return [{ title: 'Metrics', text, at: { file: metrics.file, line: metrics.line }, now: true }]
}

function added({ facts, answers }: UnitInput, distribution: string): string {
  if (facts.language === 'node') {
    const known = nodeManagers.some((one) => one.id === answers.packageManager)
    return `\`${known ? answers.packageManager : 'npm'} ${answers.packageManager === 'npm' ? 'install' : 'add'} ${distribution}\``
  }
  const { add } = packageManagerOf(answers.packageManager).byHand
  return add ? `\`${add} ${distribution}\`` : `a line ${distribution} in ${facts.python?.requirementsMain ?? 'the manifest'}`
}
