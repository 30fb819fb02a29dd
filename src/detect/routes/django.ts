import type { Route } from '../routes.ts'
import type { Call, PythonModule } from '../source.ts'
import { symbolsOf, type Symbols } from '../symbols.ts'

/** One `path(…)` of a list of URL patterns. */
interface Pattern {
  call: Call
  /** Name of the list that it stands in: `urlpatterns`. */
  list: string
  /** Patterns that are written out inside of its `include([…])`. */
  inside: readonly Pattern[]
}

/** Packages whose URLs are health checks, with what they put below the prefix that they are included under. */
const healthPackages: Readonly<Record<string, string>> = { 'health_check.urls': '', 'watchman.urls': 'ping/', 'django_alive.urls': 'alive/' }

/** The same for what Prometheus asks. */
const metricsPackages: Readonly<Record<string, string>> = { 'django_prometheus.urls': 'metrics' }

/** Full paths of what Django's `urlpatterns` declare, from the root configuration through every `include`. */
export function djangoRoutes(modules: readonly PythonModule[]): Route[] {
  const symbols = symbolsOf(modules)
  const patterns = new Map(modules.map((module) => [module, patternsOf(module)]))
  const walk: Walk = (module, list, prefix, depth) =>
    depth > 8 ? [] : (patterns.get(module) ?? []).filter((one) => one.list === list).flatMap((one) => routes(module, one, prefix, depth, symbols, walk))
  return rootsOf(modules, patterns, symbols).flatMap((root) => walk(root, 'urlpatterns', '/', 0))
}

type Walk = (module: PythonModule, list: string, prefix: string, depth: number) => Route[]

/** What ROOT_URLCONF names; without it every list that no other one includes. */
function rootsOf(modules: readonly PythonModule[], patterns: ReadonlyMap<PythonModule, readonly Pattern[]>, symbols: Symbols): PythonModule[] {
  const stated = modules.flatMap((module) => module.assignments.filter((one) => one.name === 'ROOT_URLCONF').map((one) => one.literal))
  const named = stated.flatMap((name) => (typeof name === 'string' ? (symbols.modules.get(name) ?? []) : []))
  if (named.length > 0) return [...new Set(named)]
  const included = new Set([...patterns].flatMap(([module, all]) => all.flatMap((one) => includedModule(module, one.call, symbols) ?? [])))
  return modules.filter((module) => patterns.get(module)?.some((one) => one.list === 'urlpatterns') && !included.has(module))
}

