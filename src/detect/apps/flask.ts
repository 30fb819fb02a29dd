import type { Sighting, UnitSource } from '../source.ts'
import { commandApps } from './command-apps.ts'
import { findApps } from './find-apps.ts'
import { socketioOf } from './flask-socketio.ts'

/** Flask's class and those that extend it in packages of their own. */
const classes = ['flask.Flask', 'apiflask.APIFlask', 'flask_openapi3.OpenAPI'] as const

/** Modules that make an app for a job of their own: commands, the worker of a queue. They are served where there is nothing else. */
const forJobs = /(^|\.)(manage|cli|shell|celery_(worker|app)|make_celery|celery|worker|tasks?|jobs?|cron|seeds?|scripts?|init_db|create_db)$/

/** App objects and factories of Flask, as far as the source shows them. */
export function recogniseFlask(source: UnitSource): readonly Sighting[] {
  const found = findApps(source, classes)
  if (found.length === 0) return commandApps(source, classes)
  const served = found.filter((one) => one.factory || !forJobs.test(moduleOf(one)))
  const socketio = socketioOf(source)
  const details = socketio ? { details: { socketio: socketio.object, mode: socketio.mode } } : {}
  const files = foldersOf(source)
  return (served.length > 0 ? served : found).map((one) => ({
    ...one,
    // What is called wsgi was made to be served.
    ...(/(^|\.)wsgi$/.test(moduleOf(one)) ? { preferred: true } : {}),
    files,
    ...details,
  }))
}

function moduleOf({ entrypoint }: Sighting): string {
  return entrypoint.split(':')[0] ?? ''
}

/** Flask looks for templates and static files beside the module that makes the app, without being told. */
function foldersOf(source: UnitSource): string[] {
  return ['static', 'templates'].filter((name) => source.files.some((file) => file.startsWith(`${name}/`)))
}
