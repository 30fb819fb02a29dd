import type { MetricsFact } from './facts.ts'
import type { Ledger } from './ledger.ts'
import { keyword, split } from './routes/places.ts'
import type { Route } from './routes.ts'
import type { Call, PythonModule } from './source.ts'

/** Packages that answer Prometheus by themselves or with the code's help, the more special first. */
const libraries = ['prometheus_fastapi_instrumentator', 'prometheus_flask_exporter', 'starlette_exporter', 'django_prometheus', 'prometheus_client']

/**
 * Where a Python program answers Prometheus: by what its library adds, by an app of the client's that is mounted, by a server of
 * its own, or by a route of that name beside one of these libraries. Null where it answers nowhere, or only to those who log in.
 * @param alone the folder has one unit, so that a server in its code is that one's.
 */
export function metricsOf(modules: readonly PythonModule[], routes: readonly Route[], alone: boolean, ledger: Ledger): MetricsFact | null {
  const library = libraries.find((name) => modules.some((module) => imports(module, name)) || routes.some((one) => one.metricsBy === name))
  if (library === undefined) return null
  const calls = modules.flatMap((module) => module.calls.flatMap((call) => answeredBy(module, call, library)))
  const route = routes.find((one) => one.method === 'GET' && !one.guarded && (one.metricsBy !== undefined || /(^|\/)metrics\/?$/.test(one.path)))
  const asked = calls.find((one) => one.port === null) ?? (route && { path: route.path, port: null, file: route.file, line: route.line })
  const seen = asked ?? (alone ? calls.find((one) => one.port !== null) : undefined)
  if (!seen) return null
  const { file, line } = seen
  ledger.evidence.push({ key: 'metrics', value: seen.path, file, line, confidence: 'certain' })
  return { library: library.replaceAll('_', '-'), path: seen.path, port: seen.port, file, line }
}

function imports(module: PythonModule, name: string): boolean {
  return [...module.imports.values()].some((one) => one === name || one.startsWith(`${name}.`))
}

function answeredBy(module: PythonModule, call: Call, library: string): Omit<MetricsFact, 'library'>[] {
  const [, method] = split(call.callee)
  const at = { file: module.file, line: call.line }
  // `Instrumentator().instrument(app).expose(app)`, in one line or several, the object of another module too.
  if (method === 'expose' && library === 'prometheus_fastapi_instrumentator') return [{ ...at, path: textAt(call, 'endpoint') ?? '/metrics', port: null }]
  if (/^prometheus_flask_exporter\..*PrometheusMetrics(\.for_app_factory)?$/.test(call.callee)) return flask(call).map((path) => ({ ...at, path, port: null }))
  if (/^prometheus_client\.(exposition\.)?start_(http|wsgi)_server$/.test(call.callee)) {
    const port = (keyword(call, 'port') ?? call.arguments.find((one) => one.name === null))?.literal
    return typeof port === 'number' ? [{ ...at, path: '/metrics', port }] : []
  }
  return mounted(module, call).map((path) => ({ ...at, path, port: null }))
}

/** It adds a route unless told not to; those of several processes have a server of their own, but for the internal ones. */
function flask({ callee, arguments: given }: Call): string[] {
  if (/\.(Gunicorn|UWsgi|Multiprocess)PrometheusMetrics$/.test(callee)) return []
  const path = given.find((one) => one.name === 'path')
  if (path === undefined) return ['/metrics']
  return typeof path.literal === 'string' ? [path.literal] : []
}

/** `app.mount("/metrics", make_asgi_app())`, `DispatcherMiddleware(app, {"/metrics": make_wsgi_app()})`, also by a name for the app. */
function mounted(module: PythonModule, call: Call): string[] {
  const [, method] = split(call.callee)
  const makers = [
    'make_asgi_app',
    'make_wsgi_app',
    ...module.assignments.filter((one) => /\bmake_[aw]sgi_app$/.test(one.call?.callee ?? '')).map((one) => one.name),
  ]
  const made = new RegExp(`\\b(${makers.join('|')})\\b`)
  const holder = call.arguments.find((one) => made.test(one.text))
  if (!holder) return []
  // Below a mount the app itself has the root: without the slash the answer is a way there.
  if (method === 'mount' || method === 'Mount') {
    const path = textAt(call, 'path') ?? call.arguments.find((one) => one.name === null)?.literal
    return typeof path === 'string' ? [`${path.replace(/\/$/, '')}/`] : []
  }
  const entry = new RegExp(`["'](/[^"']*)["']\\s*:\\s*(?:[\\w.]+\\.)?(${makers.join('|')})\\b`).exec(holder.text)
  return method === 'DispatcherMiddleware' && entry?.[1] !== undefined ? [entry[1]] : []
}

function textAt(call: Call, name: string): string | undefined {
  const value = keyword(call, name)?.literal
  return typeof value === 'string' ? value : undefined
}
