import type { Call, PythonModule } from '../source.ts'
import type { Symbols } from '../symbols.ts'

/** What of a project's code makes an app. */
export interface Makers {
  isClass(symbol: string): boolean
  /** Functions that return an app, by symbol. */
  functions: ReadonlySet<string>
  /** Whether a call makes an app. */
  makes(module: PythonModule, call: Call | null): boolean
}

/** @param classes fully qualified: `fastapi.FastAPI`. */
export function findMakers(modules: readonly PythonModule[], symbols: Symbols, classes: readonly string[]): Makers {
  const own = new Set<string>()
  const functions = new Set<string>()
  const isClass = (symbol: string) => own.has(symbol) || classes.some((one) => isSameClass(one, symbol))
  const makes = (module: PythonModule, call: Call | null) => {
    if (!call) return false
    const symbol = symbols.in(module, call.callee)
    // `celery = celery.Celery()`: the package and the variable that takes its name.
    return isClass(symbol) || isClass(call.callee) || functions.has(symbol)
  }
  // Subclasses of subclasses and factories of factories: until nothing new is found.
  for (let before = -1; before < own.size + functions.size;) {
    before = own.size + functions.size
    for (const module of modules) {
      for (const one of module.classes) if (one.bases.some((base) => isClass(symbols.in(module, base)))) own.add(`${module.name}.${one.name}`)
      for (const one of module.functions)
        if (one.scope === null && returnsApp(module, one, isClass, makes, symbols)) functions.add(`${module.name}.${one.name}`)
    }
  }
  return { isClass, functions, makes }
}

function returnsApp(
  module: PythonModule,
  made: PythonModule['functions'][number],
  isClass: (symbol: string) => boolean,
  makes: (module: PythonModule, call: Call | null) => boolean,
  symbols: Symbols,
): boolean {
  // A function that is handed an app and gives it back configures one.
  if (made.requiredParameters === 0 && made.returnType !== null && isClass(symbols.in(module, made.returnType))) return true
  return made.returns.some((one) => {
    if (makes(module, one.call)) return true
    return one.name !== null && module.assignments.some((given) => given.scope === made.name && given.name === one.name && makes(module, given.call))
  })
}

function isSameClass(wanted: string, symbol: string): boolean {
  const [first, last] = [wanted.split('.')[0], wanted.split('.').at(-1)]
  return symbol === wanted || (symbol.split('.')[0] === first && symbol.split('.').at(-1) === last)
}
