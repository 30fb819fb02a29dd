import type { Call, PythonModule } from '../source.ts'
import type { Symbols } from '../symbols.ts'

/** Where the routes of a router, a blueprint or an app end up: once for each way in which an app reaches it. */
export interface Place {
  prefix: string
  guarded: boolean
}

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
 * Follows routers, blueprints and mounted apps up to the app that serves them. A router that nobody includes answers nothing; where
 * something is included that could not be followed, it is given the benefit of the doubt.
 */
export function placesOf(modules: readonly PythonModule[], symbols: Symbols): (module: PythonModule, owner: string) => Place[] {
  const owners = ownersOf(modules, symbols)
  const { edges, unresolved } = edgesOf(modules, symbols, owners)
  const reach = (symbol: string, depth = 0): Place[] => {
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
  return (module, owner) => reach(symbolIn(module, owner, symbols, owners))
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

/** A text, or the constant that stands for one. */
export function textOf(module: PythonModule, text: string | undefined, symbols: Symbols): string {
  if (text === undefined) return ''
  const quoted = /^["']([^"'\n]*)["']$/.exec(text)?.[1]
  if (quoted !== undefined) return quoted
  const value = symbols.literal(module, text)
  return typeof value === 'string' ? value : ''
}

export function keyword(call: Call, name: string) {
  return call.arguments.find((one) => one.name === name)
}

/** `app.get` → `app` and `get`. */
export function split(callee: string): [owner: string, method: string] {
  const at = callee.lastIndexOf('.')
  return at < 0 ? ['', callee] : [callee.slice(0, at), callee.slice(at + 1)]
}
