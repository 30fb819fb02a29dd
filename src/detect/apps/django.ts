import { manageFiles } from './django-manage.ts'
import type { PythonModule, Sighting, UnitSource } from '../source.ts'
import { djangoDetails, settingsOf } from './django-settings.ts'

/** Programs that serve ASGI; where production installs one of them, asgi.py is what it is for. */
const asgiServers = ['uvicorn', 'uvicorn-worker', 'daphne', 'hypercorn', 'granian', 'channels'] as const

/**
 * A Django project: its manage.py says which, its wsgi.py or asgi.py is what is served, by which server is installed.
 * Without either Django's own function makes the app.
 */
export function recogniseDjango(source: UnitSource): readonly Sighting[] {
  const [manage] = manageFiles(source)
  const wsgi = source.modules.flatMap((module) => applications(module, /(^|\.)get_wsgi_application$/))
  const asgi = source.modules.flatMap((module) => applications(module, /(^|\.)(get_asgi_application|get_default_application|ProtocolTypeRouter)$/))
  if (manage === undefined && wsgi.length + asgi.length === 0) return []
  const settings = settingsOf(source, manage)
  const asynchronous = asgi.length > 0 && (wsgi.length === 0 || asgiServers.some((name) => source.installed.has(name)))
  const found = asynchronous ? asgi : wsgi
  const details = { ...djangoDetails(source, settings, manage), protocol: asynchronous ? 'asgi' : 'wsgi' }
  if (found.length > 0) return found.map((one) => ({ ...one, details }))
  if (manage === undefined) return []
  const at = settings.at ?? { file: source.fromRoot(manage), line: 1 }
  return [{ entrypoint: 'django.core.wsgi:get_wsgi_application', factory: true, ...at, confidence: 'likely', why: 'manage.py, and no wsgi.py', details }]
}

/** Line of an `application` in a module that calls Django's maker. */
function wrapperIn({ assignments, functions, calls }: PythonModule, maker: RegExp): number | undefined {
  if (!calls.some((call) => maker.test(call.callee))) return undefined
  return [...functions, ...assignments].find((one) => one.scope === null && one.name === 'application')?.line
}

function applications(module: PythonModule, maker: RegExp): Sighting[] {
  const made = module.assignments.filter((one) => one.scope === null && one.call !== null && maker.test(one.call.callee))
  // Servers take `application`, be it a function around what Django made or another library's wrapper.
  const around = made.some((one) => one.name === 'application') ? undefined : wrapperIn(module, maker)
  if (around !== undefined)
    return [
      { entrypoint: `${module.name}:application`, factory: false, file: module.file, line: around, confidence: 'certain', why: 'application is around it' },
    ]
  return made
    .filter((one) => one.call === made.at(-1)?.call)
    .slice(0, 1)
    .map((one) => ({
      entrypoint: `${module.name}:${one.name}`,
      factory: false,
      file: module.file,
      line: one.line,
      confidence: 'certain' as const,
      why: `${one.name} is made by ${one.call?.callee.split('.').at(-1) ?? ''}`,
    }))
}
