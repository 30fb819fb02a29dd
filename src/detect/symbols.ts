import type { Literal, PythonModule } from './source.ts'

/** Finds what a name of one module stands for in another: through imports, re-exports in `__init__.py` and stars. */
export interface Symbols {
  modules: ReadonlyMap<string, PythonModule>
  /** Where a qualified name (`shop.create_app`) is defined: `shop.factory.create_app`. Names of other projects stay as they are. */
  follow(qualified: string): string
  /** The same for a name as it stands in a module; names that were imported are qualified already. */
  in(module: PythonModule, name: string): string
  /** Value of a constant or of a settings field with a plain default, for `prefix=settings.API_V1_STR`. */
  literal(module: PythonModule, text: string): Literal
}

export function symbolsOf(all: readonly PythonModule[]): Symbols {
  const known = made.get(all)
  if (known) return known
  const symbols = indexOf(all)
  made.set(all, symbols)
  return symbols
}

/** The same modules are looked at for apps, routes and settings. */
const made = new WeakMap<readonly PythonModule[], Symbols>()

function indexOf(all: readonly PythonModule[]): Symbols {
  const names = new Map(all.map((module) => [module, topNames(module)]))
  const defines = (module: PythonModule, name: string) => names.get(module)?.has(name) ?? false
  const modules = new Map(all.map((module) => [module.name, module]))
  const follow = (qualified: string, depth = 0): string => {
    const at = splitAtModule(modules, qualified)
    if (!at || depth > 8) return qualified
    const { module, rest } = at
    const [head = '', ...tail] = rest.split('.')
    if (defines(module, head)) return qualified
    const imported = module.imports.get(head)
    if (imported !== undefined && imported !== qualified) return follow([imported, ...tail].join('.'), depth + 1)
    for (const star of module.starImports) {
      const source = modules.get(star)
      if (source && defines(source, head)) return follow([star, rest].join('.'), depth + 1)
    }
    return qualified
  }
  const inModule = (module: PythonModule, name: string): string => {
    const head = name.split('.')[0] ?? name
    // `celery = Celery()`: what was imported by this very name comes before a variable that is called like the package.
    if ([...module.imports.values()].some((imported) => imported === name && imported.includes('.'))) return follow(name)
    // A package `app` and a variable `app` often live side by side: a name that a module really has comes first.
    const at = splitAtModule(modules, name)
    const first = at?.rest.split('.')[0] ?? ''
    if (at && (defines(at.module, first) || at.module.imports.has(first))) return follow(name)
    if (defines(module, head)) return follow(`${module.name}.${name}`)
    // Seen before imports were put in place, or brought by a star.
    const imported = module.imports.get(head)
    if (imported !== undefined) return follow(imported + name.slice(head.length))
    const star = module.starImports.find((one) => (modules.get(one) ? defines(modules.get(one) as PythonModule, head) : /^[A-Z]/.test(head)))
    return follow(star === undefined ? name : `${star}.${name}`)
  }
  return { modules, follow, in: inModule, literal: (module, text) => constant({ modules, in: inModule }, module, text) }
}

function topNames(module: PythonModule): ReadonlySet<string> {
  const all = [...module.assignments, ...module.functions, ...module.classes]
  return new Set(all.filter((one) => one.scope === null).map((one) => one.name))
}

function splitAtModule(modules: ReadonlyMap<string, PythonModule>, qualified: string): { module: PythonModule; rest: string } | null {
  const parts = qualified.split('.')
  for (let at = parts.length - 1; at > 0; at--) {
    const module = modules.get(parts.slice(0, at).join('.'))
    if (module) return { module, rest: parts.slice(at).join('.') }
  }
  return null
}

function constant(symbols: Pick<Symbols, 'modules' | 'in'>, module: PythonModule, text: string): Literal {
  if (/^f["']/.test(text)) return formatted(symbols, module, text)
  if (!/^[A-Za-z_][\w.]*(\(\)\.\w+)?$/.test(text)) return undefined
  const at = splitAtModule(symbols.modules, symbols.in(module, text.replace('()', '')))
  const [name = '', ...path] = at?.rest.split('.') ?? []
  const value = at?.module.assignments.find((one) => one.scope === null && one.name === name && path.length === 0)
  if (value && value.literal !== undefined) return value.literal
  // `settings.API_PREFIX`: the object's class is not followed; a field of that name with one value in all of the code is it.
  const field = text.split('.').at(-1)
  if (!text.includes('.')) return undefined
  const values = [...symbols.modules.values()]
    .flatMap((one) => one.classes.flatMap((made) => made.fields))
    .filter((one) => one.name === field && one.literal !== undefined)
  const [first] = values
  return first && values.every((one) => one.literal === first.literal) ? first.literal : undefined
}

function formatted(symbols: Pick<Symbols, 'modules' | 'in'>, module: PythonModule, text: string): Literal {
  let known = true
  const value = text.slice(2, -1).replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const part = constant(symbols, module, name.trim())
    if (typeof part !== 'string' && typeof part !== 'number') known = false
    return String(part)
  })
  return known ? value : undefined
}
