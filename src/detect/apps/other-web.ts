import { webFrameworks } from '../../frameworks/index.ts'
import type { Framework } from '../../frameworks/contract.ts'
import type { PythonModule, Sighting, UnitSource } from '../source.ts'
import { findApps } from './find-apps.ts'

/** Apps and scripts of the frameworks that have no stack of their own, each with the framework's id. */
export function webSightings(source: UnitSource): readonly Sighting[] {
  return webFrameworks.flatMap((framework) => {
    const modules = source.modules.filter((module) => uses(module, framework))
    if (modules.length === 0) return []
    const found = framework.starts ? scripts(source, modules, framework.starts) : findApps(source, framework.apps ?? [])
    return found.map((one) => ({ ...one, framework: framework.id, ...(framework.healthPath === undefined ? {} : { healthPath: framework.healthPath }) }))
  })
}

function uses(module: PythonModule, { imports }: Framework): boolean {
  return [...module.imports.values(), ...module.starImports].some((name) => imports.includes(name.split('.')[0] ?? ''))
}

/** Modules that serve by themselves when they are run. */
function scripts(source: UnitSource, modules: readonly PythonModule[], starts: RegExp): Sighting[] {
  return modules.flatMap((module) => {
    const call = module.calls.find((one) => starts.test(one.callee))
    if (!call) return []
    const path = source.dir === '.' ? module.file : module.file.slice(source.dir.length + 1)
    return [{ entrypoint: path, factory: false, file: module.file, line: call.line, confidence: 'likely', why: `${call.callee} serves` }]
  })
}
