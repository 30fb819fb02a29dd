import { moduleName } from './import-root.ts'
import type { Launch } from './launches.ts'
import type { PythonModule, Sighting } from './source.ts'
import { symbolsOf } from './symbols.ts'

/** Where a sighting's name has its meaning. */
export interface Surroundings {
  modules: readonly PythonModule[]
  importRoot: string
  /** Folder of the unit, `.` for the root. */
  dir: string
}

/** Whether a line starts just what was sighted: the same module by its import name or its path, or an app that it imports. */
export function starts(launch: Launch, sighting: Sighting, { modules, importRoot, dir }: Surroundings): boolean {
  if (launch.program === 'script' && launch.argv[0] === sighting.entrypoint) return true
  if (!launch.target) return false
  const { module, object } = launch.target
  const [name = '', own = ''] = sighting.entrypoint.split(':')
  const prefix = dir === '.' ? '' : `${dir}/`
  const path = `${module.replaceAll('.', '/')}.py`
  const asFile = moduleName(path, importRoot)
  // `cd src && uvicorn main:app`: a module is looked up from where the command stands.
  const fromThere = launch.workingDir === null ? asFile : moduleName(`${launch.workingDir}/${path}`.replace(/^\.\//, ''), importRoot)
  const isThere = [name, moduleName(sighting.file.slice(prefix.length), '.')].some((one) => one === module || one === asFile || one === fromThere)
  if (isThere) return object === null || object === own || own === ''
  // `uvicorn.run(app)` where app was imported from its module.
  const symbols = symbolsOf(modules)
  const at = symbols.modules.get(module) ?? symbols.modules.get(asFile)
  return at !== undefined && symbols.in(at, object ?? 'app') === `${name}.${own}`
}
