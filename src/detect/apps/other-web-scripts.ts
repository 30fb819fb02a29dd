import { importGraph } from '../import-graph.ts'
import { moduleName } from '../import-root.ts'
import { candidatesOf, startsSomething } from '../programs/candidates.ts'
import { toolkitIn } from '../programs/toolkits.ts'
import type { PythonModule, Sighting, UnitSource } from '../source.ts'

/** How a framework's scripts serve, and whether a program of its own starts them. */
interface Starting {
  starts: RegExp
  byPath: boolean
}

/**
 * Modules that serve by themselves when they are run, and programs that bring such a module in and start it. Where nothing at all shows how
 * the project is started, the module that serves is what there is.
 */
export function servingScripts(source: UnitSource, modules: readonly PythonModule[], { starts, byPath }: Starting): Sighting[] {
  const hasProgram = candidatesOf(source).length > 0
  const found = modules.flatMap((module) => {
    const call = module.calls.find((one) => starts.test(one.callee))
    if (!call) return []
    const paths = runsItself(source, module, call.scope === null) || !hasProgram ? [pathOf(source, module)] : startersOf(source, module)
    const serving = call.scope === null ? paths : paths.filter((path) => !isConnected(source, path))
    return serving.map((path): Sighting => ({
      entrypoint: byPath ? path : entrypointOf(source, path),
      factory: false,
      file: module.file,
      line: call.line,
      confidence: 'likely',
      why: `${call.callee} serves`,
    }))
  })
  return found.filter((one, index) => found.findIndex((other) => other.entrypoint === one.entrypoint) === index)
}

/** At its margin, below `if __name__ == "__main__"`, or by a function that a line of the project starts. */
function runsItself(source: UnitSource, module: PythonModule, atMargin: boolean): boolean {
  const path = pathOf(source, module)
  const text = source.own.find((one) => one.path === path)?.text ?? ''
  return atMargin || /(^|\/)__main__\.py$/.test(path) || startsSomething(path, text) || source.launches.some((one) => one.path === path)
}

/** Files that are run and import it. */
function startersOf(source: UnitSource, module: PythonModule): string[] {
  const graph = importGraph(source)
  return source.own
    .filter((one) => /(^|\/)__main__\.py$/.test(one.path) || startsSomething(one.path, one.text))
    .filter((one) => graph.reaches(moduleName(one.path, source.importRoot)).has(module.name))
    .map((one) => one.path)
}

/** What keeps another connection all the time, as a bot does, serves beside that, if at all. */
function isConnected(source: UnitSource, path: string): boolean {
  const names = importGraph(source).reaches(moduleName(path, source.importRoot))
  const texts = source.own.filter((one) => names.has(moduleName(one.path, source.importRoot))).map((one) => one.text)
  return toolkitIn(texts)?.connected === true
}

function pathOf({ dir }: UnitSource, { file }: PythonModule): string {
  return dir === '.' ? file : file.slice(dir.length + 1)
}

/** A file of a package imports from its neighbours, which it can only as a part of the package. */
function entrypointOf(source: UnitSource, path: string): string {
  const inPackage = source.files.includes(path.replace(/[^/]*$/, '__init__.py'))
  return inPackage ? moduleName(path, source.importRoot).replace(/\.__main__$/, '') : path
}
