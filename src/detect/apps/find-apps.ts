import type { Launch } from '../launches.ts'
import type { Call, PythonModule, Sighting, UnitSource } from '../source.ts'
import { symbolsOf, type Symbols } from '../symbols.ts'
import { findMakers, type Makers } from './makers.ts'

/** An app object or a function that makes one, with what else is known of it. */
interface Found {
  /** Where it is defined: `shop.main.app`. */
  symbol: string
  sighting: Sighting
}

/**
 * Finds objects and factories of the given classes: under any name, at any depth of modules, made directly, by a factory of the
 * project, or from a subclass. An app that is mounted into another one is part of it and left out.
 *
 * A factory that makes the app of some module is found there, unless a line that starts production names the factory itself.
 *
 * @param classes fully qualified: `fastapi.FastAPI`; other paths to the same class in its package count too.
 */
export function findApps(source: Pick<UnitSource, 'modules'> & Partial<Pick<UnitSource, 'launches'>>, classes: readonly string[]): readonly Sighting[] {
  const symbols = symbolsOf(source.modules)
  const makers = findMakers(source.modules, symbols, classes)
  const objects = objectsOf(source.modules.filter(servesRequests), symbols, makers)
  const mounted = mountedSymbols(source.modules, symbols)
  const kept = objects.filter((one) => !mounted.has(one.symbol))
  const used = new Set([...usedMakers(source.modules.filter(servesRequests), symbols, makers), ...mounted])
  const started = new Set(source.launches?.flatMap(symbolStarted))
  const factories = factoriesOf(source.modules, makers).filter((one) => !used.has(one.symbol) || started.has(one.symbol))
  // Apps that are all mounted into each other cannot all be parts.
  return [...(kept.length > 0 ? kept : factories.length > 0 ? [] : objects), ...factories].map((one) => one.sighting)
}

function symbolStarted({ target, purpose }: Launch): string[] {
  return purpose === 'production' && target?.object ? [`${target.module}.${target.object}`] : []
}

/** The app that a migration tool makes for itself is nobody's to serve. */
function servesRequests({ imports }: PythonModule): boolean {
  return ![...imports.values()].includes('alembic.context')
}

function objectsOf(modules: readonly PythonModule[], symbols: Symbols, makers: Makers): Found[] {
  return modules.flatMap((module) => {
    const found = new Map<string, Found>()
    for (const one of module.assignments) {
      if (one.scope !== null || one.whenRun || !/^[A-Za-z_]\w*$/.test(one.name)) continue
      const wraps = wrapped(module, one.call, symbols, found)
      if (!wraps && !makers.makes(module, one.call)) continue
      // `app = application = FastAPI()` is one app with two names.
      if (module.assignments.some((other) => other.call === one.call && found.has(other.name) && other.name !== one.name)) continue
      // `application = SomeMiddleware(app)`: the outer one is what has to be served.
      if (wraps && wraps !== one.name) found.delete(wraps)
      const why = wraps ? `wraps ${wraps}` : `${one.name} is made by ${one.call?.callee ?? ''}`
      found.set(one.name, {
        symbol: `${module.name}.${one.name}`,
        sighting: {
          entrypoint: `${module.name}:${one.name}`,
          factory: false,
          ...madeBy(module, one.call, symbols, makers),
          file: module.file,
          line: one.line,
          confidence: 'certain',
          why,
        },
      })
    }
    return [...found.values()]
  })
}

function madeBy(module: PythonModule, call: Call | null, symbols: Symbols, makers: Makers): { madeBy?: string } {
  const symbol = call ? symbols.in(module, call.callee) : ''
  return call && makers.functions.has(symbol) ? { madeBy: `${symbol}(${call.arguments.map((one) => one.text).join(', ')})` } : {}
}

/** Name of the app that a call puts a middleware or another protocol around. */
function wrapped(module: PythonModule, call: Call | null, symbols: Symbols, found: ReadonlyMap<string, Found>): string | null {
  if (!call || !/(ASGIApp|ASGIMiddleware|Middleware|CORS)$/.test(symbols.in(module, call.callee))) return null
  return call.arguments.map((one) => one.text).find((text) => found.has(text)) ?? null
}

function factoriesOf(modules: readonly PythonModule[], makers: Makers): Found[] {
  return modules.flatMap((module) =>
    module.functions
      .filter((one) => one.scope === null && one.requiredParameters === 0 && makers.functions.has(`${module.name}.${one.name}`))
      .filter((one) => !/(^|_)(tests?|mock|fake|stub|dummy|example)(_|$)/i.test(one.name))
      .map((one) => ({
        symbol: `${module.name}.${one.name}`,
        sighting: {
          entrypoint: `${module.name}:${one.name}`,
          factory: true,
          // What it makes without being told anything, as an object that is made so.
          madeBy: `${module.name}.${one.name}()`,
          file: module.file,
          line: one.line,
          confidence: 'likely' as const,
          why: `${one.name}() returns the app`,
        },
      })),
  )
}

/** Makers that an object or another maker calls: what they make is found there. */
function usedMakers(modules: readonly PythonModule[], symbols: Symbols, makers: Makers): string[] {
  return modules.flatMap((module) => {
    const assigned = module.assignments.filter((one) => one.scope === null && !one.whenRun).map((one) => one.call)
    const inside = module.functions
      .filter((one) => one.scope === null && makers.functions.has(`${module.name}.${one.name}`))
      .flatMap((made) => [
        ...made.returns.map((one) => one.call),
        ...module.assignments.filter((one) => one.scope === made.name && made.returns.some((back) => back.name === one.name)).map((one) => one.call),
      ])
    return [...assigned, ...inside].flatMap((call) => (call ? [symbols.in(module, call.callee)] : [])).filter((symbol) => makers.functions.has(symbol))
  })
}

/** Apps, and makers of apps, that are mounted below a path or whose routes another app takes over. */
function mountedSymbols(modules: readonly PythonModule[], symbols: Symbols): Set<string> {
  const mounted = new Set<string>()
  for (const module of modules) {
    for (const call of module.calls) {
      const method = call.callee.split('.').at(-1)
      if (method === 'mount' || method === 'Mount') {
        const app = call.arguments.find((one) => one.name === 'app') ?? call.arguments.filter((one) => one.name === null)[1]
        if (app) mounted.add(symbols.in(module, app.text.replace(/\(.*$/s, '')))
      }
      const router = method === 'include_router' ? call.arguments[0]?.text : undefined
      if (router?.endsWith('.router')) mounted.add(symbols.in(module, router.slice(0, -'.router'.length)))
    }
  }
  return mounted
}
