import { importGraph } from '../import-graph.ts'
import type { PythonModule, UnitSource } from '../source.ts'

/** Something in the code that Dagster can load. */
export interface Loadable {
  module: PythonModule
  /** Null: the module's only one, which Dagster finds by itself. */
  attribute: string | null
  line: number
}

const makers =
  /^dagster(\.\w+)*\.(Definitions(\.merge(_unbound_defs)?)?|load_defs|load_from_defs_folder|build_defs_for_component|load_definitions_from_(module|modules|package_name|package_module|current_module))$/
const decorators = /^dagster(\.\w+)*\.(definitions|repository)$/

/**
 * Modules with definitions that can be loaded: a `Definitions` object at the top, a function that returns one (`@definitions`), a
 * `@repository` of older projects. A module that another of them takes its definitions from is a part of that one.
 */
export function loadables(source: UnitSource): Loadable[] {
  const found = source.modules.flatMap(loadableIn)
  const graph = importGraph(source)
  const names = found.map((one) => one.module.name)
  const isPart = (name: string) => names.some((other) => other !== name && graph.reaches(other).has(name) && !graph.reaches(name).has(other))
  return found.filter((one) => !isPart(one.module.name))
}

function loadableIn(module: PythonModule): Loadable[] {
  const objects = module.assignments.filter((one) => one.scope === null && !one.whenRun && one.call !== null && makers.test(one.call.callee))
  const functions = module.functions.filter((one) => one.scope === null && one.decorators.some((call) => decorators.test(call.callee)))
  const all = [...objects, ...functions]
  const [first] = all
  if (!first) return []
  if (all.length === 1) return [{ module, attribute: null, line: first.line }]
  // Dagster refuses a module with two of them, unless it is told which; several repositories are loaded together.
  const merged = objects.find((one) => one.call?.callee.includes('.merge')) ?? objects.find((one) => one.name === 'defs') ?? objects.at(-1)
  return [{ module, attribute: merged?.name ?? null, line: (merged ?? first).line }]
}
