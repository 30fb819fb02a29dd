import type { Route } from '../routes.ts'
import type { Call, PythonModule } from '../source.ts'
import { symbolsOf, type Symbols } from '../symbols.ts'

const verbs = /^litestar(?:\.handlers(?:\.\w+)*)?\.(get|post|put|patch|delete|head)$/
const routers = /^litestar(?:\.\w+)*\.(Router|Litestar)$/

/** Routes of Litestar: decorators that belong to no object, controllers with a path, routers that list what they hold. */
export function litestarRoutes(modules: readonly PythonModule[]): Route[] {
  const symbols = symbolsOf(modules)
  const holders = modules.flatMap((module) => holdersIn(module, symbols))
  return modules.flatMap((module) =>
    module.functions.flatMap((definition) =>
      definition.decorators.flatMap((call): Route[] => {
        const verb = verbs.exec(inFull(module, call))?.[1]
        if (verb === undefined) return []
        const controller = module.classes.find((one) => one.name === definition.scope)
        const own = controller?.fields.find((one) => one.name === 'path')?.literal
        const name = `${module.name}.${definition.scope ?? definition.name}`
        return prefixesOf(name, holders).map((prefix) => ({
          method: verb.toUpperCase(),
          path: joined(prefix, typeof own === 'string' ? own : '', pathOf(call)),
          file: module.file,
          line: call.line,
          handler: { module, definition },
          guarded: call.arguments.some((one) => one.name === 'guards'),
        }))
      }),
    ),
  )
}

/** `from litestar import *` brings names that nothing else in the module explains. */
function inFull({ starImports }: PythonModule, { callee }: Call): string {
  return starImports.includes('litestar') && /^(get|post|put|patch|delete|head|Router|Litestar)$/.test(callee) ? `litestar.${callee}` : callee
}

/** A router, or the app itself: its prefix and what it lists. */
interface Holder {
  name: string
  prefix: string
  isApp: boolean
  holds: readonly string[]
}

function holdersIn(module: PythonModule, symbols: Symbols): Holder[] {
  return module.calls.flatMap((call) => {
    const kind = routers.exec(inFull(module, call))?.[1]
    if (kind === undefined) return []
    const given = module.assignments.find((one) => one.call?.line === call.line && one.call.callee === call.callee)
    const list = listed(call, kind === 'Litestar')?.text ?? ''
    const holds = [...list.matchAll(/[A-Za-z_][\w.]*/g)].map(([name]) => symbols.in(module, name))
    return [{ name: `${module.name}.${given?.name ?? ''}`, prefix: kind === 'Router' ? pathOf(call) : '', isApp: kind === 'Litestar', holds }]
  })
}

/** What it holds: by its name, and for the app as its first argument too, where a router has its path. */
function listed(call: Call, isApp: boolean): Call['arguments'][number] | undefined {
  return call.arguments.find((one) => one.name === 'route_handlers') ?? (isApp ? call.arguments.find((one) => one.name === null) : undefined)
}

/** Prefixes under which an app reaches a name; what nothing lists answers nothing. */
function prefixesOf(name: string, holders: readonly Holder[], depth = 0): string[] {
  const around = depth > 8 ? [] : holders.filter((one) => one.holds.includes(name))
  return around.flatMap((one) => (one.isApp ? [one.prefix] : prefixesOf(one.name, holders, depth + 1).map((above) => joined(above, one.prefix))))
}

function pathOf(call: Call): string {
  const path = call.arguments.find((one) => one.name === 'path') ?? call.arguments.find((one) => one.name === null)
  return typeof path?.literal === 'string' ? path.literal : ''
}

/** Litestar puts one slash between parts, whatever they begin and end with. */
function joined(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`
}
