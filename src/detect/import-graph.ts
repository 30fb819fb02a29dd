import { moduleName } from './import-root.ts'
import type { UnitSource } from './source.ts'

/** Which modules of the project a module brings in, over any number of steps; itself among them. */
export interface ImportGraph {
  reaches: (module: string) => ReadonlySet<string>
}

/** `from a.b import c, d`, `from . import tasks`, `import a.b, c`; brackets may run over several lines. */
const statements =
  /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n#;]+)|import[ \t]+([\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w.]+(?:[ \t]+as[ \t]+\w+)?)*))/gm

/** Reads the imports of all modules as text: what only imports others is parsed by nobody. */
export function importGraph(source: UnitSource): ImportGraph {
  const known = graphs.get(source.own)
  if (known) return known
  const paths = new Map(source.own.map((one) => [moduleName(one.path, source.importRoot), one]))
  const direct = new Map<string, readonly string[]>()
  const importsOf = (name: string): readonly string[] => {
    const known = direct.get(name)
    if (known) return known
    const file = paths.get(name)
    const found = file === undefined ? [] : imported(file.text, packageOf(name, file.path)).flatMap((one) => resolve(one, paths))
    direct.set(name, found)
    return found
  }
  const graph: ImportGraph = {
    reaches(module) {
      const seen = new Set([module])
      // Grows while it is walked: a set visits what is added to it.
      for (const one of seen) for (const next of importsOf(one)) seen.add(next)
      return seen
    },
  }
  graphs.set(source.own, graph)
  return graph
}

/** The same files are asked about for each worker and program. */
const graphs = new WeakMap<UnitSource['own'], ImportGraph>()

function packageOf(name: string, path: string): string {
  return path.endsWith('__init__.py') ? name : name.split('.').slice(0, -1).join('.')
}

/** Qualified names that a text imports, modules and members alike. */
function imported(text: string, packageName: string): string[] {
  return [...text.matchAll(statements)].flatMap(([, from, names = '', plain]) => {
    if (from === undefined) return (plain ?? '').split(',').map((one) => one.trim().split(/\s+/)[0] ?? '')
    const base = absolute(from, packageName)
    const members = names
      .replace(/#[^\n]*/g, '')
      .replace(/[()]/g, '')
      .split(',')
    return [base, ...members.map((one) => `${base}.${one.trim().split(/\s+/)[0] ?? ''}`)]
  })
}

function absolute(from: string, packageName: string): string {
  const dots = /^\.*/.exec(from)?.[0].length ?? 0
  if (dots === 0) return from
  const parts = packageName === '' ? [] : packageName.split('.')
  return [...parts.slice(0, parts.length - dots + 1), ...(from.length > dots ? [from.slice(dots)] : [])].join('.')
}

/** The module, or the one that has the member; with it the packages around it, which are run first. */
function resolve(name: string, paths: ReadonlyMap<string, unknown>): string[] {
  const parts = name.split('.')
  return parts.map((_, index) => parts.slice(0, index + 1).join('.')).filter((one) => paths.has(one))
}
