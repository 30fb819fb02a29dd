import type { Call, FunctionDefinition, PythonModule } from './source.ts'
import { listedRoutes } from './listed-routes.ts'
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
}

/** Methods that take a path and who answers it, in either order. */
const adders = new Set(['add_api_route', 'add_route', 'add_url_rule', 'add_resource'])

const methods = new Set(['get', 'post', 'put', 'delete', 'patch', 'head', 'options'])

/** A router or app: what its own prefix is, and who takes it in under which. */
interface Owner {
  prefix: string
  isRouter: boolean
  guarded: boolean
}
interface Edge {
  parent: string
  prefix: string
  /** Its prefix stands in place of the router's own, as Flask has it. */
  replaces: boolean
  guarded: boolean
}

/**
 * Full paths of the routes that decorators declare, through routers, their prefixes and the apps that include or mount them.
 * A router that nobody includes answers nothing, so its routes are left out.
 */
export function routesOf(modules: readonly PythonModule[]): Route[] {
  const symbols = symbolsOf(modules)
  const owners = ownersOf(modules, symbols)
  const { edges, unresolved } = edgesOf(modules, symbols, owners)
  const reach = (symbol: string, depth = 0): { prefix: string; guarded: boolean }[] => {
    const owner = owners.get(symbol)
    const own = owner?.prefix ?? ''
    const into = edges.get(symbol) ?? []
    const guarded = owner?.guarded ?? false
    if (into.length === 0 && (!owner?.isRouter || unresolved)) return [{ prefix: own, guarded }]
    if (depth > 12) return []
    return into.flatMap((edge) =>
      reach(edge.parent, depth + 1).map((above) => ({
        prefix: above.prefix + edge.prefix + (edge.replaces ? '' : own),
        guarded: guarded || edge.guarded || above.guarded,
      })),
    )
  }
  return modules.flatMap((module) => [
    ...listedRoutes(module).map(({ handler, ...one }) => ({ ...one, file: module.file, handler: definitionOf(module, handler), guarded: false })),
    ...declared(module).flatMap((one) =>
      reach(symbolIn(module, one.owner, symbols, owners)).map((place) => ({
        method: one.method,
        path: place.prefix + pathText(module, one.call, symbols) || '/',
        file: module.file,
        line: one.call.line,
        handler: one.definition ? { module, definition: one.definition } : null,
        guarded: place.guarded || keyword(one.call, 'dependencies') !== undefined || isGuarded(one.definition),
      })),
    ),
  ])
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

function declared(module: PythonModule) {
  const decorated = module.functions.flatMap((definition) => definition.decorators.flatMap((call) => routeCalls(call, definition)))
  const added = module.calls.flatMap((call) => {
    const [owner, method] = split(call.callee)
    if (!adders.has(method)) return []
    const name = call.arguments.map((one) => one.text).find((text) => module.functions.some((made) => made.name === text))
    return methodsOf(call).map((verb) => ({ owner, method: verb, call, definition: module.functions.find((one) => one.name === name) ?? null }))
  })
  return [...decorated, ...added]
}

function routeCalls(call: Call, definition: FunctionDefinition) {
  const [owner, method] = split(call.callee)
  if (owner === '' || call.arguments.length === 0) return []
  if (methods.has(method)) return [{ owner, method: method.toUpperCase(), call, definition }]
  return method === 'api_route' || method === 'route' ? methodsOf(call).map((verb) => ({ owner, method: verb, call, definition })) : []
}

function methodsOf(call: Call): string[] {
  const text = keyword(call, 'methods')?.text
  return text ? [...text.matchAll(/["'](\w+)["']/g)].map((match) => (match[1] ?? '').toUpperCase()) : ['GET']
}

function ownersOf(modules: readonly PythonModule[], symbols: Symbols): Map<string, Owner> {
  const owners = new Map<string, Owner>()
  for (const module of modules) {
    for (const one of module.assignments) {
      const made = one.call?.callee.split('.').at(-1)
      if (!one.call || !made || !/(Router|Blueprint)$|^FastAPI$|^Starlette$|^Api$/.test(made)) continue
      const isRouter = /(Router|Blueprint)$/.test(made)
      const prefix = keyword(one.call, 'url_prefix') ?? keyword(one.call, 'prefix')
      owners.set(`${module.name}.${one.name}`, {
        prefix: isRouter || made === 'Api' ? textOf(module, prefix?.text, symbols) : '',
        isRouter,
        guarded: keyword(one.call, 'dependencies') !== undefined,
      })
    }
  }
  return owners
}

/** How a router, a blueprint or a whole app is taken into another. */
const includers = new Set(['include_router', 'register_blueprint', 'blueprint', 'mount'])

function edgesOf(modules: readonly PythonModule[], symbols: Symbols, owners: ReadonlyMap<string, Owner>) {
  const edges = new Map<string, Edge[]>()
  let unresolved = false
  for (const module of modules) {
    for (const call of module.calls) {
      const [parent, method] = split(call.callee)
      if (!includers.has(method)) continue
      const positional = call.arguments.filter((one) => one.name === null)
      const part = method === 'mount' ? (keyword(call, 'app') ?? positional[1]) : (keyword(call, 'router') ?? keyword(call, 'blueprint') ?? positional[0])
      const child =
        part &&
        symbolIn(
          module,
          part.text.replace(/\.router$/, (tail) => (owners.has(symbols.in(module, part.text)) ? tail : '')),
          symbols,
          owners,
        )
      if (!child || !owners.has(child)) {
        unresolved ||= method !== 'mount'
        continue
      }
      const registered = keyword(call, 'url_prefix')?.text
      const prefix = method === 'mount' ? (keyword(call, 'path') ?? positional[0])?.text : (registered ?? keyword(call, 'prefix')?.text)
      const edge = {
        parent: symbolIn(module, parent, symbols, owners),
        prefix: textOf(module, prefix, symbols),
        replaces: registered !== undefined,
        guarded: keyword(call, 'dependencies') !== undefined,
      }
      edges.set(child, [...(edges.get(child) ?? []), edge])
    }
  }
  for (const module of modules) for (const [child, edge] of onBlueprints(module, symbols, owners)) edges.set(child, [edge])
  return { edges, unresolved }
}

/** `Api(blueprint)`: whatever is added to it is below the blueprint. */
function onBlueprints(module: PythonModule, symbols: Symbols, owners: ReadonlyMap<string, Owner>): [string, Edge][] {
  return module.assignments.flatMap((one): [string, Edge][] => {
    const on = one.call?.callee.endsWith('.Api') ? one.call.arguments[0] : undefined
    const parent = on && symbolIn(module, on.text, symbols, owners)
    return parent && owners.get(parent)?.isRouter ? [[`${module.name}.${one.name}`, { parent, prefix: '', replaces: false, guarded: false }]] : []
  })
}

/** Owners inside of functions (`app` in a factory) go by their module as well. */
function symbolIn(module: PythonModule, name: string, symbols: Symbols, owners: ReadonlyMap<string, Owner>): string {
  const local = `${module.name}.${name}`
  return owners.has(local) ? local : symbols.in(module, name)
}

function pathText(module: PythonModule, call: Call, symbols: Symbols): string {
  const positional = call.arguments.filter((one) => one.name === null)
  const path =
    keyword(call, 'path') ?? keyword(call, 'rule') ?? keyword(call, 'uri') ?? positional.find((one) => typeof one.literal === 'string') ?? positional[0]
  return textOf(module, path?.text, symbols)
}

function textOf(module: PythonModule, text: string | undefined, symbols: Symbols): string {
  if (text === undefined) return ''
  const quoted = /^["']([^"'\n]*)["']$/.exec(text)?.[1]
  if (quoted !== undefined) return quoted
  const value = symbols.literal(module, text)
  return typeof value === 'string' ? value : ''
}

function keyword(call: Call, name: string) {
  return call.arguments.find((one) => one.name === name)
}

function split(callee: string): [owner: string, method: string] {
  const at = callee.lastIndexOf('.')
  return at < 0 ? ['', callee] : [callee.slice(0, at), callee.slice(at + 1)]
}
