import type { Call, PythonModule } from '../source.ts'

/** A route that stands in a list or is added by its method's name, where no decorator declares it. */
export interface ListedRoute {
  method: string
  path: string
  /** Name of what answers. */
  handler: string
  line: number
}

/** Routes of frameworks that keep them in lists: Starlette and Litestar's kin, aiohttp, Tornado. */
export function listedRoutes(module: PythonModule): ListedRoute[] {
  return module.calls.flatMap((call) => [...starlette(module, call), ...aiohttp(call), ...tornado(call)])
}

/** `Route("/health", health)`, also in the list of a `Mount("/api", routes=[…])`. */
function starlette(module: PythonModule, call: Call): ListedRoute[] {
  if (call.callee !== 'starlette.routing.Route') return []
  const mounts = module.calls.filter((one) => one.callee === 'starlette.routing.Mount' && listOf(one)?.includes(call.arguments[0]?.text ?? '\n'))
  const around = mounts.filter((one) => one.line <= call.line && lastLine(one) >= call.line)
  const prefix = around.map((one) => (typeof one.arguments[0]?.literal === 'string' ? one.arguments[0].literal : '{}')).join('')
  const verbs = call.arguments.find((one) => one.name === 'methods')?.text
  const methods = verbs === undefined ? ['GET'] : [...verbs.matchAll(/["'](\w+)["']/g)].map((match) => match[1] ?? '')
  return methods.flatMap((method) => route(method.toUpperCase(), call, prefix))
}

function listOf(mount: Call): string | undefined {
  return (mount.arguments.find((one) => one.name === 'routes') ?? mount.arguments.filter((one) => one.name === null)[1])?.text
}

/** `web.get("/health", health)`, `app.router.add_get("/health", health)`. */
function aiohttp(call: Call): ListedRoute[] {
  const verb = /^aiohttp\.web\.(get|post|put|delete|patch)$|\.add_(get|post|put|delete|patch)$/.exec(call.callee)
  return verb ? route((verb[1] ?? verb[2] ?? '').toUpperCase(), call) : []
}

/** `Application([(r"/health", HealthHandler)])`. */
function tornado(call: Call): ListedRoute[] {
  if (call.callee !== 'tornado.web.Application') return []
  return call.arguments.flatMap((list) =>
    [...list.text.matchAll(/\(\s*r?["'](\/[^"'\n]*)["']\s*,\s*([\w.]+)/g)].map(([before, path = '', handler = '']) => ({
      method: 'GET',
      path,
      handler,
      line: list.line + list.text.slice(0, list.text.indexOf(before)).split('\n').length - 1,
    })),
  )
}

function route(method: string, call: Call, prefix = ''): ListedRoute[] {
  const [path, handler] = call.arguments.filter((one) => one.name === null)
  return typeof path?.literal === 'string' ? [{ method, path: prefix + path.literal, handler: handler?.text ?? '', line: call.line }] : []
}

function lastLine(call: Call): number {
  return call.arguments.reduce((last, one) => Math.max(last, one.line + one.text.split('\n').length - 1), call.line)
}
