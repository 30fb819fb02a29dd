import { findApps } from '../apps/find-apps.ts'
import { option } from '../launches/options.ts'
import type { Sighting, UnitSource } from '../source.ts'
import { flowerOf } from './flower.ts'

/** Celery apps; with a schedule beside them a second unit, which sends what is due. */
export function recogniseCelery(source: UnitSource): readonly Sighting[] {
  const made = findApps(source, ['celery.Celery']).filter((one) => !one.factory)
  const apps = made.length > 0 ? made : kept(source)
  if (apps.length === 0) return []
  const schedule = scheduleOf(source)
  const details = { ...queuesOf(source), ...poolOf(source), ...flowerOf(source) }
  return [
    ...apps.map((one) => ({ ...one, ...(Object.keys(details).length > 0 ? { details } : {}) })),
    ...(schedule === null ? [] : apps.map((one) => ({ ...one, ...schedule, role: 'beat' }))),
  ]
}

/** `celery_app = flask_app.extensions["celery"]`: made by a function, kept by the Flask app, as Flask's documentation has it. */
function kept({ modules, dependencies }: UnitSource): Sighting[] {
  if (!dependencies.has('celery')) return []
  return modules.flatMap((module) =>
    module.assignments
      .filter((one) => one.scope === null && /\.extensions\[\s*["']celery["']\s*\]$/.test(one.text) && /^[A-Za-z_]\w*$/.test(one.name))
      .map((one) => ({
        entrypoint: `${module.name}:${one.name}`,
        factory: false,
        file: module.file,
        line: one.line,
        confidence: 'certain' as const,
        why: `${one.name} is the one that the Flask app keeps`,
      })),
  )
}

/** `-Q mail,celery`: what the worker takes from, where each line that starts one says so. */
function queuesOf(source: UnitSource): { queues?: string } {
  const stated = statedBy(source, '--queues', '-Q')
  const names = stated.flatMap((one) => (one !== null && /^[\w.,:-]+$/.test(one) ? one.split(',') : []))
  return names.length > 0 && stated.every((one) => one !== null) ? { queues: [...new Set(names)].join(',') } : {}
}

/**
 * `-P gevent -c 100`: tasks that share a process are written for it, and how many of them is part of that. The pool of one's own process,
 * and a pool of none (`solo`, which answers nobody while a task runs), are left to the default.
 */
function poolOf(source: UnitSource): { pool?: string; concurrency?: string } {
  const [pool, ...others] = new Set(statedBy(source, '--pool', '-P'))
  if (others.length > 0 || !pool || !['threads', 'gevent', 'eventlet'].includes(pool)) return {}
  const [concurrency, ...more] = new Set(statedBy(source, '--concurrency', '-c'))
  return { pool, ...(more.length === 0 && concurrency && /^\d+$/.test(concurrency) ? { concurrency } : {}) }
}

/** What each line that starts a worker says; null for one that does not. */
function statedBy({ launches }: UnitSource, ...names: readonly [string, ...string[]]): readonly (string | null)[] {
  const workers = launches.filter((one) => one.program === 'celery' && one.action === 'worker' && one.purpose === 'production')
  return workers.map((one) => option(one.argv, ...names))
}

/** Where periodic work is set up: a table of it, a call that adds to it, a scheduler that keeps it in the database, or a line that starts beat. */
function scheduleOf(source: UnitSource): Pick<Sighting, 'file' | 'line' | 'why'> | null {
  for (const module of source.modules) {
    const table = module.assignments.find((one) => /(^|\.)beat_schedule$|^(CELERY_?)?BEAT_SCHEDULE$|^CELERYBEAT_SCHEDULE$/.test(one.name))
    if (table && !/^(\{\s*\}|None|dict\(\))$/.test(table.text)) return { file: module.file, line: table.line, why: `${table.name} has periodic work` }
    const call = module.calls.find((one) => /\.add_periodic_task$/.test(one.callee) || one.arguments.some((given) => given.name === 'beat_schedule'))
    if (call) return { file: module.file, line: call.line, why: 'periodic work is added' }
  }
  const launch = source.launches.find((one) => one.program === 'celery' && one.argv.some((word) => word === 'beat' || word === '-B' || word === '--beat'))
  if (launch) return { file: launch.file, line: launch.line, why: 'celery beat is started' }
  return null
}
