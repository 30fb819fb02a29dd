import type { Call, FunctionDefinition, PythonModule } from './source.ts'
import { djangoRoutes } from './routes/django.ts'
import { listedRoutes } from './routes/listed.ts'
import { litestarRoutes } from './routes/litestar.ts'
import { keyword, placesOf, split, textOf } from './routes/places.ts'
import { symbolsOf, type Symbols } from './symbols.ts'

export interface Route {
  method: string
  path: string
  file: string
  line: number
  /** The function that answers, where it was seen. */
  handler: { module: PythonModule; definition: FunctionDefinition } | null
  /** Needs something of the caller: a login, usually. */
  guarded: boolean
  /** What answers is known to be a health check, whatever its path. */
  isHealth?: true
  /** The package whose answer to Prometheus it is, where that adds it. */
  metricsBy?: string
}

/** Methods that take a path and who answers it, in either order. */
const adders = new Set(['add_api_route', 'add_route', 'add_url_rule', 'add_resource'])

const methods = new Set(['get', 'post', 'put', 'delete', 'patch', 'head', 'options'])

/**
 * Full paths of the routes that decorators declare, through routers, their prefixes and the apps that include or mount them.
 * A router that nobody includes answers nothing, so its routes are left out.
 */
export function routesOf(modules: readonly PythonModule[]): Route[] {
  const symbols = symbolsOf(modules)
  const places = placesOf(modules, symbols)
  const inCode = modules.flatMap((module) => [
    ...listedRoutes(module).map(({ handler, ...one }) => ({ ...one, file: module.file, handler: definitionOf(module, handler), guarded: false })),
    ...declared(module, symbols).flatMap((one) =>
      places(module, one.owner).map((place) => ({
        method: one.method,
        path: place.prefix + pathText(module, one.call, symbols) || '/',
        file: module.file,
        line: one.call.line,
        handler: one.definition ? { module, definition: one.definition } : null,
        guarded: place.guarded || keyword(one.call, 'dependencies') !== undefined || isGuarded(one.definition),
      })),
    ),
  ])
  return [...inCode, ...djangoRoutes(modules), ...litestarRoutes(modules)]
}

/** `@login_required` and its kin above the function. */
function isGuarded(definition: FunctionDefinition | null): boolean {
  return (
    definition?.decorators.some((one) => /(login|auth|jwt|token|permission|role|admin)\w*_?required|require\w*_(auth|login|token|role)/i.test(one.callee)) ??
    false
  )
}

function definitionOf(module: PythonModule, name: string): Route['handler'] {
  const definition = module.functions.find((one) => one.name === name)
  return definition ? { module, definition } : null
}

/** Methods that a class answers whose object is added: Falcon's `on_get`, `get` of what Flask's extensions take. */
function resourceMethods(module: PythonModule, call: Call, symbols: Symbols): string[] | null {
  for (const { text } of call.arguments) {
    const symbol = symbols.in(module, text.replace(/(\.as_view)?\(.*$/s, ''))
    const at = symbols.modules.get(symbol.slice(0, symbol.lastIndexOf('.')))
    const made = at?.classes.find((one) => one.scope === null && one.name === symbol.split('.').at(-1))
    const answers = at?.functions
      .filter((one) => made && one.scope === made.name)
      .flatMap((one) => /^(?:on_)?(get|post|put|patch|delete|head)$/.exec(one.name)?.[1] ?? [])
    if (answers && answers.length > 0) return answers.map((one) => one.toUpperCase())
  }
  return null
}

function declared(module: PythonModule, symbols: Symbols) {
  const decorated = module.functions.flatMap((definition) => definition.decorators.flatMap((call) => routeCalls(call, definition)))
  const added = module.calls.flatMap((call) => {
    const [owner, method] = split(call.callee)
    if (!adders.has(method)) return []
    const name = call.arguments.map((one) => one.text).find((text) => module.functions.some((made) => made.name === text))
    const verbs = resourceMethods(module, call, symbols) ?? methodsOf(call)
    return verbs.map((verb) => ({ owner, method: verb, call, definition: module.functions.find((one) => one.name === name) ?? null }))
  })
  return [...decorated, ...added]
}

function routeCalls(call: Call, definition: FunctionDefinition) {
  const [owner, method] = split(call.callee)
  // A decorator of a package belongs to no object: who includes it is told elsewhere.
  if (owner === '' || /^litestar\b/.test(owner) || call.arguments.length === 0) return []
  if (methods.has(method)) return [{ owner, method: method.toUpperCase(), call, definition }]
  return method === 'api_route' || method === 'route' ? methodsOf(call).map((verb) => ({ owner, method: verb, call, definition })) : []
}

function methodsOf(call: Call): string[] {
  const text = keyword(call, 'methods')?.text
  return text ? [...text.matchAll(/["'](\w+)["']/g)].map((match) => (match[1] ?? '').toUpperCase()) : ['GET']
}

function pathText(module: PythonModule, call: Call, symbols: Symbols): string {
  const positional = call.arguments.filter((one) => one.name === null)
  const path =
    keyword(call, 'path') ?? keyword(call, 'rule') ?? keyword(call, 'uri') ?? positional.find((one) => typeof one.literal === 'string') ?? positional[0]
  return textOf(module, path?.text, symbols)
}
