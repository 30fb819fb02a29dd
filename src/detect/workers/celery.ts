import { findApps } from '../apps/find-apps.ts'
import { option } from '../launches/options.ts'
import type { Sighting, UnitSource } from '../source.ts'
import { importGraph } from '../import-graph.ts'
import { flowerOf } from './flower.ts'
import { wholeOf } from './task-modules.ts'

/** Celery apps; with a schedule beside them a second unit, which sends what is due. */
export function recogniseCelery(source: UnitSource): readonly Sighting[] {
  const made = findApps(source, ['celery.Celery']).filter((one) => !one.factory)
  const own = made.length > 0 ? (onlySends(source) ? [] : made) : kept(source)
  const apps = own.length > 0 || made.length > 0 ? own : ofPackage(source)
  if (apps.length === 0) return []
  const schedule = scheduleOf(source)
  const details = { ...queuesOf(source), ...poolOf(source), ...flowerOf(source) }
  return [
    ...apps.map((one) => ({ ...one, ...(Object.keys(details).length > 0 ? { details } : {}) })),
    ...(schedule === null ? [] : apps.map((one) => ({ ...one, ...schedule, role: 'beat' }))),
  ]
}

/** How a folder says that there is work in it for a worker, here or by way of a setting. */
const work =
  /@[\w.]*(?:task|job)\b|\.tasks?\(|\bshared_task\b|autodiscover|register_task|\b(?:include|imports)\s*=|config_from_object|beat_schedule|add_periodic_task|CELERY_(?:IMPORTS|INCLUDE)/i

/**
 * An app to send tasks with, or for other projects of the repository to make tasks of: a worker here would find nothing to do. Where there
 * is but one project, an app is what it is.
 */
function onlySends({ own, launches, alone }: UnitSource): boolean {
  const meant = launches.some((one) => one.program === 'celery' && one.purpose === 'production')
  return !alone && !meant && !own.some((one) => work.test(one.text))
}

/** An app that another package of the repository has, and tasks made of it here: the module that brings all of these brings the app too. */
function ofPackage(source: UnitSource): Sighting[] {
  const { modules, packageModules, own } = source
  // Nearly every folder ends here, before anything is looked for in all that it installs.
  if (!own.some((one) => /^@\w+\.task\b/m.test(one.text))) return []
  const apps = findApps({ modules: packageModules }, ['celery.Celery']).map((one) => one.entrypoint.replace(':', '.'))
  if (apps.length === 0) return []
  const found = modules.flatMap((module) =>
    [...module.imports].flatMap(([name, qualified]) => {
      if (!apps.some((one) => one === qualified || isReexport(one, qualified))) return []
      const text = own.find((one) => source.fromRoot(one.path) === module.file)?.text ?? ''
      const line = text.split('\n').findIndex((one) => one.startsWith(`@${name}.task`)) + 1
      return line === 0 ? [] : [{ module: module.name, name, file: module.file, line }]
    }),
  )
  const names = found.map((one) => one.module)
  const whole = found.find((one) => one.module === wholeOf(names, names, importGraph(source))) ?? found[0]
  if (!whole) return []
  const { module, name, file, line } = whole
  return [
    { entrypoint: `${module}:${name}`, factory: false, file, line, confidence: 'certain', why: `tasks of ${name}, which a package of the repository has` },
  ]
}

/** A package may hand out at its top what a module of it has. */
function isReexport(app: string, qualified: string): boolean {
  const ends = (name: string) => [name.split('.')[0], name.split('.').at(-1)].join()
  return ends(app) === ends(qualified)
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