function patternsOf(module: PythonModule): Pattern[] {
  const calls = module.calls.filter((one) => /^django\.(conf\.)?urls(\.\w+)?\.(re_path|path|url)$/.test(one.callee) && one.arguments.length > 1)
  const lists = module.assignments.filter((one) => one.scope === null && /^\[/.test(one.text.trim()))
  const listAt = (line: number) => lists.find((one) => line >= one.line && line <= one.line + one.text.split('\n').length - 1)?.name ?? 'urlpatterns'
  const inner = new Set(calls.filter((one) => calls.some((outer) => outer !== one && holds(outer, one))))
  const pattern = (call: Call): Pattern => ({ call, list: listAt(call.line), inside: calls.filter((one) => one !== call && holds(call, one)).map(pattern) })
  return calls.filter((one) => !inner.has(one)).map(pattern)
}

/** `path("api/", include([path("health/", …)]))`: the second stands inside of the first. */
function holds(outer: Call, inner: Call): boolean {
  const list = /^include\(\s*\(?\s*\[/.test(outer.arguments[1]?.text ?? '') ? outer.arguments[1] : undefined
  const [path] = inner.arguments
  return (
    list !== undefined &&
    path !== undefined &&
    inner.line >= outer.line &&
    path.line <= list.line + list.text.split('\n').length &&
    list.text.includes(path.text)
  )
}

function routes(module: PythonModule, { call, inside }: Pattern, prefix: string, depth: number, symbols: Symbols, walk: Walk): Route[] {
  const path = prefix + pathOf(module, call, symbols)
  if (inside.length > 0) return inside.flatMap((one) => routes(module, one, path, depth + 1, symbols, walk))
  const view = call.arguments[1]?.text ?? ''
  const included = /^(?:[\w.]*\.)?include\(\s*\(?\s*([^,)]+)/.exec(view)?.[1]?.trim()
  if (included === undefined) return [routeOf(module, call, path, view, symbols)].flatMap((one) => one ?? [])
  const name = /^["'](.*)["']$/.exec(included)?.[1]
  const health = name === undefined ? undefined : healthPackages[name]
  if (health !== undefined) return [{ method: 'GET', path: path + health, file: module.file, line: call.line, handler: null, guarded: false, isHealth: true }]
  const metrics = name === undefined ? undefined : metricsPackages[name]
  if (metrics !== undefined)
    return [{ method: 'GET', path: path + metrics, file: module.file, line: call.line, handler: null, guarded: false, metricsBy: 'django_prometheus' }]
  const target = includedModule(module, call, symbols)
  if (target) return walk(target, 'urlpatterns', path, depth + 1)
  // A list of the same module; `urlpatterns` wrapped in itself was walked already.
  return name === undefined && included !== 'urlpatterns' ? walk(module, included, path, depth + 1) : []
}

function includedModule(module: PythonModule, call: Call, symbols: Symbols): PythonModule | undefined {
  const argument = /^(?:[\w.]*\.)?include\(\s*\(?\s*(?:["']([\w.]+)["']|([\w.]+))/.exec(call.arguments[1]?.text ?? '')
  if (argument?.[1] !== undefined) return symbols.modules.get(argument[1])
  return argument?.[2] === undefined ? undefined : symbols.modules.get(symbols.in(module, argument[2]))
}

/** A pattern that is no plain path keeps what makes it one, so that nobody takes it for a path to ask for. */
function pathOf(module: PythonModule, call: Call, symbols: Symbols): string {
  const [given] = call.arguments
  const raw = given?.literal ?? /^r(["'])(.*)\1$/.exec(given?.text ?? '')?.[2] ?? symbols.literal(module, given?.text ?? '')
  const text = typeof raw === 'string' ? raw : ''
  return /\.(re_path|url)$/.test(call.callee)
    ? text
        .replace(/^\^/, '')
        .replace(/\/\?\$$|\$$/, '')
        .replace(/\\([./-])/g, '$1')
    : text
}

function routeOf(module: PythonModule, call: Call, path: string, view: string, symbols: Symbols): Route | null {
  const wrapped = /^(\w+)\(\s*([\w.]+)\s*\)$/.exec(view)
  const name = (wrapped?.[2] ?? view).replace(/\.as_view\(.*$/s, '')
  const handler = handlerOf(symbols.in(module, name), symbols)
  const methods = handler ? methodsOf(handler) : null
  // The views of the same packages, for those who write the path themselves.
  const isHealth = /^(health_check|django_alive|watchman)\.views\.\w+/.test(symbols.in(module, name))
  if (methods && !methods.includes('GET')) return null
  const guards = [wrapped?.[1] ?? '', ...(handler?.definition?.decorators.map((one) => one.callee) ?? []), ...(handler?.bases ?? [])]
  return {
    method: 'GET',
    path,
    file: module.file,
    line: call.line,
    handler: handler?.definition ? { module: handler.module, definition: handler.definition } : null,
    guarded: guards.some((one) => /login_?required|permission_?required|staff_?member_?required|user_?passes_?test|UserPassesTest/i.test(one)),
    ...(isHealth ? { isHealth } : {}),
  }
}

interface Handler {
  module: PythonModule
  definition: PythonModule['functions'][number] | null
  /** Of a view that is a class. */
  bases: readonly string[]
  methods: readonly string[]
}

function handlerOf(symbol: string, symbols: Symbols): Handler | null {
  const at = symbol.lastIndexOf('.')
  const module = symbols.modules.get(symbol.slice(0, at))
  const name = symbol.slice(at + 1)
  const made = module?.classes.find((one) => one.scope === null && one.name === name)
  if (module && made) {
    const methods = module.functions.filter((one) => one.scope === name)
    return { module, definition: methods.find((one) => one.name === 'get') ?? null, bases: made.bases, methods: methods.map((one) => one.name) }
  }
  const definition = module?.functions.find((one) => one.scope === null && one.name === name)
  return module && definition ? { module, definition, bases: [], methods: [] } : null
}

/** Methods that a view answers, as far as it says; null: any. */
function methodsOf({ definition, bases, methods }: Handler): string[] | null {
  if (bases.length > 0) return methods.includes('get') || !methods.some((one) => /^(post|put|patch|delete)$/.test(one)) ? null : []
  for (const one of definition?.decorators ?? []) {
    if (/require_POST$/.test(one.callee)) return []
    if (/(require_http_methods|api_view)$/.test(one.callee) && one.arguments[0]) {
      return [...one.arguments[0].text.matchAll(/["'](\w+)["']/g)].map((match) => (match[1] ?? '').toUpperCase())
    }
  }
  return null
}
