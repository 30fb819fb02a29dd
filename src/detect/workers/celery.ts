import { findApps } from '../apps/find-apps.ts'
import type { Sighting, UnitSource } from '../source.ts'

/** Celery apps; with a schedule beside them a second unit, which sends what is due. */
export function recogniseCelery(source: UnitSource): readonly Sighting[] {
  const apps = findApps(source, ['celery.Celery']).filter((one) => !one.factory)
  if (apps.length === 0) return []
  const schedule = scheduleOf(source)
  return [...apps, ...(schedule === null ? [] : apps.map((one) => ({ ...one, ...schedule, role: 'beat' })))]
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
